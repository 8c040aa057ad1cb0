#include "ui/filterchips.h"

#include "ui/filterchip.h"
#include "ui/scrolledge.h"
#include "ui/widgets/named.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

namespace leadline {

FilterChips::FilterChips(const Theme &theme, QWidget *parent)
    : QScrollArea(parent), m_theme(theme), m_inside(new QWidget), m_row(new QHBoxLayout(m_inside))
{
    m_row->setContentsMargins(16, 0, 16, 0);
    m_row->setSpacing(6);
    m_row->setSizeConstraint(QLayout::SetMinAndMaxSize);
    setWidget(m_inside);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedHeight(26);
    setVisible(false);
    m_left = makeEdge(true);
    m_right = makeEdge(false);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &FilterChips::showEdges);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, &FilterChips::showEdges);
}

ScrollEdge *FilterChips::makeEdge(bool isLeft)
{
    auto *edge = new ScrollEdge(m_theme, isLeft ? ScrollEdge::Side::Left : ScrollEdge::Side::Right, this);
    named(edge, isLeft ? QStringLiteral("statusChipsLeft") : QStringLiteral("statusChipsRight"),
          isLeft ? tr("Statuses to the left") : tr("Statuses to the right"));
    connect(edge, &ScrollEdge::clicked, this, [this, isLeft] {
        const int step = viewport()->width() - 2 * ScrollEdge::room;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + (isLeft ? -step : step));
    });
    return edge;
}

void FilterChips::showEdges()
{
    const QScrollBar *bar = horizontalScrollBar();
    m_left->setGeometry(0, 0, ScrollEdge::room, height());
    m_right->setGeometry(width() - ScrollEdge::room, 0, ScrollEdge::room, height());
    m_left->setVisible(bar->value() > bar->minimum());
    m_right->setVisible(bar->value() < bar->maximum());
}

void FilterChips::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    showEdges();
}

FilterChip *FilterChips::chipFor(int key, const FilterChip *from) const
{
    const auto at = m_chips.indexOf(from);
    switch (key) {
    case Qt::Key_Left:
        return m_chips.value(at - 1);
    case Qt::Key_Right:
        return m_chips.value(at + 1);
    case Qt::Key_Home:
        return m_chips.value(0);
    case Qt::Key_End:
        return m_chips.value(m_chips.size() - 1);
    default:
        return nullptr;
    }
}

bool FilterChips::eventFilter(QObject *watched, QEvent *event)
{
    const auto *from = event->type() == QEvent::KeyPress ? qobject_cast<FilterChip *>(watched) : nullptr;
    if (!from)
        return QScrollArea::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (FilterChip *next = chipFor(key, from))
        next->setFocus(Qt::OtherFocusReason);
    else if (key != Qt::Key_Left && key != Qt::Key_Right) // at the ends they stay
        return QScrollArea::eventFilter(watched, event);
    return true;
}

bool FilterChips::focusNextPrevChild(bool next)
{
    for (FilterChip *chip : std::as_const(m_chips))
        chip->setFocusPolicy(chip->hasFocus() ? Qt::TabFocus : Qt::NoFocus);
    const bool hasMoved = QScrollArea::focusNextPrevChild(next);
    for (FilterChip *chip : std::as_const(m_chips))
        chip->setFocusPolicy(Qt::TabFocus);
    return hasMoved;
}

void FilterChips::setStatuses(const QList<LeadStatus> &statuses)
{
    const QList<StatusId> before = chosen();
    qDeleteAll(m_chips);
    m_chips.clear();
    while (QLayoutItem *stretch = m_row->takeAt(0))
        delete stretch;
    for (const LeadStatus &status : statuses) {
        auto *chip = new FilterChip(m_theme, status, m_inside);
        chip->setChecked(before.contains(status.id));
        connect(chip, &FilterChip::toggled, this, &FilterChips::changed);
        connect(chip, &FilterChip::focused, this,
                [this, chip] { ensureWidgetVisible(chip, ScrollEdge::room, 0); });
        chip->installEventFilter(this);
        m_row->addWidget(chip);
        m_chips << chip;
    }
    m_row->addStretch();
    placeInTabOrder();
    setVisible(!m_chips.isEmpty());
    if (chosen() != before)
        Q_EMIT changed();
}

/// Pills are made when statuses are known, long after what follows them; Qt would put them at the end of the
/// window.
void FilterChips::placeInTabOrder()
{
    QWidget *before = previousInFocusChain();
    while (before != this && (isAncestorOf(before) || !(before->focusPolicy() & Qt::TabFocus)))
        before = before->previousInFocusChain();
    for (FilterChip *chip : std::as_const(m_chips)) {
        if (before != this)
            setTabOrder(before, chip);
        before = chip;
    }
}

QList<StatusId> FilterChips::chosen() const
{
    QList<StatusId> ids;
    for (const FilterChip *chip : m_chips) {
        if (chip->isChecked())
            ids << chip->status();
    }
    return ids;
}

void FilterChips::clear()
{
    if (chosen().isEmpty())
        return;
    for (FilterChip *chip : std::as_const(m_chips)) {
        const QSignalBlocker once(chip); // one question to the model, not one for each chip
        chip->setChecked(false);
    }
    m_inside->update();
    Q_EMIT changed();
}

void FilterChips::focusFirst()
{
    if (!m_chips.isEmpty())
        m_chips.first()->setFocus(Qt::ShortcutFocusReason);
}

void FilterChips::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    const int along = delta.x() != 0 ? delta.x() : delta.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - along / 2);
    event->accept();
}

} // namespace leadline
