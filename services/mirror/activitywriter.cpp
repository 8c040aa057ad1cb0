#include "services/mirror/activitywriter.h"

#include "services/close/codec/activitycodec.h"
#include "services/mirror/bodies.h"
#include "services/mirror/rowkey.h"
#include "services/mirror/searchtext.h"
#include "services/mirror/tombstones.h"

#include <QJsonDocument>

namespace leadline {

namespace {

qint64 timeOf(const Activity &activity)
{
    const QDateTime at = activity.activityAt.isValid() ? activity.activityAt : activity.dateCreated;
    return milliseconds(at).value_or(0);
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

std::string_view kindName(ActivityKind kind)
{
    switch (kind) {
    case ActivityKind::Call:
        return "call";
    case ActivityKind::Note:
        return "note";
    case ActivityKind::Email:
        return "email";
    case ActivityKind::EmailThread:
        return "email_thread";
    case ActivityKind::Sms:
        return "sms";
    case ActivityKind::WhatsApp:
        return "whatsapp";
    case ActivityKind::Meeting:
        return "meeting";
    case ActivityKind::Custom:
        return "custom";
    case ActivityKind::Created:
        return "created";
    case ActivityKind::LeadStatusChange:
        return "lead_status_change";
    case ActivityKind::OpportunityStatusChange:
        return "opportunity_status_change";
    case ActivityKind::TaskCompleted:
        return "task_completed";
    case ActivityKind::LeadMerge:
        return "lead_merge";
    case ActivityKind::FormSubmission:
        return "form_submission";
    case ActivityKind::Other:
        return "other";
    }
    return "other";
}

ActivityWriter::Outcome ActivityWriter::put(const Activity &activity, const LeadId &lead,
                                            std::string_view json)
{
    if (tombstones::isDead(m_database, activity.id.value, milliseconds(activity.dateUpdated)))
        return Outcome::Gone;
    if (!m_leads.has(lead))
        return Outcome::NoLead;
    const RowKey leadKey = rowKey(lead.value);
    const Outcome outcome = verdict(activity, leadKey, json);
    if (outcome == Outcome::Stored) {
        store(activity, leadKey, json);
        changed(lead);
    }
    return outcome;
}

ActivityWriter::Outcome ActivityWriter::verdict(const Activity &activity, RowKey lead, std::string_view json)
{
    const auto at = milliseconds(activity.dateUpdated);
    QByteArray packed;
    bool isElsewhere = false;
    {
        Query stored(m_database.prepared("SELECT id, lead_key, updated_at, json FROM activity"
                                         " JOIN activity_body USING (key) WHERE key = ?"));
        if (!stored.bind(rowKey(activity.id.value)).step())
            return Outcome::Stored;
        if (stored.text(0) != activity.id.value)
            return Outcome::Collision;
        if (at && !stored.isNull(2) && *at < stored.integer(2))
            return Outcome::Known;
        isElsewhere = stored.integer(1) != lead;
        packed = stored.bytes(3);
    }
    const auto known = m_database.bodies().unpacked(packed);
    if (isElsewhere || !known)
        return Outcome::Stored;
    const bool isSame = json == std::string_view(known->constData(), size_t(known->size())) ||
                        QJsonDocument::fromJson(*known).object() == activity.raw;
    return isSame ? Outcome::Known : Outcome::Stored;
}

void ActivityWriter::store(const Activity &activity, RowKey lead, std::string_view json)
{
    const RowKey key = rowKey(activity.id.value);
    {
        Query previous(m_database.prepared("SELECT lead.id FROM activity JOIN lead ON lead.key = lead_key"
                                           " WHERE activity.key = ? AND lead_key <> ?"));
        if (previous.bind(key).bind(lead).step())
            changed(LeadId(previous.text(0)));
    }
    Query row(m_database.prepared("INSERT INTO activity (key, id, lead_key, kind, activity_at, updated_at)"
                                  " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                                  " lead_key = excluded.lead_key, kind = excluded.kind,"
                                  " activity_at = excluded.activity_at, updated_at = excluded.updated_at"));
    row.bind(key).bind(activity.id.value).bind(lead).bind(kindName(activity.kind)).bind(timeOf(activity));
    row.bind(milliseconds(activity.dateUpdated)).run();
    Query body(m_database.prepared("INSERT INTO activity_body (key, json) VALUES (?, ?) ON CONFLICT (key) DO "
                                   "UPDATE SET json = excluded.json"));
    body.bind(key).bind(m_database.bodies().packed(BodyKind::Activity, json)).run();
    m_leads.texts().items.push_back(textRow(activity, lead));
}

TextRow ActivityWriter::textRow(const Activity &activity, RowKey lead)
{
    const qint64 touched = milliseconds(activity.dateUpdated).value_or(timeOf(activity));
    return {rowKey(activity.id.value),
            std::min(timeOf(activity), touched),
            searchTextOf(activity).toStdString(),
            kindName(activity.kind),
            lead,
            false};
}

void ActivityWriter::remove(const ActivityId &id, const QDateTime &at)
{
    const RowKey key = rowKey(id.value);
    LeadId lead;
    {
        Query owner(m_database.prepared("SELECT lead.id, activity.updated_at FROM activity"
                                        " JOIN lead ON lead.key = lead_key"
                                        " WHERE activity.key = ? AND activity.id = ?"));
        if (!owner.bind(key).bind(id.value).step())
            return;
        if (at.isValid() && !owner.isNull(1) && owner.integer(1) > at.toMSecsSinceEpoch())
            return;
        lead = LeadId(owner.text(0));
    }
    Query(m_database.prepared("DELETE FROM activity WHERE key = ?")).bind(key).run();
    std::erase_if(m_leads.texts().items, [&](const TextRow &row) { return row.key == key; });
    m_leads.texts().removedItems.push_back(key);
    changed(lead);
}

void ActivityWriter::move(const LeadId &source, const LeadId &destination)
{
    QList<QJsonObject> bodies;
    {
        Query query(m_database.prepared(
            "SELECT json FROM activity JOIN activity_body USING (key) WHERE lead_key = ?"));
        query.bind(rowKey(source.value));
        while (query.step()) {
            if (const auto body = m_database.bodies().json(query.bytes(0)))
                bodies.append(*body);
        }
    }
    for (QJsonObject &body : bodies) {
        body.insert(QStringLiteral("lead_id"), destination.value);
        replace(body, destination);
    }
    if (!bodies.isEmpty())
        changed(destination);
}

void ActivityWriter::replace(const QJsonObject &body, const LeadId &lead)
{
    const auto activity = decodeActivity(body);
    const QByteArray json = jsonText(body);
    if (activity)
        store(*activity, rowKey(lead.value), {json.constData(), size_t(json.size())});
}

void ActivityWriter::markComplete(const LeadId &lead)
{
    Query query(m_database.prepared(
        "UPDATE lead SET has_all_activities = 1 WHERE key = ? AND id = ? AND has_all_activities = 0"));
    query.bind(rowKey(lead.value)).bind(lead.value).run();
    if (m_database.connection().getChanges() > 0 && !m_changed.contains(lead))
        m_changed.append(lead);
}

void ActivityWriter::mergeCompleteness(const LeadId &source, const LeadId &destination)
{
    Query query(m_database.prepared(
        "UPDATE lead SET has_all_activities = 0 WHERE key = ? AND NOT EXISTS"
        " (SELECT 1 FROM lead AS source WHERE source.key = ? AND source.has_all_activities = 1)"));
    query.bind(rowKey(destination.value)).bind(rowKey(source.value)).run();
}

void ActivityWriter::changed(const LeadId &lead)
{
    if (!m_changed.contains(lead))
        m_changed.append(lead);
}

QList<LeadId> ActivityWriter::finish()
{
    for (const LeadId &lead : std::as_const(m_changed)) {
        if (refreshNewest(m_database, rowKey(lead.value)))
            m_leads.touch(lead);
    }
    return m_changed;
}

} // namespace leadline
