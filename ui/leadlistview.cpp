#include "ui/leadlistview.h"

#include "models/leadlistmodel.h"
#include "ui/spokenmodel.h"

#include <QApplication>
#include <QDateTime>
#include <QKeyEvent>

namespace leadline {

LeadListView::LeadListView(LeadListModel &model, SpokenModel &spoken, QWidget *parent)
    : QListView(parent), m_model(model)
{
    setModel(&spoken);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
}

void LeadListView::keyboardSearch(const QString &search)
{
    if (search.isEmpty())
        return;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool isNewWord = m_typed.isEmpty() || now - m_typedAt > QApplication::keyboardInputInterval();
    m_typedAt = now;
    const bool isSameLetter = !isNewWord && m_typed == search; // twice the same letter: the next one with it
    m_typed = isNewWord || isSameLetter ? search : m_typed + search;
    const int current = currentIndex().row();
    const int from = isNewWord || isSameLetter ? current + 1 : current;
    if (const int row = m_model.rowStartingWith(m_typed, std::max(0, from)); row >= 0)
        setCurrentRow(row);
}

void LeadListView::setCurrentRow(int row)
{
    setCurrentIndex(model()->index(row, 0));
}

void LeadListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    // A view that gets the focus makes its first row current without selecting it.
    if (current.isValid() && !selectionModel()->isSelected(current))
        selectionModel()->select(current, QItemSelectionModel::ClearAndSelect);
    Q_EMIT currentMoved(current);
}

void LeadListView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up && currentIndex().row() <= 0 && event->modifiers() == Qt::NoModifier) {
        Q_EMIT leftUpward();
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace leadline
