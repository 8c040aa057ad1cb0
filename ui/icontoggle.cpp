#include "ui/icontoggle.h"

#include "ui/rowpaint.h"

namespace leadline {

IconToggle::IconToggle(const Theme &theme, const QString &icon, const QString &name, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_icon(icon)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(name);
    setToolTip(name);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconToggle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    if (isChecked() || underMouse())
        paintRounded(painter, rect(), 7, isChecked() ? t.selection : t.hover);
    if (hasFocus())
        paintFocusRing(painter, rect(), 7, t.accent);
    paintIcon(painter, m_theme, m_icon, isChecked() ? t.accent : t.muted, rect().adjusted(6, 6, -6, -6));
}

} // namespace leadline
