#pragma once

#include "ui/theme/theme.h"

#include <QPainter>

namespace leadline {

/// A role a text or an icon is painted in; the theme says which colour that is now.
enum class Ink { Text, Muted, Faint, Accent, OnAccent, Good, Warn, Bad, Info, Violet, Neutral };

[[nodiscard]] QColor inkColor(const Tokens &tokens, Ink ink);
[[nodiscard]] Ink inkOf(Tone tone);

/// The room a text takes, in whole pixels that certainly hold it: advances are fractions.
[[nodiscard]] int textWidth(const QString &text, const QFont &font);

/// Fills a rounded rectangle and draws its border inside of it, sharp at any ratio. An invalid colour is left
/// out.
void paintRounded(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill,
                  const QColor &border = {}, qreal borderWidth = 1);

/// The 2 px ring around whatever has the keyboard focus, inside `rect`.
void paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color);

/// A key such as `Ctrl+K` in a small frame; its width is `keyCapWidth`, its height 18.
void paintKeyCap(QPainter &painter, const QRectF &rect, const QString &key, const QFont &font,
                 const QColor &text, const QColor &border);
[[nodiscard]] int keyCapWidth(const QString &key, const QFont &font);

} // namespace leadline
