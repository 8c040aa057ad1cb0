#include "ui/widgets/overlay.h"

#include "ui/widgets/surface.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollArea>

namespace leadline {

Overlay::Overlay(const Theme &theme, int cardWidth, QWidget *host)
    : QWidget(host)
    , m_theme(theme)
    , m_cardWidth(cardWidth)
    , m_card(new Surface(theme, Surface::Kind::Dialog, this))
{
    hide();
    host->installEventFilter(this);
    m_card->setAccessibleName(tr("Overlay"));
}

QWidget *Overlay::card() const
{
    return m_card;
}

void Overlay::popUp()
{
    if (isVisible())
        return;
    m_before = QApplication::focusWidget();
    QWidget *const first = prepare();
    setGeometry(parentWidget()->rect());
    raise();
    show();
    placeCard();
    first->setFocus(Qt::ShortcutFocusReason);
}

void Overlay::dismiss()
{
    if (!isVisible())
        return;
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    hide();
    Q_EMIT dismissed();
}

int Overlay::wantedHeight(int width) const
{
    return m_card->hasHeightForWidth() ? m_card->heightForWidth(width) : m_card->sizeHint().height();
}

void Overlay::placeCard()
{
    const int cardWidth = std::min(m_cardWidth, width() - 32);
    const int wanted = wantedHeight(cardWidth);
    const int top = std::min(96, height() / 10);
    m_card->setGeometry((width() - cardWidth) / 2, top, cardWidth, std::min(wanted, height() - 2 * top));
}

bool Overlay::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) // no shortcut of the window below
        event->accept();
    return QWidget::event(event);
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void Overlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, m_theme.isDark() ? 120 : 70));
}

void Overlay::mousePressEvent(QMouseEvent *event)
{
    if (!m_card->geometry().contains(event->position().toPoint()))
        dismiss();
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

void Overlay::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeCard();
}

bool Overlay::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    for (QWidget *w = nextInFocusChain(); w != this; w = w->nextInFocusChain()) {
        if (isAncestorOf(w) && w->isVisibleTo(this) && w->isEnabled() &&
            (w->focusPolicy() & Qt::TabFocus) != 0)
            stops << w;
    }
    if (stops.isEmpty())
        return false;
    const qsizetype now = stops.indexOf(QApplication::focusWidget());
    const qsizetype step = next ? 1 : stops.size() - 1;
    QWidget *const stop = stops[now < 0 ? 0 : (now + step) % stops.size()];
    stop->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget *around = stop->parentWidget(); around != this; around = around->parentWidget()) {
        if (auto *scroll = qobject_cast<QScrollArea *>(around))
            scroll->ensureWidgetVisible(stop);
    }
    return true;
}

} // namespace leadline
