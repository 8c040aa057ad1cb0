#include "ui/widgets/avatar.h"

namespace leadline {

Avatar::Avatar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(30, 30);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Avatar::setPerson(const QString &name)
{
    const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_initials.clear();
    if (!words.isEmpty())
        m_initials = words.first().left(1);
    if (words.size() > 1)
        m_initials += words.last().left(1);
    m_initials = m_initials.toUpper();
    setAccessibleName(name);
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    paintRounded(painter, rect(), 15, t.tint(Tone::Violet));
    QFont font = m_theme.font(TextStyle::Chip);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(t.ink(Tone::Violet));
    painter.drawText(rect(), Qt::AlignCenter, m_initials);
}

} // namespace leadline
