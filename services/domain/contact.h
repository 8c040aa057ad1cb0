#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

namespace leadline {

struct Phone
{
    QString number;    ///< E.164 as Close stores it, or what a person typed
    QString formatted; ///< international style, Close's `phone_formatted`; may be empty
    QString type;      ///< office, mobile, direct, home, fax, other: free text
    QString country;   ///< ISO 3166 alpha-2, may be empty
};

struct Email
{
    QString address;
    QString type;
    bool isUnsubscribed = false;
};

struct WebAddress
{
    QString url;
    QString type;
};

/// A person at a lead (close-api.md 5.2).
struct Contact
{
    ContactId id;
    LeadId leadId;
    QString name;
    QString displayName;
    QString title;
    QList<Phone> phones; ///< the first is the primary one
    QList<Email> emails;
    QList<WebAddress> urls;
    QString timeZone; ///< IANA name or empty
    QDateTime dateUpdated;
    QJsonObject raw; ///< as Close sent it, unknown keys included
};

} // namespace leadline
