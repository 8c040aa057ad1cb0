#include "ui/widgets/chip.h"

#include "ui/widgets/visibletext.h"

namespace leadline {

Chip::Chip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFont(theme.font(TextStyle::Chip));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Chip::setChip(const QString &text, Tone tone)
{
    m_text = visibleText(text);
    m_tone = tone;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return {textWidth(m_text, font()) + 12, 20};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    paintRounded(painter, rect(), 5, t.tint(m_tone));
    painter.setPen(t.ink(m_tone));
    painter.drawText(rect().adjusted(6, 0, -6, 0), Qt::AlignCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_text, Qt::ElideRight, width() - 12));
}

} // namespace leadline
