#include "ui/widgets/surface.h"

namespace leadline {

Surface::Surface(const Theme &theme, Kind kind, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_kind(kind)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    const QRect top(0, 0, width(), 1);
    const QRect bottom(0, height() - 1, width(), 1);
    switch (m_kind) {
    case Kind::Pane:
        painter.fillRect(rect(), t.bg);
        break;
    case Kind::Bar:
        painter.fillRect(rect(), t.surface);
        painter.fillRect(bottom, t.line);
        break;
    case Kind::BarAbove:
        painter.fillRect(rect(), t.surface);
        painter.fillRect(top, t.line);
        break;
    case Kind::Card:
        paintRounded(painter, rect(), 10, t.surface, t.line);
        break;
    case Kind::Dialog:
        paintRounded(painter, rect(), 10, t.raised, t.line);
        break;
    case Kind::Deck:
        painter.fillRect(rect(), t.raised);
        painter.fillRect(QRect(0, 0, width(), 2), t.accent);
        break;
    }
}

} // namespace leadline
