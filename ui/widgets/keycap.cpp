#include "ui/widgets/keycap.h"

namespace leadline {

KeyCap::KeyCap(const Theme &theme, const QString &key, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setKey(key);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void KeyCap::setKey(const QString &key)
{
    m_key = key;
    setFixedSize(keyCapWidth(key, m_theme.font(TextStyle::Chip)), 18);
    update();
}

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    paintKeyCap(painter, rect(), m_key, m_theme.font(TextStyle::Chip), t.muted, t.line);
}

} // namespace leadline
