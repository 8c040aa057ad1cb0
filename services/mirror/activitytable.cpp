#include "services/mirror/activitytable.h"

#include "services/mirror/bodies.h"
#include "services/mirror/leadtable.h"
#include "services/mirror/rowkey.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace leadline {

namespace {

/// Stands in files: never to be changed, whatever happens to the enum.
QString kindName(ActivityKind kind)
{
    switch (kind) {
    case ActivityKind::Call:
        return QStringLiteral("call");
    case ActivityKind::Note:
        return QStringLiteral("note");
    case ActivityKind::Email:
        return QStringLiteral("email");
    case ActivityKind::EmailThread:
        return QStringLiteral("email_thread");
    case ActivityKind::Sms:
        return QStringLiteral("sms");
    case ActivityKind::WhatsApp:
        return QStringLiteral("whatsapp");
    case ActivityKind::Meeting:
        return QStringLiteral("meeting");
    case ActivityKind::Custom:
        return QStringLiteral("custom");
    case ActivityKind::Created:
        return QStringLiteral("created");
    case ActivityKind::LeadStatusChange:
        return QStringLiteral("lead_status_change");
    case ActivityKind::OpportunityStatusChange:
        return QStringLiteral("opportunity_status_change");
    case ActivityKind::TaskCompleted:
        return QStringLiteral("task_completed");
    case ActivityKind::LeadMerge:
        return QStringLiteral("lead_merge");
    case ActivityKind::FormSubmission:
        return QStringLiteral("form_submission");
    case ActivityKind::Other:
        return QStringLiteral("other");
    }
    return QStringLiteral("other");
}

/// A parameter for `IN (SELECT value FROM json_each(?))`; null for all kinds.
std::optional<QString> kindList(const QSet<ActivityKind> &kinds)
{
    if (kinds.isEmpty())
        return std::nullopt;
    QJsonArray names;
    for (const ActivityKind kind : kinds)
        names.append(kindName(kind));
    return QString::fromUtf8(QJsonDocument(names).toJson(QJsonDocument::Compact));
}

enum class Verdict { Store, Unchanged, Collision };

Verdict verdict(Database &database, const Activity &activity, RowKey leadKey, const QByteArray &packed)
{
    Query stored(database.prepared(
        "SELECT id, lead_key, updated_at, json FROM activity JOIN activity_body USING (key) WHERE key = ?"));
    if (!stored.bind(rowKey(activity.id.value)).step())
        return Verdict::Store;
    if (stored.text(0) != activity.id.value)
        return Verdict::Collision;
    if (activity.dateUpdated.isValid() && !stored.isNull(2) &&
        activity.dateUpdated.toMSecsSinceEpoch() < stored.integer(2))
        return Verdict::Unchanged;
    return stored.integer(1) == leadKey && stored.bytes(3) == packed ? Verdict::Unchanged : Verdict::Store;
}

void store(Database &database, const Activity &activity, RowKey leadKey, const QByteArray &packed)
{
    const RowKey key = rowKey(activity.id.value);
    const QDateTime at = activity.activityAt.isValid() ? activity.activityAt : activity.dateCreated;
    Query row(database.prepared("INSERT INTO activity (key, id, lead_key, kind, activity_at, updated_at)"
                                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                                " lead_key = excluded.lead_key, kind = excluded.kind,"
                                " activity_at = excluded.activity_at, updated_at = excluded.updated_at"));
    row.bind(key).bind(activity.id.value).bind(leadKey).bind(kindName(activity.kind));
    row.bind(at.isValid() ? at.toMSecsSinceEpoch() : 0);
    row.bind(activity.dateUpdated.isValid() ? std::optional(activity.dateUpdated.toMSecsSinceEpoch())
                                            : std::nullopt);
    row.run();
    Query body(database.prepared("INSERT INTO activity_body (key, json) VALUES (?, ?) ON CONFLICT (key) DO "
                                 "UPDATE SET json = excluded.json"));
    body.bind(key).bind(packed).run();
}

bool isKnownLead(Database &database, const LeadId &lead)
{
    Query query(database.prepared("SELECT 1 FROM lead WHERE key = ? AND id = ?"));
    return query.bind(rowKey(lead.value)).bind(lead.value).step();
}

/// True if the lead was not marked before.
bool markComplete(Database &database, RowKey leadKey)
{
    Query query(
        database.prepared("UPDATE lead SET has_all_activities = 1 WHERE key = ? AND has_all_activities = 0"));
    query.bind(leadKey).run();
    return database.connection().getChanges() > 0;
}

/// True if the lead's newest activity is another one now. What lies in the future (a meeting) counts from
/// when it was last touched.
bool refreshNewest(Database &database, RowKey leadKey)
{
    Query query(database.prepared("UPDATE lead SET newest_activity_at = newest.at FROM"
                                  " (SELECT max(min(activity_at, coalesce(updated_at, activity_at))) AS at"
                                  " FROM activity WHERE lead_key = ?1) AS newest"
                                  " WHERE key = ?1 AND newest_activity_at IS NOT newest.at"));
    query.bind(leadKey).run();
    return database.connection().getChanges() > 0;
}

} // namespace

