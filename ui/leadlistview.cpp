#include "ui/leadlistview.h"

#include "models/leadlistmodel.h"
#include "ui/spokenmodel.h"

#include <QApplication>
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
    connect(&model, &LeadListModel::sought, this, [this](int row) {
        if (row >= 0)
            setCurrentRow(row);
    });
}

void LeadListView::keyboardSearch(const QString &search)
{
    if (search.isEmpty())
        return;
    const bool isNewWord = !isTypingWord();
    m_sinceTyped.start();
    const bool isSameLetter = !isNewWord && m_typed == search; // twice the same letter: the next one with it
    m_typed = isNewWord || isSameLetter ? search : m_typed + search;
    const int current = currentIndex().row();
    const int from = isNewWord || isSameLetter ? current + 1 : current;
    m_model.seek(m_typed, std::max(0, from));
}

bool LeadListView::isTypingWord() const
{
    return !m_typed.isEmpty() && !m_sinceTyped.hasExpired(QApplication::keyboardInputInterval());
}

bool LeadListView::continuesWord(const QKeyEvent &event) const
{
    const bool isPlain = (event.modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    return isPlain && !event.text().isEmpty() && event.text().at(0).isPrint() && isTypingWord();
}

bool LeadListView::event(QEvent *event)
{
    // "Sol" would otherwise begin a call at its last letter.
    if (event->type() == QEvent::ShortcutOverride && continuesWord(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QListView::event(event);
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
    if (event->key() == Qt::Key_Space && continuesWord(*event)) { // the view would select what is selected
        keyboardSearch(event->text());
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace leadline
