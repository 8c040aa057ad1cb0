#include "ui/filterchip.h"

#include "ui/rowpaint.h"

namespace leadline {

namespace {
constexpr int widest = 180; ///< of one label: statuses are named by people
constexpr int cross = 12;
constexpr int crossRoom = 16; ///< with its gap
} // namespace

FilterChip::FilterChip(const Theme &theme, Kind kind, const QString &text, const QString &spoken,
                       QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_kind(kind), m_label(text)
{
    setAccessibleName(spoken);
    setCheckable(kind == Kind::Choice);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFont(theme.font(TextStyle::Secondary));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize FilterChip::sizeHint() const
{
    const int label = std::min(widest, fontMetrics().horizontalAdvance(m_label));
    return {label + 22 + (m_kind == Kind::Part ? crossRoom : 0), 26};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    const bool isOn = isChecked() || m_kind == Kind::Part;
    const QColor ground = isOn ? t.tint(Tone::Info) : (underMouse() ? t.hover : t.surface);
    const QColor ink = isOn ? t.ink(Tone::Info) : t.muted;
    paintRounded(painter, rect(), height() / 2.0, ground, isOn ? t.accent : t.line);
    if (hasFocus())
        paintFocusRing(painter, rect(), height() / 2.0, t.accent);
    QRect room = rect();
    if (m_kind == Kind::Part) {
        paintIcon(painter, m_theme, QStringLiteral("x"), ink,
                  {room.right() - 9 - cross, (height() - cross) / 2, cross, cross});
        room.setRight(room.right() - crossRoom);
    }
    painter.setFont(font());
    painter.setPen(ink);
    painter.drawText(room, Qt::AlignCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_label, Qt::ElideRight, room.width() - 20));
}

void FilterChip::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    Q_EMIT focused();
}

} // namespace leadline
