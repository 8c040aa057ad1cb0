#include "ui/rowpaint.h"

#include <QFontMetricsF>
#include <QTextLayout>

#include <cmath>
#include <optional>

namespace leadline {
namespace {
constexpr int chipHeight = 18;
constexpr int chipPadding = 6;

/// A single line of text, shaped once to be measured and drawn: most of what a row costs is shaping.
class ShapedLine
{
public:
    ShapedLine(const QString &text, const QFont &font) : m_font(font) { shape(text); }

    /// In whole pixels, as textWidth measures.
    [[nodiscard]] int width() const
    {
        return m_text.isEmpty() ? 0 : int(std::ceil(m_line.naturalTextWidth())) + 1;
    }
    /// Shortens what does not fit.
    void fit(int room)
    {
        if (m_line.naturalTextWidth() > room)
            shape(QFontMetricsF(m_font).elidedText(m_text, Qt::ElideRight, room));
    }
    /// From x on, vertically centred in the room.
    void draw(QPainter &painter, const QColor &color, qreal x, const QRect &room) const
    {
        painter.setPen(color);
        m_layout->draw(&painter, {x, room.y() + (room.height() - m_line.height()) / 2});
    }
    [[nodiscard]] qreal exactWidth() const { return m_line.naturalTextWidth(); }

private:
    void shape(const QString &text)
    {
        m_text = text;
        m_text.replace(QLatin1Char('\n'), QLatin1Char(' '));
        m_layout.emplace(m_text, m_font);
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        m_layout->setTextOption(option);
        m_layout->setCacheEnabled(true);
        m_layout->beginLayout();
        m_line = m_layout->createLine();
        m_line.setLineWidth(QWIDGETSIZE_MAX);
        m_layout->endLayout();
    }

    QFont m_font;
    QString m_text;
    std::optional<QTextLayout> m_layout;
    QTextLine m_line;
};
} // namespace

int paintText(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
              const QString &text)
{
    if (room.width() <= 0 || text.isEmpty())
        return room.left();
    ShapedLine line(text, font);
    line.fit(room.width());
    line.draw(painter, color, room.x(), room);
    return room.left() + line.width();
}

int paintTextRight(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
                   const QString &text)
{
    if (room.width() <= 0 || text.isEmpty())
        return room.right();
    ShapedLine line(text, font);
    line.fit(room.width());
    const int width = std::min(room.width(), line.width());
    line.draw(painter, color, room.x() + room.width() - line.exactWidth(), room);
    return room.right() - width;
}

int chipWidth(const Theme &theme, const QString &text)
{
    return textWidth(text, theme.font(TextStyle::Chip)) + 2 * chipPadding;
}

int paintChip(QPainter &painter, const Theme &theme, const QRect &room, const QString &text, Tone tone,
              int widest, const QColor &ground)
{
    ShapedLine word(text, theme.font(TextStyle::Chip));
    const int width = std::min({word.width() + 2 * chipPadding, widest, room.width()});
    if (width <= 3 * chipPadding)
        return room.left();
    const QRect chip(room.left(), room.top() + (room.height() - chipHeight) / 2, width, chipHeight);
    paintRounded(painter, chip, 5, ground.isValid() ? ground : theme.tokens().tint(tone));
    word.fit(width - 2 * chipPadding);
    word.draw(painter, theme.tokens().ink(tone), chip.x() + chipPadding, chip);
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
