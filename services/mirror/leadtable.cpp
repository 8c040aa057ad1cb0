#include "services/mirror/leadtable.h"

#include "services/mirror/bodies.h"
#include "services/mirror/leadwriter.h"
#include "services/mirror/rowkey.h"

namespace leadline {

namespace {

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
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

namespace leadtable {

Result<LeadChanges> put(Database &database, const BulkPage &page)
{
    auto stored = guarded([&] {
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        LeadWriter writer(database);
        int readable = 0;
        for (const BulkPage::Object &lead : page.objects())
            readable += writer.put(lead) ? 1 : 0;
        LeadChanges changes = writer.finish();
        changes.unreadable = page.received() - readable;
        transaction.commit();
        return changes;
    });
    if (stored)
        database.bodies().learn();
    return stored;
}

Result<LeadChanges> remove(Database &database, const LeadId &id)
{
    return guarded([&] {
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        LeadWriter writer(database);
        writer.remove(id);
        LeadChanges changes = writer.finish();
        transaction.commit();
        return changes;
    });
}

QByteArray pageOf(const QList<Lead> &leads)
{
    QByteArray page = "{\"data\":[";
    for (const Lead &lead : leads)
        page += jsonText(lead.raw) + ',';
    if (page.endsWith(','))
        page.chop(1);
    return page + "]}";
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
    return packed ? unpackedIfAny(database, *packed, id.value) : packed.error();
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
