#include "ui/spokenmodel.h"

namespace leadline {

SpokenModel::SpokenModel(QAbstractItemModel &source, Sentence sentence, QObject *parent)
    : QIdentityProxyModel(parent), m_sentence(std::move(sentence))
{
    setSourceModel(&source);
}

QModelIndex SpokenModel::index(int row, int column, const QModelIndex &parent) const
{
    const bool isHere =
        !parent.isValid() && column == 0 && row >= 0 && sourceModel() && row < sourceModel()->rowCount();
    return isHere ? createIndex(row, column) : QModelIndex();
}

QVariant SpokenModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole && index.isValid())
        return m_sentence(index);
    return QIdentityProxyModel::data(index, role);
}

} // namespace leadline
