#include "tests/sync/pull/mirrorcheck.h"

#include "tests/testkit/wait.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace leadline::test {

namespace {

/// The lists of a lead have no order of their own in Close: compared by id.
QJsonValue sorted(const QJsonValue &value)
{
    QJsonArray array = value.toArray();
    QList<QJsonObject> objects;
    for (const QJsonValue &item : array)
        objects.append(item.toObject());
    std::sort(objects.begin(), objects.end(), [](const QJsonObject &a, const QJsonObject &b) {
        return a.value(QLatin1String("id")).toString() < b.value(QLatin1String("id")).toString();
    });
    QJsonArray result;
    for (const QJsonObject &object : objects)
        result.append(object);
    return result;
}

void compare(const QString &id, const QJsonObject &close, const QJsonObject &here, QStringList &found)
{
    QStringList keys = close.keys() + here.keys();
    keys.removeDuplicates();
    keys.removeAll(QStringLiteral("__object_type")); // a search's own mark on what it tells (close-api.md 6.1)
    for (const QString &key : keys) {
        QJsonValue a = close.value(key);
        QJsonValue b = here.value(key);
        if (key == QLatin1String("contacts") || key == QLatin1String("tasks") ||
            key == QLatin1String("opportunities")) {
            a = sorted(a);
            b = sorted(b);
        }
        if (a != b)
            found.append(
                QStringLiteral("%1.%2: Close %3, here %4")
                    .arg(id, key,
                         QString::fromUtf8(QJsonDocument(QJsonArray{a}).toJson(QJsonDocument::Compact)),
                         QString::fromUtf8(QJsonDocument(QJsonArray{b}).toJson(QJsonDocument::Compact))));
    }
}

void readActivities(CloseApi &api, const LeadId &lead, const QDateTime &horizon, CloseState &state)
{
    for (int skip = 0;;) {
        auto asking = api.activities(lead, skip, 100, Lane::Foreground);
        const auto page = await(std::move(asking));
        if (!page || page->received == 0)
            return;
        for (const Activity &activity : page->items) {
            if (activity.dateCreated >= horizon)
                state.activities.insert(activity.id, activity.raw);
        }
        skip += page->received;
        if (!page->hasMore || page->items.constLast().dateCreated < horizon)
            return;
    }
}

} // namespace

CloseState readClose(CloseApi &api, const QDateTime &horizon)
{
    CloseState state;
    for (int skip = 0;;) {
        auto asking = api.leads(skip, 200, Lane::Foreground);
        const auto page = await(std::move(asking));
        if (!page)
            return {};
        for (const Lead &lead : page->items) {
            state.leads.insert(lead.id, lead.raw);
            readActivities(api, lead.id, horizon, state);
        }
        skip += page->received;
        if (!page->hasMore || page->received == 0)
            return state;
    }
}

QStringList differences(const CloseState &close, const Mirror &mirror, const QDateTime &horizon)
{
    QStringList found;
    QHash<ActivityId, QJsonObject> rest = close.activities;
    for (auto it = close.leads.cbegin(); it != close.leads.cend(); ++it) {
        const auto here = mirror.lead(it.key());
        if (!here) {
            found.append(it.key().value + QStringLiteral(": not here"));
            continue;
        }
        compare(it.key().value, *it, here->raw, found);
        for (const Activity &activity : mirror.activities(it.key(), {}, 0, 100'000)) {
            if (activity.dateCreated < horizon)
                continue;
            const auto twin = rest.find(activity.id);
            if (twin == rest.end()) {
                found.append(activity.id.value + QStringLiteral(": only here"));
                continue;
            }
            compare(activity.id.value, *twin, activity.raw, found);
            rest.erase(twin);
        }
    }
    for (auto it = rest.cbegin(); it != rest.cend(); ++it)
        found.append(it.key().value + QStringLiteral(": not here, ") +
                     it->value(QLatin1String("_type")).toString());
    for (const LeadRow &row : mirror.leadRows(mirror.leadKeys({}))) {
        if (!close.leads.contains(row.id))
            found.append(row.id.value + QStringLiteral(": only here"));
    }
    return found;
}

} // namespace leadline::test
