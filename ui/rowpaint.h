#pragma once

#include "ui/widgets/paint.h"

namespace leadline {

/// The small strokes that row delegates share. All of them keep to single lines and shorten what does not
/// fit; text is painted as it is, never as rich text.

/// Returns the x behind the text.
int paintText(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
              const QString &text);
/// At the right end of the room; returns the x before the text.
int paintTextRight(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
                   const QString &text);
/// A word on a tinted ground, vertically centred in the room; returns the x behind it.
/// `ground` instead of the tone's tint, where that would not be seen.
int paintChip(QPainter &painter, const Theme &theme, const QRect &room, const QString &text, Tone tone,
              int widest, const QColor &ground = {});
[[nodiscard]] int chipWidth(const Theme &theme, const QString &text);
void paintIcon(QPainter &painter, const Theme &theme, const QString &name, const QColor &color,
               const QRect &square);
/// The square of an icon at the right end of a line, vertically centred.
[[nodiscard]] QRect glyphAtRight(const QRect &line, int size);

} // namespace leadline
