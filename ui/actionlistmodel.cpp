#include "ui/actionlistmodel.h"

#include "ui/actions.h"

#include <algorithm>

namespace leadline {

ActionListModel::ActionListModel(QObject *parent) : QAbstractListModel(parent) {}

void ActionListModel::setActions(const QList<QAction *> &actions)
{
    m_actions = {actions.begin(), actions.end()};
    refresh();
}

void ActionListModel::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    refresh();
}

void ActionListModel::refresh()
{
    struct Hit
    {
        bool isOneOfMany;
        int score;
        QPointer<QAction> action;
    };
    QList<Hit> hits;
    for (const auto &action : std::as_const(m_actions)) {
        if (action.isNull() || !action->isEnabled())
            continue;
        if (const int points = score(m_filter, action->text()); points > 0)
            hits << Hit{!Actions::familyOf(action).isEmpty(), points, action};
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) {
        return a.isOneOfMany != b.isOneOfMany ? b.isOneOfMany : a.score > b.score;
    });
    beginResetModel();
    m_shown.clear();
    for (const Hit &hit : std::as_const(hits))
        m_shown << hit.action;
    endResetModel();
}

QAction *ActionListModel::actionAt(int row) const
{
    return row >= 0 && row < m_shown.size() ? m_shown[row].data() : nullptr;
}

int ActionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ActionListModel::data(const QModelIndex &index, int role) const
{
    const QAction *const action = index.isValid() ? actionAt(index.row()) : nullptr;
    if (action == nullptr)
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return action->text();
    if (role == KeysRole)
        return Actions::keysOf(action);
    return {};
}

int ActionListModel::score(const QString &pattern, const QString &text)
{
    int points = 1;
    qsizetype from = 0;
    qsizetype last = -2;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace())
            continue;
        const qsizetype at = text.indexOf(wanted, from, Qt::CaseInsensitive);
        if (at < 0)
            return 0;
        if (at == last + 1)
            points += 4; // a run of letters
        else if (at == 0 || text[at - 1].isSpace())
            points += 6; // the beginning of a word
        else
            points += 1;
        last = at;
        from = at + 1;
    }
    return points;
}

} // namespace leadline
