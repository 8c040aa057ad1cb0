#pragma once

#include <QColor>
#include <QPixmap>
#include <QString>

namespace leadline {

/// Draws a Lucide icon (resources/icons, ISC licence) in one colour with stroke 1.75, `size` logical pixels
/// wide. Cached by name, colour, size and ratio. An unknown name is a warning and a null pixmap.
[[nodiscard]] QPixmap renderIcon(const QString &name, const QColor &color, int size, qreal devicePixelRatio);

} // namespace leadline
