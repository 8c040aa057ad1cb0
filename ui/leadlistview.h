#pragma once

#include <QElapsedTimer>
#include <QListView>

namespace leadline {

class LeadListModel;
class SpokenModel;

/// The list widget of leads. Type-ahead asks the model, which asks the index: looking at a hundred thousand
/// rows one by one would stop the window. A letter that is a shortcut stays one, except in the middle of a
/// word.
class LeadListView final : public QListView
{
    Q_OBJECT
public:
    LeadListView(LeadListModel &model, SpokenModel &spoken, QWidget *parent = nullptr);

    void keyboardSearch(const QString &search) override;
    void setCurrentRow(int row);

Q_SIGNALS:
    void currentMoved(const QModelIndex &current);
    void leftUpward(); ///< the Up key in the first row

protected:
    bool event(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] bool isTypingWord() const;
    [[nodiscard]] bool continuesWord(const QKeyEvent &event) const;

    LeadListModel &m_model;
    QString m_typed;
    QElapsedTimer m_sinceTyped; ///< since the last letter; a pause begins a new word
};

} // namespace leadline
