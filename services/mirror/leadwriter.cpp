#include "services/mirror/leadwriter.h"

#include "services/mirror/bodies.h"
#include "services/mirror/leadcount.h"
#include "services/mirror/leadjson.h"
#include "services/mirror/leadlistsql.h"
#include "services/mirror/rowkey.h"
#include "services/mirror/tombstones.h"

#include <QJsonDocument>

#include <algorithm>

namespace leadline {

namespace {

QString qText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QJsonObject objectOf(std::string_view json)
{
    return QJsonDocument::fromJson(QByteArray(json.data(), qsizetype(json.size()))).object();
}

void bindTask(Query &query, const std::optional<NextTask> &task)
{
    query.bind(task ? std::optional(task->text) : std::nullopt);
    query.bind(task && !task->date.empty() ? std::optional<std::string_view>(task->date) : std::nullopt);
    query.bind(task ? task->at : std::nullopt);
}

void storeRow(Database &database, const LeadRecord &lead)
{
    Query row(database.prepared(
        "INSERT INTO lead (key, id, name, folded, status_id, status_label, contact_count, city, time_zone,"
        " created_at, updated_at, task_text, task_date, task_at, country, facets)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET name = excluded.name, folded = excluded.folded,"
        " status_id = excluded.status_id, status_label = excluded.status_label,"
        " contact_count = excluded.contact_count, city = excluded.city, time_zone = excluded.time_zone,"
        " created_at = excluded.created_at, updated_at = excluded.updated_at, task_text = excluded.task_text,"
        " task_date = excluded.task_date, task_at = excluded.task_at, country = excluded.country,"
        " facets = excluded.facets"));
    row.bind(lead.key).bind(lead.id).bind(lead.name).bind(std::string_view(lead.folded));
    row.bind(lead.statusId).bind(lead.statusLabel).bind(qint64(lead.contactCount));
    row.bind(lead.city).bind(lead.timeZone).bind(lead.createdAt).bind(lead.updatedAt);
    bindTask(row, lead.nextTask);
    row.bind(std::string_view(lead.country)).bind(lead.facets.packed()).run();
}

} // namespace

LeadWriter::LeadWriter(Database &database)
    : m_database(database), m_hasTombstones(tombstones::areAny(database))
{}

bool LeadWriter::put(const BulkPage::Object &answer)
{
    const auto lead = leadRecord(answer);
    if (!lead)
        return false;
    if (m_hasTombstones && tombstones::isDead(m_database, qText(lead->id), lead->updatedAt))
        return true;
    std::optional<QByteArray> stored;
    switch (verdict(*lead, stored)) {
    case Verdict::New:
        if (holdsTheDead(*lead))
            reconcile(*lead, stored);
        else
            store(*lead, true);
        break;
    case Verdict::Changed:
        reconcile(*lead, stored);
        break;
    case Verdict::Known:
        break;
    case Verdict::Collision:
        m_changes.collisions.append(qText(lead->id));
        break;
    }
    return true;
}

/// Answers may arrive out of order.
LeadWriter::Verdict LeadWriter::verdict(const LeadRecord &lead, std::optional<QByteArray> &stored)
{
    Query query(m_database.prepared(
        "SELECT id, updated_at, json FROM lead JOIN lead_body USING (key) WHERE key = ?"));
    if (!query.bind(lead.key).step())
        return Verdict::New;
    if (query.string(0) != lead.id)
        return Verdict::Collision;
    if (lead.updatedAt && !query.isNull(1) && *lead.updatedAt < query.integer(1))
        return Verdict::Known;
    stored = m_database.bodies().unpacked(query.bytes(2));
    const bool isSame = stored && lead.json == std::string_view(stored->constData(), size_t(stored->size()));
    return isSame ? Verdict::Known : Verdict::Changed;
}

bool LeadWriter::holdsTheDead(const LeadRecord &lead)
{
    return m_hasTombstones && std::any_of(lead.nested.begin(), lead.nested.end(), [&](std::string_view id) {
               Query query(m_database.prepared("SELECT 1 FROM tombstone WHERE key = ?"));
               return query.bind(rowKey(id)).step();
           });
}

void LeadWriter::reconcile(const LeadRecord &lead, const std::optional<QByteArray> &stored)
{
    const QJsonObject known = stored ? QJsonDocument::fromJson(*stored).object() : QJsonObject();
    const QJsonObject answer = objectOf(lead.json);
    const auto isDead = [this](const QString &id, const QDateTime &at) {
        return m_hasTombstones &&
               tombstones::isDead(m_database, id,
                                  at.isValid() ? std::optional(at.toMSecsSinceEpoch()) : std::nullopt);
    };
    const QJsonObject result = leadjson::reconciled(known, answer, isDead);
    if (result == answer && result != known)
        store(lead, !has(LeadId(qText(lead.id))));
    else if (result != known)
        replace(result);
}

void LeadWriter::replace(const QJsonObject &lead)
{
    BulkPage page;
    if (!page.read("{\"data\":[" + jsonText(lead) + "]}") || page.objects().empty())
        return;
    if (const auto record = leadRecord(page.objects().front()))
        store(*record, !has(LeadId(qText(record->id))));
}

void LeadWriter::store(const LeadRecord &lead, bool isNew)
{
    storeRow(m_database, lead);
    Query body(m_database.prepared("INSERT INTO lead_body (key, json) VALUES (?, ?) ON CONFLICT (key) DO "
                                   "UPDATE SET json = excluded.json"));
    body.bind(lead.key).bind(m_database.bodies().packed(BodyKind::Lead, lead.json)).run();
    const LeadId id(qText(lead.id));
    if (m_stored.contains(id))
        std::erase_if(m_texts.items,
                      [&](const TextRow &row) { return row.leadKey == lead.key && row.isNested; });
    else
        m_changes.ids.append(id);
    m_stored.insert(id);
    m_changes.added += isNew ? 1 : 0;
    if (!isNew) {
        m_changes.removed.removeAll(id);
        const auto items = searchtable::nestedItems(m_database, lead.key);
        m_texts.removedItems.insert(m_texts.removedItems.end(), items.begin(),
                                    items.end()); // unless among these:
    }
    m_texts.leads.push_back({lead.key, 0, lead.text, {}, 0});
    for (const ItemRecord &item : lead.items)
        m_texts.items.push_back({item.key, item.at, item.text, item.kind, item.leadKey, true});
}

bool LeadWriter::remove(const LeadId &id)
{
    const RowKey key = rowKey(id.value);
    if (!has(id))
        return false;
    const auto items = searchtable::itemsOf(m_database, key);
    m_texts.removedItems.insert(m_texts.removedItems.end(), items.begin(), items.end());
    m_texts.removedLeads.push_back(key);
    std::erase_if(m_texts.items, [&](const TextRow &row) { return row.leadKey == key; });
    std::erase_if(m_texts.leads, [&](const TextRow &row) { return row.key == key; });
    m_changes.ids.removeAll(id);
    m_stored.remove(id);
    m_touched.remove(id);
    Query(m_database.prepared("DELETE FROM lead WHERE key = ?")).bind(key).run();
    m_changes.removed.append(id);
    --m_changes.added;
    return true;
}

std::optional<QJsonObject> LeadWriter::body(const LeadId &id)
{
    QByteArray packed;
    {
        Query query(
            m_database.prepared("SELECT json FROM lead JOIN lead_body USING (key) WHERE key = ? AND id = ?"));
        if (!query.bind(rowKey(id.value)).bind(id.value).step())
            return std::nullopt;
        packed = query.bytes(0);
    }
    return m_database.bodies().json(packed);
}

bool LeadWriter::has(const LeadId &id)
{
    Query query(m_database.prepared("SELECT 1 FROM lead WHERE key = ? AND id = ?"));
    return query.bind(rowKey(id.value)).bind(id.value).step();
}

void LeadWriter::touch(const LeadId &lead)
{
    m_touched.insert(lead);
}

LeadChanges LeadWriter::finish()
{
    m_changes.stored = int(m_stored.size());
    for (const LeadId &id : std::as_const(m_touched)) {
        if (!m_stored.contains(id) && has(id))
            m_changes.ids.append(id);
    }
    QHash<RowKey, qint64> times;
    for (const LeadId &id : std::as_const(m_changes.ids)) {
        const LeadIndexEntry entry = leadlistsql::entry(m_database, rowKey(id.value)).value();
        const bool isKnown = entry.lastActivityAt != LeadIndexEntry::unknownTime;
        times.insert(entry.key, isKnown ? entry.lastActivityAt : 0);
        m_changes.entries.push_back(entry);
    }
    for (TextRow &row : m_texts.leads)
        row.at = times.value(row.key);
    for (const LeadId &id : std::as_const(m_touched))
        m_texts.touchedLeads.emplace_back(rowKey(id.value), times.value(rowKey(id.value)));
    leadcount::add(m_database, m_changes.added);
    searchtable::apply(m_database, std::move(m_texts));
    return std::move(m_changes);
}

} // namespace leadline
