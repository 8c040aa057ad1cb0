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
    keys.removeAll(
        QStringLiteral("__object_type")); // a search's own mark on what it tells (close-api.md 6.1)
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

/// Every object of a list, until `take` has had enough. False if it cannot be read.
bool readList(ObjectApi &api, const QString &path, const QUrlQuery &filter, int pageSize,
              const std::function<bool(const QJsonObject &)> &take)
{
    for (int skip = 0;;) {
        auto asking = api.list(path, filter, skip, pageSize);
        const auto page = await(std::move(asking));
        if (!page) {
            qWarning("%s cannot be read: %s", qPrintable(path), qPrintable(page.error().message));
            return false;
        }
        for (const QJsonObject &object : page->items) {
            if (!take(object))
                return true;
        }
        skip += page->received;
        if (!page->hasMore || page->received == 0)
            return true;
    }
}

QString idOf(const QJsonObject &object)
{
    return object.value(QLatin1String("id")).toString();
}

} // namespace

CloseState readClose(HttpClient &http, const QDateTime &horizon)
{
    ObjectApi api(http);
    CloseState state;
    const auto takeLead = [&](const QJsonObject &lead) {
        state.leads.insert(LeadId(idOf(lead)), lead);
        return true;
    };
    const auto takeActivity = [&](const QJsonObject &activity) { // newest creation first
        const QString created = activity.value(QLatin1String("date_created")).toString();
        const bool isWanted = QDateTime::fromString(created, Qt::ISODateWithMs) >= horizon;
        if (isWanted)
            state.activities.insert(ActivityId(idOf(activity)), activity);
        return isWanted;
    };
    bool isRead = readList(api, QStringLiteral("lead/"), {}, 200, takeLead);
    for (const LeadId &lead : state.leads.keys()) {
        const QUrlQuery ofLead{{QStringLiteral("lead_id"), lead.value}};
        isRead = isRead && readList(api, QStringLiteral("activity/"), ofLead, 100, takeActivity);
    }
    return isRead ? state : CloseState();
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

bool isCallers(const sandbox::Store &close, const LeadId &lead)
{
    const QString me = close.currentUserId();
    const auto isOf = [&me](const char *key) {
        return [&me, key](const QJsonObject &object) { return object.value(QLatin1String(key)) == me; };
    };
    const QJsonObject row = *close.find(sandbox::Kind::Lead, lead.value);
    const auto deals = close.ofLead(sandbox::Kind::Opportunity, lead.value);
    const auto tasks = close.ofLead(sandbox::Kind::Task, lead.value);
    return isOf("updated_by")(row) || isOf("created_by")(row) ||
           std::any_of(deals.begin(), deals.end(), isOf("user_id")) ||
           std::any_of(tasks.begin(), tasks.end(), isOf("assigned_to"));
}

} // namespace leadline::test
