#pragma once

#include "services/domain/contact.h"
#include "services/domain/opportunity.h"
#include "services/domain/task.h"

namespace leadline {

struct Address
{
    QString label;
    QString line1;
    QString line2;
    QString city;
    QString state;
    QString zipcode;
    QString country; ///< ISO 3166 alpha-2
};

/// A company one sells to, with everything Close nests in it (close-api.md 5.1).
struct Lead
{
    LeadId id;
    QString displayName;
    StatusId statusId;
    QString statusLabel;
    QString description;
    QString url;
    QString htmlUrl; ///< the lead in Close's web app
    QList<Address> addresses;
    QList<Contact> contacts;
    QList<Task> tasks; ///< incomplete ones only, as Close sends them
    QList<Opportunity> opportunities;
    QDateTime dateCreated;
    QDateTime dateUpdated;
    QJsonObject raw; ///< as Close sent it, unknown keys and `custom.<id>` keys included
};

} // namespace leadline
