#include "services/mirror/documents.h"

#include <QJsonDocument>

namespace leadline::documents {

Result<Done> put(Database &database, const QString &name, const QJsonObject &json)
{
    return guarded([&] {
        Query query(database.prepared("INSERT INTO document (name, json) VALUES (?, ?) ON CONFLICT (name) DO "
                                      "UPDATE SET json = excluded.json"));
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

} // namespace leadline::documents
