#include "services/mirror/activitytable.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/bulkpage.h"
#include "services/mirror/activitywriter.h"
#include "services/mirror/bodies.h"
#include "services/mirror/rowkey.h"
#include "services/mirror/tombstones.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace leadline {

namespace {

/// A parameter for `IN (SELECT value FROM json_each(?))`; null for all kinds.
std::optional<QString> kindList(const QSet<ActivityKind> &kinds)
{
    if (kinds.isEmpty())
        return std::nullopt;
    QJsonArray names;
    for (const ActivityKind kind : kinds)
        names.append(QLatin1String(kindName(kind).data(), qsizetype(kindName(kind).size())));
    return QString::fromUtf8(QJsonDocument(names).toJson(QJsonDocument::Compact));
}

/// Runs `work` in one transaction and finishes what it did.
template <typename Work>
Result<TimelineChanges> inTransaction(Database &database, Work work)
{
    auto done = guarded([&] {
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        TimelineChanges changes;
        LeadWriter leads(database);
        ActivityWriter writer(database, leads);
        work(writer, changes);
        changes.timelines = writer.finish();
        const QStringList collisions = changes.leads.collisions;
        changes.leads = leads.finish();
        changes.leads.collisions += collisions;
        transaction.commit();
        return changes;
    });
    if (done)
        database.bodies().learn();
    return done;
}

/// Stores one and counts what became of it.
void putOne(ActivityWriter &writer, TimelineChanges &changes, const Activity &activity, const LeadId &lead,
            std::string_view json)
{
    switch (writer.put(activity, lead, json)) {
    case ActivityWriter::Outcome::Stored:
        ++changes.stored;
        break;
    case ActivityWriter::Outcome::Collision:
        changes.leads.collisions.append(activity.id.value);
        break;
    case ActivityWriter::Outcome::NoLead:
        if (!lead.isEmpty() && !changes.missing.contains(lead))
            changes.missing.append(lead);
        break;
    case ActivityWriter::Outcome::Known:
    case ActivityWriter::Outcome::Gone:
        break;
    }
}

} // namespace

namespace activitytable {

Result<TimelineChanges> put(Database &database, const LeadId &lead, const QList<Activity> &page, bool isLast)
{
    return inTransaction(database, [&](ActivityWriter &writer, TimelineChanges &changes) {
        for (const Activity &activity : page) {
            const QByteArray json = jsonText(activity.raw);
            putOne(writer, changes, activity, lead, {json.constData(), size_t(json.size())});
        }
        if (isLast)
            writer.markComplete(lead);
    });
}

Result<TimelineChanges> put(Database &database, const BulkPage &page)
{
    return inTransaction(database, [&](ActivityWriter &writer, TimelineChanges &changes) {
        int readable = 0;
        for (const BulkPage::Object &object : page.objects()) {
            const auto json = QByteArray::fromRawData(object.raw.data(), qsizetype(object.raw.size()));
            const auto activity = decodeActivity(QJsonDocument::fromJson(json).object());
            if (!activity)
                continue;
            ++readable;
            changes.named.push_back(rowKey(activity->id.value));
            const LeadId lead = tombstones::survivor(database, activity->leadId);
            putOne(writer, changes, *activity, lead, object.raw);
        }
        changes.unreadable = page.received() - readable;
        changes.missing.removeIf(
            [&](const LeadId &id) { return tombstones::isDead(database, id.value, std::nullopt); });
    });
}

Result<TimelineChanges> remove(Database &database, const ActivityId &id)
{
    return inTransaction(database, [&](ActivityWriter &writer, TimelineChanges &) {
        tombstones::bury(database, id.value, std::nullopt);
        writer.remove(id, {});
    });
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
            if (const auto json = database.bodies().json(query.bytes(0)))
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
    return packed ? unpackedIfAny(database, *packed, id.value) : packed.error();
}

Result<QList<ActivityId>> idsSince(Database &database, const QDateTime &activityAt)
{
    return guarded([&] {
        QList<ActivityId> ids;
        Query query(database.prepared("SELECT id FROM activity WHERE activity_at >= ?"));
        query.bind(activityAt.toMSecsSinceEpoch());
        while (query.step())
            ids.append(ActivityId(query.text(0)));
        return ids;
    });
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

Result<int> countBefore(Database &database, const LeadId &lead, const QSet<ActivityKind> &kinds,
                        const ActivityId &id)
{
    return guarded([&] {
        Query query(database.prepared("SELECT count(*) FROM activity WHERE lead_key = ?1"
                                      " AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))"
                                      " AND (activity_at, id) >"
                                      " (SELECT activity_at, id FROM activity WHERE key = ?3 AND id = ?4)"));
        query.bind(rowKey(lead.value)).bind(kindList(kinds)).bind(rowKey(id.value)).bind(id.value).step();
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
