#include "ui/filterchips.h"

#include "ui/filterchip.h"
#include "ui/scrolledge.h"
#include "ui/widgets/named.h"
#include "ui/widgets/visibletext.h"

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
          isLeft ? tr("Filters to the left") : tr("Filters to the right"));
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
    m_statuses = statuses;
    rebuild();
}

void FilterChips::setFilter(const QList<FilterPart> &parts, const QList<StatusId> &chosen)
{
    const bool isSameRow = parts == m_parts;
    m_parts = parts;
    m_chosen = chosen;
    if (!isSameRow) {
        rebuild();
        return;
    }
    const auto first = m_chips.size() - m_statuses.size();
    for (qsizetype at = 0; at < m_statuses.size(); ++at)
        m_chips.at(first + at)->setChecked(m_chosen.contains(m_statuses.at(at).id));
}

void FilterChips::rebuild()
{
    QString focused;
    qsizetype focusedAt = -1;
    for (qsizetype at = 0; at < m_chips.size(); ++at) {
        if (m_chips.at(at)->hasFocus()) {
            focused = m_chips.at(at)->objectName();
            focusedAt = at;
        }
    }
    for (FilterChip *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->setObjectName({});
        chip->deleteLater(); // one of them may be telling us just now
    }
    m_chips.clear();
    while (QLayoutItem *item = m_row->takeAt(0))
        delete item;
    for (const FilterPart &part : std::as_const(m_parts)) {
        auto *chip = new FilterChip(m_theme, FilterChip::Kind::Part, part.text, part.spoken, m_inside);
        connect(chip, &FilterChip::clicked, this, [this, id = part.id] { Q_EMIT partRemoved(id); });
        add(chip, QLatin1String("filterChip_") + part.id);
    }
    for (const LeadStatus &status : std::as_const(m_statuses))
        add(makeStatus(status), QLatin1String("statusChip_") + status.id.value);
    m_row->addStretch();
    placeInTabOrder();
    if (focusedAt < 0 || m_chips.isEmpty())
        return;
    const auto same = std::find_if(m_chips.cbegin(), m_chips.cend(),
                                   [&](const FilterChip *chip) { return chip->objectName() == focused; });
    (same != m_chips.cend() ? *same : m_chips.at(std::min(focusedAt, m_chips.size() - 1)))->setFocus();
}

void FilterChips::add(FilterChip *chip, const QString &name)
{
    chip->setObjectName(name);
    connect(chip, &FilterChip::focused, this,
            [this, chip] { ensureWidgetVisible(chip, ScrollEdge::room, 0); });
    chip->installEventFilter(this);
    m_row->addWidget(chip);
    chip->show();
    m_chips << chip;
}

FilterChip *FilterChips::makeStatus(const LeadStatus &status)
{
    const QString label = visibleText(status.label);
    auto *chip =
        new FilterChip(m_theme, FilterChip::Kind::Choice, label, tr("Only status %1").arg(label), m_inside);
    chip->setChecked(m_chosen.contains(status.id));
    connect(chip, &FilterChip::clicked, this, [this, id = status.id](bool isOn) {
        QList<StatusId> chosen = m_chosen;
        chosen.removeAll(id);
        if (isOn)
            chosen << id;
        Q_EMIT statusesChosen(chosen);
    });
    return chip;
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

void FilterChips::focusStatuses()
{
    const auto first = m_chips.size() - m_statuses.size();
    if (first < m_chips.size())
        m_chips.at(first)->setFocus(Qt::ShortcutFocusReason);
}

void FilterChips::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    const int along = delta.x() != 0 ? delta.x() : delta.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - along / 2);
    event->accept();
}

} // namespace leadline
