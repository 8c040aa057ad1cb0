#include "ui/filterchips.h"

#include "ui/filterchip.h"

#include <QHBoxLayout>
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
        connect(chip, &FilterChip::focused, this, [this, chip] { ensureWidgetVisible(chip, 16, 0); });
        m_row->addWidget(chip);
        m_chips << chip;
    }
    m_row->addStretch();
    setVisible(!m_chips.isEmpty());
    if (chosen() != before)
        Q_EMIT changed();
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

void FilterChips::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    const int along = delta.x() != 0 ? delta.x() : delta.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - along / 2);
    event->accept();
}

} // namespace leadline
