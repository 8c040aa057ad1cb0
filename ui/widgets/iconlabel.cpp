#include "ui/widgets/iconlabel.h"

namespace leadline {

IconLabel::IconLabel(const Theme &theme, const QString &icon, Ink ink, int size, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(icon), m_ink(ink), m_size(size)
{
    setFixedSize(size, size);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconLabel::setIcon(const QString &icon, Ink ink)
{
    m_icon = icon;
    m_ink = ink;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0,
                       m_theme.icon(m_icon, inkColor(m_theme.tokens(), m_ink), m_size, devicePixelRatioF()));
}

} // namespace leadline