namespace activitytable {

Result<TimelineChange> put(Database &database, const LeadId &lead, const QList<Activity> &page, bool isLast)
{
    const RowKey leadKey = rowKey(lead.value);
    bool isNewestMoved = false;
    auto done = guarded([&] {
        TimelineChange change;
        change.lead = lead;
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        if (!isKnownLead(database, lead))
            return change;
        for (const Activity &activity : page) {
            const QByteArray packed = packedJson(activity.raw);
            switch (verdict(database, activity, leadKey, packed)) {
            case Verdict::Store:
                store(database, activity, leadKey, packed);
                change.isChanged = true;
                break;
            case Verdict::Unchanged:
                break;
            case Verdict::Collision:
                change.collisions.append(activity.id.value);
                break;
            }
        }
        isNewestMoved = change.isChanged && refreshNewest(database, leadKey);
        if (isLast && markComplete(database, leadKey))
            change.isChanged = true;
        transaction.commit();
        return change;
    });
    if (done && isNewestMoved)
        done->entry = leadtable::entry(database, leadKey).value();
    return done;
}

Result<TimelineChange> remove(Database &database, const ActivityId &id)
{
    std::optional<RowKey> leadKey;
    auto done = guarded([&] {
        TimelineChange change;
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        {
            Query owner(
                database.prepared("SELECT lead.key, lead.id FROM activity JOIN lead ON lead.key = lead_key"
                                  " WHERE activity.key = ? AND activity.id = ?"));
            if (!owner.bind(rowKey(id.value)).bind(id.value).step())
                return change;
            leadKey = owner.integer(0);
            change.lead = LeadId(owner.text(1));
        }
        Query(database.prepared("DELETE FROM activity WHERE key = ?")).bind(rowKey(id.value)).run();
        change.isChanged = true;
        if (!refreshNewest(database, *leadKey))
            leadKey.reset();
        transaction.commit();
        return change;
    });
    if (done && leadKey)
        done->entry = leadtable::entry(database, *leadKey).value();
    return done;
}

Result<QList<QJsonObject>> bodies(Database &database, const LeadId &lead, const QSet<ActivityKind> &kinds,
                                  int offset, int limit)
{
    return guarded([&] {
        QList<QJsonObject> page;
        Query query(database.prepared(
            "SELECT json FROM activity JOIN activity_body USING (key)"
            " WHERE lead_key = ?1 AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))"
            " ORDER BY activity_at DESC, id DESC LIMIT ?3 OFFSET ?4"));
        query.bind(rowKey(lead.value)).bind(kindList(kinds)).bind(qint64(limit)).bind(qint64(offset));
        while (query.step()) {
            if (const auto json = unpackedJson(query.bytes(0)))
                page.append(*json);
        }
        return page;
    });
}

Result<std::optional<QJsonObject>> body(Database &database, const ActivityId &id)
{
    const auto packed = guarded([&]() -> std::optional<QByteArray> {
        Query query(database.prepared(
            "SELECT json FROM activity JOIN activity_body USING (key) WHERE key = ? AND id = ?"));
        if (!query.bind(rowKey(id.value)).bind(id.value).step())
            return std::nullopt;
        return query.bytes(0);
    });
    return packed ? unpackedIfAny(*packed, id.value) : packed.error();
}

Result<int> count(Database &database, const LeadId &lead, const QSet<ActivityKind> &kinds)
{
    return guarded([&] {
        Query query(database.prepared("SELECT count(*) FROM activity WHERE lead_key = ?1"
                                      " AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))"));
        query.bind(rowKey(lead.value)).bind(kindList(kinds)).step();
        return static_cast<int>(query.integer(0));
    });
}

Result<bool> hasAll(Database &database, const LeadId &lead)
{
    return guarded([&] {
        Query query(database.prepared("SELECT has_all_activities FROM lead WHERE key = ? AND id = ?"));
        return query.bind(rowKey(lead.value)).bind(lead.value).step() && query.integer(0) != 0;
    });
}

} // namespace activitytable

} // namespace leadline
