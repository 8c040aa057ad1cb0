#include "services/close/codec/leadcodec.h"

#include "services/close/codec/contactcodec.h"
#include "services/close/codec/lenient.h"
#include "services/close/codec/opportunitycodec.h"
#include "services/close/codec/taskcodec.h"

namespace leadline {

namespace {

std::optional<Address> decodeAddress(const QJsonObject &json)
{
    Address address;
    address.label = lenient::text(json, QLatin1String("label"));
    address.line1 = lenient::text(json, QLatin1String("address_1"));
    address.line2 = lenient::text(json, QLatin1String("address_2"));
    address.city = lenient::text(json, QLatin1String("city"));
    address.state = lenient::text(json, QLatin1String("state"));
    address.zipcode = lenient::text(json, QLatin1String("zipcode"));
    address.country = lenient::text(json, QLatin1String("country"));
    const QString all =
        address.line1 + address.line2 + address.city + address.state + address.zipcode + address.country;
    return all.isEmpty() ? std::nullopt : std::optional(address);
}

/// What is nested in a lead belongs to it, also when its own `lead_id` is missing.
template <typename T>
QList<T> children(const QJsonArray &items, std::optional<T> (*decode)(const QJsonObject &),
                  const LeadId &lead)
{
    QList<T> result = lenient::rows(items, decode);
    for (T &child : result) {
        if (child.leadId.isEmpty())
            child.leadId = lead;
    }
    return result;
}

} // namespace

std::optional<Lead> decodeLead(const QJsonObject &json)
{
    Lead lead;
    lead.id = lenient::id<LeadId>(json, QLatin1String("id"));
    if (lead.id.isEmpty())
        return std::nullopt;
    lead.displayName = lenient::text(json, QLatin1String("display_name"));
    if (lead.displayName.isEmpty())
        lead.displayName = lenient::text(json, QLatin1String("name"));
    lead.statusId = lenient::id<StatusId>(json, QLatin1String("status_id"));
    lead.statusLabel = lenient::text(json, QLatin1String("status_label"));
    lead.description = lenient::text(json, QLatin1String("description"));
    lead.url = lenient::text(json, QLatin1String("url"));
    lead.htmlUrl = lenient::text(json, QLatin1String("html_url"));
    lead.addresses = lenient::rows(lenient::list(json, QLatin1String("addresses")), decodeAddress);
    lead.contacts = children(lenient::list(json, QLatin1String("contacts")), decodeContact, lead.id);
    lead.tasks = children(lenient::list(json, QLatin1String("tasks")), decodeTask, lead.id);
    lead.opportunities =
        children(lenient::list(json, QLatin1String("opportunities")), decodeOpportunity, lead.id);
    lead.dateCreated = lenient::moment(json, QLatin1String("date_created"));
    lead.dateUpdated = lenient::moment(json, QLatin1String("date_updated"));
    lead.raw = json;
    return lead;
}

} // namespace leadline
