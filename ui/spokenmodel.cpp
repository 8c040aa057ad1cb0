#include "ui/spokenmodel.h"

namespace leadline {

SpokenModel::SpokenModel(QAbstractItemModel &source, Sentence sentence, QObject *parent)
    : QIdentityProxyModel(parent), m_sentence(std::move(sentence))
{
    setSourceModel(&source);
}

QVariant SpokenModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole && index.isValid())
        return m_sentence(index);
    return QIdentityProxyModel::data(index, role);
}

} // namespace leadline
