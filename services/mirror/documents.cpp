#include "services/mirror/documents.h"

#include "services/mirror/bodies.h"
#include "services/mirror/organizationjson.h"
#include "services/mirror/syncstatejson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace leadline::documents {

namespace {

const QString organizationName = QStringLiteral("organization");
const QString pullName = QStringLiteral("pull");
const QString eventsName = QStringLiteral("events");

QString viewName(const SmartViewId &id)
{
    return QLatin1String("smart_view/") + id.value;
}
QString viewLeadsName(const SmartViewId &id)
{
    return QLatin1String("smart_view_leads/") + id.value;
}

void write(Database &database, const QString &name, const QJsonObject &json)
{
    Query query(database.prepared("INSERT INTO document (name, json) VALUES (?, ?)"
                                  " ON CONFLICT (name) DO UPDATE SET json = excluded.json"));
    query.bind(name).bind(QString::fromUtf8(jsonText(json))).run();
}

Result<Done> put(Database &database, const QString &name, const QJsonObject &json)
{
    return guarded([&] {
        write(database, name, json);
        return Done{};
    });
}

Result<QJsonObject> read(Database &database, const QString &name)
{
    return guarded([&] {
        Query query(database.prepared("SELECT json FROM document WHERE name = ?"));
        if (!query.bind(name).step())
            return QJsonObject();
        return QJsonDocument::fromJson(query.bytes(0)).object();
    });
}

} // namespace

Result<Done> putOrganization(Database &database, const OrganizationData &data)
{
    return put(database, organizationName, toJson(data));
}

Result<OrganizationData> organization(Database &database)
{
    const auto json = read(database, organizationName);
    if (!json)
        return json.error();
    return organizationFromJson(*json);
}

Result<Done> putPullState(Database &database, const PullState &state)
{
    return put(database, pullName, toJson(state));
}

Result<PullState> pullState(Database &database)
{
    const auto json = read(database, pullName);
    if (!json)
        return json.error();
    return pullStateFromJson(*json);
}

Result<Done> putEventState(Database &database, const EventState &state)
{
    return put(database, eventsName, toJson(state));
}

Result<EventState> eventState(Database &database)
{
    const auto json = read(database, eventsName);
    if (!json)
        return json.error();
    return eventStateFromJson(*json);
}

Result<Done> putSmartView(Database &database, const SmartViewId &id, const SmartViewResult &result)
{
    QJsonArray leads;
    for (const LeadId &lead : result.leads)
        leads.append(lead.value);
    return guarded([&] {
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        write(database, viewName(id),
              {{QStringLiteral("taken_at"), result.takenAt.toUTC().toString(Qt::ISODateWithMs)},
               {QStringLiteral("listed"), leads.size()},
               {QStringLiteral("total"), result.total},
               {QStringLiteral("cut"), result.isCut}});
        write(database, viewLeadsName(id), {{QStringLiteral("leads"), leads}});
        transaction.commit();
        return Done{};
    });
}

Result<SmartViewResult> smartViewState(Database &database, const SmartViewId &id)
{
    const auto json = read(database, viewName(id));
    if (!json)
        return json.error();
    SmartViewResult state;
    state.takenAt =
        QDateTime::fromString(json->value(QLatin1String("taken_at")).toString(), Qt::ISODateWithMs);
    state.listed = json->value(QLatin1String("listed")).toInt();
    state.isCut = json->value(QLatin1String("cut")).toBool();
    state.total = json->value(QLatin1String("total")).toInt(-1);
    return state;
}

Result<QList<LeadId>> smartViewLeads(Database &database, const SmartViewId &id)
{
    const auto json = read(database, viewLeadsName(id));
    if (!json)
        return json.error();
    QList<LeadId> leads;
    const QJsonArray ids = json->value(QLatin1String("leads")).toArray();
    for (const QJsonValue &each : ids)
        leads.append(LeadId(each.toString()));
    return leads;
}

} // namespace leadline::documents
