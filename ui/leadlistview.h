#pragma once

#include <QListView>

namespace leadline {

class LeadListModel;
class SpokenModel;

/// The list widget of leads. Type-ahead asks the model, which asks the index: looking at a hundred thousand
/// rows one by one would stop the window.
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
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    LeadListModel &m_model;
    QString m_typed;
    qint64 m_typedAt = 0; ///< of the last letter; a pause begins a new word
};

} // namespace leadline
