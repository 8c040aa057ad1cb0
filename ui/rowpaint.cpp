#include "ui/rowpaint.h"

#include <QFontMetricsF>

namespace leadline {
namespace {
constexpr int chipHeight = 18;
constexpr int chipPadding = 6;
} // namespace

int paintText(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
              const QString &text)
{
    if (room.width() <= 0)
        return room.left();
    const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width());
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return room.left() + textWidth(shown, font);
}

int paintTextRight(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
                   const QString &text)
{
    const int width = std::min(room.width(), textWidth(text, font));
    if (width <= 0)
        return room.right();
    const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return room.right() - width;
}

int chipWidth(const Theme &theme, const QString &text)
{
    return textWidth(text, theme.font(TextStyle::Chip)) + 2 * chipPadding;
}

int paintChip(QPainter &painter, const Theme &theme, const QRect &room, const QString &text, Tone tone,
              int widest, const QColor &ground)
{
    const int width = std::min({chipWidth(theme, text), widest, room.width()});
    if (width <= 3 * chipPadding)
        return room.left();
    const QRect chip(room.left(), room.top() + (room.height() - chipHeight) / 2, width, chipHeight);
    paintRounded(painter, chip, 5, ground.isValid() ? ground : theme.tokens().tint(tone));
    paintText(painter, theme.font(TextStyle::Chip), theme.tokens().ink(tone),
              chip.adjusted(chipPadding, 0, -chipPadding, 0), text);
    return chip.right() + 1;
}

void paintIcon(QPainter &painter, const Theme &theme, const QString &name, const QColor &color,
               const QRect &square)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    painter.drawPixmap(QPointF(square.topLeft()), theme.icon(name, color, square.width(), ratio));
}

QRect glyphAtRight(const QRect &line, int size)
{
    return {line.right() + 1 - size, line.top() + (line.height() - size) / 2, size, size};
}

} // namespace leadline
