#pragma once

#include <QAbstractListModel>
#include <QAction>
#include <QList>
#include <QPointer>

namespace leadline {

/// The enabled actions whose names match what was typed, best first: letters in order, beginnings of words
/// preferred; those that are one of many alike come last.
class ActionListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { KeysRole = Qt::UserRole + 1 };

    explicit ActionListModel(QObject *parent = nullptr);

    void setActions(const QList<QAction *> &actions);
    void setFilter(const QString &text);
    [[nodiscard]] QAction *actionAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// Higher is better, 0 is no match; an empty pattern matches everything alike.
    [[nodiscard]] static int score(const QString &pattern, const QString &text);

private:
    void refresh();

    QList<QPointer<QAction>> m_actions;
    QList<QPointer<QAction>> m_shown;
    QString m_filter;
};

} // namespace leadline
