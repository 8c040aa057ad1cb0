#include "tests/mirror/changedata.h"

#include "tests/mirror/mirrordata.h"

namespace leadline::test {

QJsonObject nestedJson(const QString &id, const LeadId &lead, int minute, const QString &text)
{
    return {{QStringLiteral("id"), id},     {QStringLiteral("lead_id"), lead.value},
            {QStringLiteral("name"), text}, {QStringLiteral("text"), text},
            {QStringLiteral("note"), text}, {QStringLiteral("date_updated"), timeText(minute)}};
}

ObjectChange changeOf(ObjectKind kind, const QJsonObject &data, const LeadId &lead)
{
    ObjectChange result;
    result.kind = kind;
    result.id = data.value(QLatin1String("id")).toString();
    result.leadId = lead;
    result.data = data;
    result.updatedAt =
        QDateTime::fromString(data.value(QLatin1String("date_updated")).toString(), Qt::ISODateWithMs);
    return result;
}

ObjectChange contactChange(const QString &id, int minute, const QString &name, const LeadId &lead)
{
    return changeOf(ObjectKind::Contact, nestedJson(id, lead, minute, name), lead);
}

ObjectChange deletionOf(ObjectKind kind, const QString &id, int minute, const LeadId &lead)
{
    ObjectChange result;
    result.kind = kind;
    result.id = id;
    result.leadId = lead;
    result.isDeleted = true;
    result.updatedAt = timeAt(minute);
    return result;
}

ObjectChange mergeOf(const LeadId &source, const LeadId &destination, int minute)
{
    ObjectChange result;
    result.id = source.value;
    result.leadId = source;
    result.mergedInto = destination;
    result.updatedAt = timeAt(minute);
    return result;
}

QJsonObject withContacts(QJsonObject lead, const QJsonArray &contacts)
{
    lead.insert(QStringLiteral("contacts"), contacts);
    return lead;
}

} // namespace leadline::test
