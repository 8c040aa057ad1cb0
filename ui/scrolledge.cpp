#include "ui/scrolledge.h"

#include "ui/rowpaint.h"

#include <QLinearGradient>

namespace leadline {

namespace {
constexpr int arrow = 16;
} // namespace

ScrollEdge::ScrollEdge(const Theme &theme, Side side, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_side(side)
{
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setVisible(false);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ScrollEdge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    const bool isLeft = m_side == Side::Left;
    QColor clear = t.surface;
    clear.setAlpha(0);
    QLinearGradient fade(isLeft ? width() : 0, 0, isLeft ? 0 : width(), 0);
    fade.setColorAt(0, clear);
    fade.setColorAt(0.5, t.surface);
    painter.fillRect(rect(), fade);
    const QRect place(isLeft ? 2 : width() - arrow - 2, (height() - arrow) / 2, arrow, arrow);
    paintIcon(painter, m_theme, isLeft ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right"),
              underMouse() ? t.text : t.muted, place);
}

} // namespace leadline
