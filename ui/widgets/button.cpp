#include "ui/widgets/button.h"

#include "ui/widgets/visibletext.h"

namespace leadline {

namespace {
constexpr int gap = 8;
constexpr int glyph = 16;
} // namespace

Button::Button(const Theme &theme, Kind kind, const QString &text, const QString &icon, QWidget *parent)
    : QPushButton(parent), m_theme(theme), m_kind(kind), m_icon(icon)
{
    setText(text);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setFont(theme.font(m_style));
    setAccessibleName(text);
    setCheckable(kind == Kind::Choice);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Button::setText(const QString &text)
{
    const QKeySequence key = shortcut();
    QPushButton::setText(visibleText(text));
    setShortcut(key);
}

void Button::setKeyHint(const QString &key)
{
    m_key = key;
    updateGeometry();
}

void Button::setIconName(const QString &icon)
{
    m_icon = icon;
    updateGeometry();
    update();
}

void Button::setIconTrailing(bool isTrailing)
{
    m_isTrailing = isTrailing;
    update();
}

void Button::setInk(Ink ink)
{
    m_ink = ink;
    update();
}

void Button::setTextStyle(TextStyle style)
{
    m_style = style;
    setFont(m_theme.font(style));
}

void Button::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    updateGeometry();
}

int Button::padding() const
{
    if (m_kind == Kind::Link)
        return 4;
    return text().isEmpty() || m_isCompact ? 8 : 12;
}

QSize Button::sizeHint() const
{
    int width = 2 * padding();
    if (!m_icon.isEmpty())
        width += glyph + (text().isEmpty() ? 0 : gap);
    width += textWidth(text(), font());
    if (!m_key.isEmpty())
        width += gap + keyCapWidth(m_key, m_theme.font(TextStyle::Chip));
    return {width, m_isCompact || m_kind == Kind::Link ? 24 : 32};
}

QSize Button::minimumSizeHint() const
{
    QSize size = sizeHint();
    if (text().isEmpty())
        return size;
    size.setWidth(std::min(size.width(), 48));
    return size;
}

QColor Button::textColor() const
{
    const Tokens &t = m_theme.tokens();
    if (!isEnabled())
        return t.faint;
    switch (m_kind) {
    case Kind::Primary:
        return t.onAccent;
    case Kind::Danger:
        return t.ink(Tone::Bad);
    case Kind::Outline:
    case Kind::Choice:
        return t.text;
    case Kind::Field:
        return t.muted;
    case Kind::Ghost:
        return underMouse() ? t.text : inkColor(t, m_ink);
    case Kind::Link:
        return underMouse() ? t.accent : inkColor(t, m_ink);
    }
    return t.text;
}

void Button::paintGround(QPainter &painter) const
{
    const Tokens &t = m_theme.tokens();
    const bool isLit = isEnabled() && (underMouse() || isDown());
    switch (m_kind) {
    case Kind::Primary: {
        const QColor fill = isDown() ? t.accent.darker(112) : isLit ? t.accent.darker(105) : t.accent;
        paintRounded(painter, rect(), 8, isEnabled() ? fill : t.line);
        break;
    }
    case Kind::Danger:
        paintRounded(painter, rect(), 8, isLit ? t.tint(Tone::Bad) : t.surface, t.ink(Tone::Bad));
        break;
    case Kind::Outline:
        paintRounded(painter, rect(), 8, isLit ? t.hover : t.surface, t.line);
        break;
    case Kind::Choice:
        paintRounded(painter, rect(), 8,
                     isChecked() ? t.selection
                     : isLit     ? t.hover
                                 : t.surface,
                     isChecked() ? t.accent : t.line);
        break;
    case Kind::Field:
        paintRounded(painter, rect(), 8, isLit ? t.hover : t.bg, t.line);
        break;
    case Kind::Ghost:
        if (isLit)
            paintRounded(painter, rect(), 8, t.hover);
        break;
    case Kind::Link:
        break;
    }
    if (!hasFocus())
        return;
    paintFocusRing(painter, rect(), m_kind == Kind::Link ? 4 : 8, t.accent);
    if (m_kind == Kind::Primary) // accent on accent is no ring: one more, in the colour of the text
        paintFocusRing(painter, QRectF(rect()).adjusted(2, 2, -2, -2), 6, t.onAccent);
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintGround(painter);
    const QColor color = textColor();
    const QFont keyFont = m_theme.font(TextStyle::Chip);
    const int capWidth = m_key.isEmpty() ? 0 : keyCapWidth(m_key, keyFont);
    const int keyWidth = m_key.isEmpty() ? 0 : gap + capWidth;
    const int iconWidth = m_icon.isEmpty() ? 0 : glyph + (text().isEmpty() ? 0 : gap);
    const int room = std::max(0, width() - 2 * padding() - keyWidth - iconWidth);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, room);
    const int wordWidth = std::min(room, textWidth(shown, font()));
    const int used = iconWidth + wordWidth + keyWidth;
    const bool isLeft = m_kind == Kind::Link || m_kind == Kind::Field;
    const int left = isLeft ? padding() : (width() - used) / 2;
    const int textLeft = m_isTrailing ? left : left + iconWidth;

    if (!m_icon.isEmpty()) {
        const int iconLeft = m_isTrailing ? left + wordWidth + gap : left;
        painter.drawPixmap(QPointF(iconLeft, (height() - glyph) / 2.0),
                           m_theme.icon(m_icon, color, glyph, devicePixelRatioF()));
    }
    painter.setFont(font());
    painter.setPen(color);
    painter.drawText(QRect(textLeft, 0, width() - textLeft, height()),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    if (m_key.isEmpty())
        return;
    const int capLeft = m_kind == Kind::Field ? width() - capWidth - padding() : left + used - capWidth;
    const bool isPrimary = m_kind == Kind::Primary;
    QColor border = isPrimary ? color : m_theme.tokens().line;
    if (isPrimary)
        border.setAlphaF(0.35F);
    paintKeyCap(painter, QRectF(capLeft, (height() - 18) / 2.0, capWidth, 18), m_key, keyFont,
                isPrimary ? color : m_theme.tokens().muted, border);
}

void Button::enterEvent(QEnterEvent *event)
{
    QPushButton::enterEvent(event);
    update();
}

void Button::leaveEvent(QEvent *event)
{
    QPushButton::leaveEvent(event);
    update();
}

} // namespace leadline
