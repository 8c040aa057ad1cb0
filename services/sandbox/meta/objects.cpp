#include "services/sandbox/meta/objects.h"

namespace leadline::sandbox {

QList<QJsonObject> all(const Store &store, Kind kind)
{
    return store.list(kind, 0, store.count(kind)).items;
}

QJsonObject withAudit(Context &context, const Call &call, QJsonObject object, bool isNaive)
{
    const QDateTime now = context.store.tick();
    const QString moment = isNaive ? nakedTimestamp(now) : timestamp(now);
    object.insert(QStringLiteral("organization_id"), context.store.organization()[u"id"]);
    object.insert(QStringLiteral("created_by"), call.userId);
    object.insert(QStringLiteral("updated_by"), call.userId);
    object.insert(QStringLiteral("date_created"), moment);
    object.insert(QStringLiteral("date_updated"), moment);
    return object;
}

void touch(Context &context, const Call &call, QJsonObject &object, bool isNaive)
{
    const QDateTime now = context.store.tick();
    object.insert(QStringLiteral("updated_by"), call.userId);
    object.insert(QStringLiteral("date_updated"), isNaive ? nakedTimestamp(now) : timestamp(now));
}

void patch(QJsonObject &object, const QJsonObject &body, const QStringList &keys)
{
    for (const QString &key : keys) {
        if (body.contains(key))
            object.insert(key, body.value(key));
    }
}

void complete(QJsonObject &object, const QJsonObject &defaults)
{
    for (auto it = defaults.begin(); it != defaults.end(); ++it) {
        if (!object.contains(it.key()))
            object.insert(it.key(), it.value());
    }
}

QJsonObject only(const QJsonObject &object, const QStringList &keys)
{
    QJsonObject some;
    patch(some, object, keys);
    return some;
}

QJsonArray toArray(const QList<QJsonObject> &objects)
{
    QJsonArray array;
    for (const QJsonObject &object : objects)
        array.append(object);
    return array;
}

} // namespace leadline::sandbox
