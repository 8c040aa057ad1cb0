#pragma once

#include "models/leaddetail.h"

#include <QAbstractListModel>

namespace leadline {

/// The contacts of the open lead, in Close's order.
class ContactListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        ContactRole = Qt::UserRole + 1, ///< Contact
        ContactIdRole,                  ///< QString
    };
    explicit ContactListModel(LeadDetail &detail, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void refresh();

    LeadDetail &m_detail;
    QList<Contact> m_contacts;
};

} // namespace leadline
