#include "ui/widgets/paint.h"

#include <QFontMetrics>
#include <QPainterPath>

namespace leadline {

namespace {

QPainterPath frame(const QRectF &rect, qreal radius, qreal width)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    const qreal inner = std::max(0.0, radius - width);
    QPainterPath hole;
    hole.addRoundedRect(rect.adjusted(width, width, -width, -width), inner, inner);
    return path.subtracted(hole);
}

/// The width of a line in whole device pixels, so that it is never smeared over two.
qreal wholePixels(const QPainter &painter, qreal width)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    return std::max(1.0, std::floor(width * ratio)) / ratio;
}

} // namespace

QColor inkColor(const Tokens &tokens, Ink ink)
{
    switch (ink) {
    case Ink::Text:
        return tokens.text;
    case Ink::Muted:
        return tokens.muted;
    case Ink::Faint:
        return tokens.faint;
    case Ink::Accent:
        return tokens.accent;
    case Ink::OnAccent:
        return tokens.onAccent;
    case Ink::Good:
        return tokens.ink(Tone::Good);
    case Ink::Warn:
        return tokens.ink(Tone::Warn);
    case Ink::Bad:
        return tokens.ink(Tone::Bad);
    case Ink::Info:
        return tokens.ink(Tone::Info);
    case Ink::Violet:
        return tokens.ink(Tone::Violet);
    case Ink::Neutral:
        return tokens.ink(Tone::Neutral);
    }
    return tokens.text;
}

Ink inkOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return Ink::Good;
    case Tone::Warn:
        return Ink::Warn;
    case Tone::Bad:
        return Ink::Bad;
    case Tone::Info:
        return Ink::Info;
    case Tone::Violet:
        return Ink::Violet;
    case Tone::Neutral:
        return Ink::Neutral;
    }
    return Ink::Neutral;
}

void paintRounded(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill,
                  const QColor &border, qreal borderWidth)
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (fill.isValid()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect, radius, radius);
    }
    if (border.isValid())
        painter.fillPath(frame(rect, radius, wholePixels(painter, borderWidth)), border);
}

void paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color)
{
    paintRounded(painter, rect, radius, {}, color, 2);
}

int textWidth(const QString &text, const QFont &font)
{
    return text.isEmpty() ? 0 : int(std::ceil(QFontMetricsF(font).horizontalAdvance(text))) + 1;
}

int keyCapWidth(const QString &key, const QFont &font)
{
    return std::max(18, textWidth(key, font) + 12);
}

void paintKeyCap(QPainter &painter, const QRectF &rect, const QString &key, const QFont &font,
                 const QColor &text, const QColor &border)
{
    paintRounded(painter, rect, 4, {}, border);
    painter.setFont(font);
    painter.setPen(text);
    painter.drawText(rect, Qt::AlignCenter, key);
}

} // namespace leadline
