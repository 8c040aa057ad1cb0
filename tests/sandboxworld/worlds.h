#pragma once

#include "services/sandbox/store.h"

#include <QJsonArray>
#include <QSet>

namespace leadline::sandbox::test {

inline const QDateTime Noon{{2026, 6, 19}, {12, 0}, Qt::UTC}; ///< a Friday
inline const QList<Kind> Generated{Kind::Lead, Kind::Contact, Kind::Opportunity, Kind::Task, Kind::Activity};

inline Store::Options options(int leads, quint64 seed = 1, const QString &stateFile = {})
{
    Store::Options made;
    made.leads = leads;
    made.seed = seed;
    made.stateFile = stateFile;
    made.now = Noon;
    return made;
}

inline QList<QJsonObject> everything(const Store &store, Kind kind)
{
    return store.list(kind, 0, store.count(kind)).items;
}

inline QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

inline QString idOf(const QJsonObject &object)
{
    return text(object, "id");
}

inline QStringList idsOf(const QList<QJsonObject> &objects)
{
    QStringList ids;
    for (const QJsonObject &object : objects)
        ids.append(idOf(object));
    return ids;
}

inline QDateTime dateOf(const QJsonObject &object, const char *key)
{
    return QDateTime::fromString(text(object, key), Qt::ISODateWithMs).toUTC();
}

/// What Store::list sorts by.
inline QDateTime sortDate(Kind kind, const QJsonObject &object)
{
    return dateOf(object, kind == Kind::Lead ? "date_updated" : "date_created");
}

} // namespace leadline::sandbox::test
