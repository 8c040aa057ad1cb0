#include "services/close/codec/contactcodec.h"

#include "services/close/codec/lenient.h"

namespace leadline {

namespace {

std::optional<Phone> decodePhone(const QJsonObject &json)
{
    Phone phone;
    phone.number = lenient::text(json, QLatin1String("phone"));
    phone.formatted = lenient::text(json, QLatin1String("phone_formatted"));
    phone.type = lenient::text(json, QLatin1String("type"));
    phone.country = lenient::text(json, QLatin1String("country"));
    return phone.number.isEmpty() ? std::nullopt : std::optional(phone);
}

std::optional<Email> decodeEmail(const QJsonObject &json)
{
    Email email;
    email.address = lenient::text(json, QLatin1String("email"));
    email.type = lenient::text(json, QLatin1String("type"));
    email.isUnsubscribed = lenient::flag(json, QLatin1String("is_unsubscribed"));
    return email.address.isEmpty() ? std::nullopt : std::optional(email);
}

std::optional<WebAddress> decodeUrl(const QJsonObject &json)
{
    WebAddress address;
    address.url = lenient::text(json, QLatin1String("url"));
    address.type = lenient::text(json, QLatin1String("type"));
    return address.url.isEmpty() ? std::nullopt : std::optional(address);
}

} // namespace

std::optional<Contact> decodeContact(const QJsonObject &json)
{
    Contact contact;
    contact.id = lenient::id<ContactId>(json, QLatin1String("id"));
    if (contact.id.isEmpty())
        return std::nullopt;
    contact.leadId = lenient::id<LeadId>(json, QLatin1String("lead_id"));
    contact.name = lenient::text(json, QLatin1String("name"));
    contact.displayName = lenient::text(json, QLatin1String("display_name"));
    contact.title = lenient::text(json, QLatin1String("title"));
    contact.phones = lenient::rows(lenient::list(json, QLatin1String("phones")), decodePhone);
    contact.emails = lenient::rows(lenient::list(json, QLatin1String("emails")), decodeEmail);
    contact.urls = lenient::rows(lenient::list(json, QLatin1String("urls")), decodeUrl);
    contact.timeZone = lenient::text(json, QLatin1String("timezone"));
    contact.dateUpdated = lenient::moment(json, QLatin1String("date_updated"));
    if (contact.displayName.isEmpty())
        contact.displayName = contact.name;
    contact.raw = json;
    return contact;
}

} // namespace leadline
