#include "models/contactlistmodel.h"

namespace leadline {
namespace {

QList<ContactId> idsOf(const QList<Contact> &contacts)
{
    QList<ContactId> ids;
    ids.reserve(contacts.size());
    for (const Contact &contact : contacts)
        ids.append(contact.id);
    return ids;
}

} // namespace

ContactListModel::ContactListModel(LeadDetail &detail, QObject *parent)
    : QAbstractListModel(parent)
    , m_detail(detail)
{
    if (detail.lead())
        m_contacts = detail.lead()->contacts;
    connect(&detail, &LeadDetail::changed, this, &ContactListModel::refresh);
}

int ContactListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_contacts.size());
}

QVariant ContactListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Contact &contact = m_contacts[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return contact.displayName;
    case ContactRole:
        return QVariant::fromValue(contact);
    case ContactIdRole:
        return contact.id.value;
    default:
        return {};
    }
}

void ContactListModel::refresh()
{
    const QList<Contact> next = m_detail.lead() ? m_detail.lead()->contacts : QList<Contact>();
    if (idsOf(next) == idsOf(m_contacts)) {
        m_contacts = next;
        if (!m_contacts.isEmpty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_contacts.size()) - 1));
        return;
    }
    beginResetModel();
    m_contacts = next;
    endResetModel();
}

} // namespace leadline
