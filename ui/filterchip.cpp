#include "ui/filterchip.h"

#include "ui/widgets/visibletext.h"

namespace leadline {

namespace {
constexpr int widest = 180; ///< of one label: statuses are named by people
} // namespace

FilterChip::FilterChip(const Theme &theme, const LeadStatus &status, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_status(status.id), m_label(visibleText(status.label))
{
    setObjectName(QLatin1String("statusChip_") + status.id.value);
    setAccessibleName(tr("Only status %1").arg(m_label));
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFont(theme.font(TextStyle::Secondary));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize FilterChip::sizeHint() const
{
    return {std::min(widest, fontMetrics().horizontalAdvance(m_label)) + 22, 26};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    const QColor ground = isChecked() ? t.tint(Tone::Info) : (underMouse() ? t.hover : t.surface);
    paintRounded(painter, rect(), height() / 2.0, ground, isChecked() ? t.accent : t.line);
    if (hasFocus())
        paintFocusRing(painter, rect(), height() / 2.0, t.accent);
    painter.setFont(font());
    painter.setPen(isChecked() ? t.ink(Tone::Info) : t.muted);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_label, Qt::ElideRight, width() - 20));
}

void FilterChip::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    Q_EMIT focused();
}

} // namespace leadline
