#include "services/mirror/documents.h"

#include "services/mirror/organizationjson.h"

#include <QJsonDocument>

namespace leadline::documents {

namespace {

const QString organizationName = QStringLiteral("organization");
const QString pullName = QStringLiteral("pull");

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
    return put(database, pullName,
               {{QStringLiteral("skip"), state.skip},
                {QStringLiteral("total"), state.total},
                {QStringLiteral("complete"), state.isComplete},
                {QStringLiteral("caught_up_to"), state.caughtUpTo.toUTC().toString(Qt::ISODateWithMs)}});
}

Result<PullState> pullState(Database &database)
{
    const auto json = read(database, pullName);
    if (!json)
        return json.error();
    return PullState{json->value(QLatin1String("skip")).toInt(),
                     json->value(QLatin1String("total")).toInt(-1),
                     json->value(QLatin1String("complete")).toBool(),
                     QDateTime::fromString(json->value(QLatin1String("caught_up_to")).toString(),
                                           Qt::ISODateWithMs)};
}

} // namespace leadline::documents
