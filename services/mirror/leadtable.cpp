#include "services/mirror/leadtable.h"

#include "services/mirror/bodies.h"
#include "services/mirror/folding.h"
#include "services/mirror/rowkey.h"

#include <algorithm>

namespace leadline {

namespace {

std::optional<qint64> milliseconds(const QDateTime &time)
{
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

enum class Verdict { Store, Unchanged, Collision };

/// Compares with what is stored; answers may arrive out of order.
Verdict verdict(Database &database, const Lead &lead, RowKey key, const QByteArray &packed)
{
    Query stored(
        database.prepared("SELECT id, updated_at, json FROM lead JOIN lead_body USING (key) WHERE key = ?"));
    if (!stored.bind(key).step())
        return Verdict::Store;
    if (stored.text(0) != lead.id.value)
        return Verdict::Collision;
    if (lead.dateUpdated.isValid() && !stored.isNull(1) &&
        lead.dateUpdated.toMSecsSinceEpoch() < stored.integer(1))
        return Verdict::Unchanged;
    return stored.bytes(2) == packed ? Verdict::Unchanged : Verdict::Store;
}

void bindTask(Query &query, const Task *task)
{
    const bool hasDate = task && task->dueDate.isValid();
    query.bind(task ? std::optional(task->text) : std::nullopt);
    query.bind(hasDate ? std::optional(task->dueDate.toString(Qt::ISODate)) : std::nullopt);
    query.bind(task ? milliseconds(task->dueAt) : std::nullopt);
}

void store(Database &database, const Lead &lead, RowKey key, const QByteArray &packed)
{
    const auto zoned = std::find_if(lead.contacts.cbegin(), lead.contacts.cend(),
                                    [](const Contact &contact) { return !contact.timeZone.isEmpty(); });
    Query row(database.prepared(
        "INSERT INTO lead (key, id, name, folded, status_id, status_label, contact_count, city, time_zone,"
        " created_at, updated_at, task_text, task_date, task_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?)"
        " ON CONFLICT (key) DO UPDATE SET name = excluded.name, folded = excluded.folded,"
        " status_id = excluded.status_id, status_label = excluded.status_label,"
        " contact_count = excluded.contact_count, city = excluded.city, time_zone = excluded.time_zone,"
        " created_at = excluded.created_at, updated_at = excluded.updated_at, task_text = excluded.task_text,"
        " task_date = excluded.task_date, task_at = excluded.task_at"));
    row.bind(key).bind(lead.id.value).bind(lead.displayName).bind(foldedForSearch(lead.displayName));
    row.bind(lead.statusId.value).bind(lead.statusLabel).bind(qint64(lead.contacts.size()));
    row.bind(lead.addresses.isEmpty() ? QString() : lead.addresses.constFirst().city);
    row.bind(zoned == lead.contacts.cend() ? QString() : zoned->timeZone);
    row.bind(milliseconds(lead.dateCreated)).bind(milliseconds(lead.dateUpdated));
    bindTask(row, nextTask(lead.tasks));
    row.run();

    Query body(database.prepared("INSERT INTO lead_body (key, json) VALUES (?, ?) ON CONFLICT (key) DO "
                                 "UPDATE SET json = excluded.json"));
    body.bind(key).bind(packed).run();
}

LeadIndexEntry entryFrom(Query &query)
{
    LeadIndexEntry entry;
    entry.key = query.integer(0);
    entry.folded = query.bytes(1);
    entry.statusId = StatusId(query.text(2));
    if (!query.isNull(3))
        entry.createdAt = query.integer(3);
    if (!query.isNull(4))
        entry.lastActivityAt = query.integer(4);
    return entry;
}

std::optional<LeadIndexEntry> readEntry(Database &database, RowKey key)
{
    Query query(database.prepared("SELECT key, folded, status_id, created_at,"
                                  " coalesce(newest_activity_at, updated_at) FROM lead WHERE key = ?"));
    if (!query.bind(key).step())
        return std::nullopt;
    return entryFrom(query);
}

LeadRow rowFrom(Query &query)
{
    LeadRow row;
    row.key = query.integer(0);
    row.id = LeadId(query.text(1));
    row.name = query.text(2);
    row.statusId = StatusId(query.text(3));
    row.statusLabel = query.text(4);
    row.contactCount = static_cast<int>(query.integer(5));
    row.city = query.text(6);
    row.timeZone = query.text(7);
    if (!query.isNull(8))
        row.lastActivityAt = utc(query.integer(8));
    row.hasNextTask = !query.isNull(9);
    row.nextTaskText = query.text(9);
    if (!query.isNull(10))
        row.nextTaskDate = QDate::fromString(query.text(10), Qt::ISODate);
    if (!query.isNull(11))
        row.nextTaskAt = utc(query.integer(11));
    return row;
}

} // namespace

const Task *nextTask(const QList<Task> &tasks)
{
    const auto due = [](const Task &task) {
        return task.dueAt.isValid() ? task.dueAt : QDateTime(task.dueDate, QTime(0, 0), Qt::UTC);
    };
    const Task *next = nullptr;
    for (const Task &task : tasks) {
        if (task.isComplete)
            continue;
        const bool isDated = due(task).isValid();
        const bool isNextDated = next && due(*next).isValid();
        if (!next || (isDated && (!isNextDated || due(task) < due(*next))))
            next = &task;
    }
    return next;
}

namespace leadtable {

Result<LeadChanges> put(Database &database, const QList<Lead> &leads)
{
    return guarded([&] {
        LeadChanges changes;
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        for (const Lead &lead : leads) {
            const RowKey key = rowKey(lead.id.value);
            const QByteArray packed = packedJson(lead.raw);
            switch (verdict(database, lead, key, packed)) {
            case Verdict::Store:
                store(database, lead, key, packed);
                if (!changes.ids.contains(lead.id))
                    changes.ids.append(lead.id);
                break;
            case Verdict::Unchanged:
                break;
            case Verdict::Collision:
                changes.collisions.append(lead.id.value);
                break;
            }
        }
        for (const LeadId &id : std::as_const(changes.ids))
            changes.entries.push_back(readEntry(database, rowKey(id.value)).value());
        transaction.commit();
        return changes;
    });
}

Result<bool> remove(Database &database, const LeadId &id)
{
    return guarded([&] {
        Query removal(database.prepared("DELETE FROM lead WHERE key = ? AND id = ? RETURNING 1"));
        const bool isRemoved = removal.bind(rowKey(id.value)).bind(id.value).step();
        while (isRemoved && removal.step()) { // a statement commits when it has run to its end
        }
        return isRemoved;
    });
}

Result<std::optional<LeadIndexEntry>> entry(Database &database, RowKey key)
{
    return guarded([&] { return readEntry(database, key); });
}

Result<std::vector<LeadIndexEntry>> allEntries(Database &database)
{
    return guarded([&] {
        std::vector<LeadIndexEntry> entries;
        Query query(database.prepared("SELECT key, folded, status_id, created_at,"
                                      " coalesce(newest_activity_at, updated_at) FROM lead"));
        while (query.step())
            entries.push_back(entryFrom(query));
        return entries;
    });
}

Result<QList<LeadRow>> rows(Database &database, const std::vector<RowKey> &keys)
{
    return guarded([&] {
        QList<LeadRow> rows;
        rows.reserve(static_cast<qsizetype>(keys.size()));
        for (const RowKey key : keys) {
            Query query(database.prepared(
                "SELECT key, id, name, status_id, status_label, contact_count, city, time_zone,"
                " coalesce(newest_activity_at, updated_at), task_text, task_date, task_at FROM lead WHERE "
                "key = ?"));
            if (query.bind(key).step())
                rows.append(rowFrom(query));
        }
        return rows;
    });
}

Result<std::optional<QJsonObject>> body(Database &database, const LeadId &id)
{
    const auto packed = guarded([&]() -> std::optional<QByteArray> {
        Query query(
            database.prepared("SELECT json FROM lead JOIN lead_body USING (key) WHERE key = ? AND id = ?"));
        if (!query.bind(rowKey(id.value)).bind(id.value).step())
            return std::nullopt;
        return query.bytes(0);
    });
    return packed ? unpackedIfAny(*packed, id.value) : packed.error();
}

Result<std::optional<QDateTime>> updatedAt(Database &database, const LeadId &id)
{
    return guarded([&]() -> std::optional<QDateTime> {
        Query query(database.prepared("SELECT updated_at FROM lead WHERE key = ? AND id = ?"));
        if (!query.bind(rowKey(id.value)).bind(id.value).step())
            return std::nullopt;
        return query.isNull(0) ? QDateTime() : utc(query.integer(0));
    });
}

} // namespace leadtable

} // namespace leadline
