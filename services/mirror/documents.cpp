#include "services/mirror/documents.h"

#include "services/mirror/organizationjson.h"
#include "services/mirror/syncstatejson.h"

#include <QJsonDocument>

namespace leadline::documents {

namespace {

const QString organizationName = QStringLiteral("organization");
const QString pullName = QStringLiteral("pull");
const QString eventsName = QStringLiteral("events");

Result<Done> put(Database &database, const QString &name, const QJsonObject &json)
{
    return guarded([&] {
        Query query(database.prepared("INSERT INTO document (name, json) VALUES (?, ?)"
                                      " ON CONFLICT (name) DO UPDATE SET json = excluded.json"));
        query.bind(name).bind(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact))).run();
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

} // namespace leadline::documents
