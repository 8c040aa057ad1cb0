#include "services/mirror/changewriter.h"

#include "services/close/codec/activitycodec.h"
#include "services/mirror/bodies.h"
#include "services/mirror/leadjson.h"
#include "services/mirror/rowkey.h"
#include "services/mirror/tombstones.h"

#include <algorithm>

namespace leadline {

namespace {

/// The change's object with a time to compare by.
QJsonObject datedObject(const ObjectChange &change)
{
    QJsonObject object = change.data;
    if (!leadjson::updatedAt(object).isValid() && change.updatedAt.isValid())
        object.insert(QStringLiteral("date_updated"), change.updatedAt.toUTC().toString(Qt::ISODateWithMs));
    return object;
}

} // namespace

ChangeWriter::ChangeWriter(Database &database)
    : m_database(database), m_leads(database), m_activities(database, m_leads)
{}

void ChangeWriter::apply(const ObjectChange &change)
{
    if (!isWellFormedId(change.id))
        return;
    switch (change.kind) {
    case ObjectKind::Lead:
        applyToLead(change);
        break;
    case ObjectKind::Contact:
    case ObjectKind::Opportunity:
    case ObjectKind::Task:
        applyToNested(change);
        break;
    case ObjectKind::Activity:
        applyToActivity(change);
        break;
    }
}

void ChangeWriter::applyToLead(const ObjectChange &change)
{
    if (isWellFormedId(change.mergedInto.value))
        return mergeLeads(LeadId(change.id), change.mergedInto);
    if (change.isDeleted)
        return removeLead(change);
    QJsonObject fields = datedObject(change);
    fields.insert(QStringLiteral("id"), change.id);
    const QDateTime at = leadjson::updatedAt(fields);
    if (tombstones::isDead(m_database, change.id, milliseconds(at)))
        return;
    Body *body = bodyOf(LeadId(change.id), at);
    if (body && !(leadjson::updatedAt(body->json) > at))
        this->change(*body, leadjson::overlaid(body->json, fields));
}

void ChangeWriter::removeLead(const ObjectChange &change)
{
    const LeadId lead(change.id);
    const Body *body = findBody(lead);
    tombstones::bury(m_database, change.id, milliseconds(change.updatedAt));
    if (body && change.updatedAt.isValid() && leadjson::updatedAt(body->json) > change.updatedAt)
        return;
    m_bodies.remove(lead);
    m_leads.remove(lead);
}

void ChangeWriter::applyToNested(const ObjectChange &change)
{
    const LeadId lead = tombstones::survivor(m_database, change.leadId);
    if (change.isDeleted) {
        tombstones::bury(m_database, change.id, milliseconds(change.updatedAt));
        if (Body *body = findBody(lead))
            this->change(*body,
                         leadjson::withoutNested(body->json, change.kind, change.id, change.updatedAt));
        return;
    }
    QJsonObject object = datedObject(change);
    const auto at = milliseconds(leadjson::updatedAt(object));
    if (tombstones::isDead(m_database, change.id, at))
        return;
    object.insert(QStringLiteral("id"), change.id);
    object.insert(QStringLiteral("lead_id"), lead.value);
    if (change.kind == ObjectKind::Task && object.value(QLatin1String("is_complete")).toBool())
        tombstones::bury(m_database, change.id, at); // an older state would open it again
    if (Body *body = bodyOf(lead, leadjson::updatedAt(object)))
        this->change(*body, leadjson::withNested(body->json, change.kind, object));
}

void ChangeWriter::applyToActivity(const ObjectChange &change)
{
    const ActivityId id(change.id);
    if (change.isDeleted) {
        tombstones::bury(m_database, change.id, milliseconds(change.updatedAt));
        m_activities.remove(id, change.updatedAt);
        return;
    }
    const LeadId lead = tombstones::survivor(m_database, change.leadId);
    QJsonObject object = datedObject(change);
    object.insert(QStringLiteral("id"), change.id);
    object.insert(QStringLiteral("lead_id"), lead.value);
    const auto activity = decodeActivity(object);
    if (!activity)
        return;
    const QByteArray json = jsonText(object);
    const auto outcome = m_activities.put(*activity, lead, {json.constData(), size_t(json.size())});
    if (outcome == ActivityWriter::Outcome::NoLead)
        miss(lead, activity->dateUpdated);
}

void ChangeWriter::mergeLeads(const LeadId &source, const LeadId &into)
{
    const LeadId destination = tombstones::survivor(m_database, into);
    if (tombstones::survivor(m_database, source) != source || destination == source)
        return; // known
    const Body *gone = findBody(source);
    const QJsonObject rest = gone ? gone->json : QJsonObject();
    tombstones::merge(m_database, source, destination);
    Body *body = bodyOf(destination, {});
    if (body && !rest.isEmpty()) {
        change(*body, leadjson::merged(body->json, rest));
        m_activities.move(source, destination);
    } else if (body) {
        miss(destination, {}); // Close has moved more than we know of
    }
    m_activities.mergeCompleteness(source, destination);
    m_bodies.remove(source);
    m_leads.remove(source);
}

ChangeWriter::Body *ChangeWriter::findBody(const LeadId &lead)
{
    const auto known = m_bodies.find(lead);
    if (known != m_bodies.end())
        return &*known;
    auto json = m_leads.body(lead);
    return json ? &*m_bodies.insert(lead, {*std::move(json), false}) : nullptr;
}

ChangeWriter::Body *ChangeWriter::bodyOf(const LeadId &lead, const QDateTime &at)
{
    Body *body = findBody(lead);
    if (!body)
        miss(lead, at);
    return body;
}

void ChangeWriter::change(Body &body, QJsonObject json)
{
    if (json == body.json)
        return;
    body.json = std::move(json);
    body.isChanged = true;
}

void ChangeWriter::miss(const LeadId &lead, const QDateTime &at)
{
    const bool isKnownGone = tombstones::isDead(m_database, lead.value, milliseconds(at));
    if (isWellFormedId(lead.value) && !isKnownGone && !m_missing.contains(lead))
        m_missing.append(lead);
}

TimelineChanges ChangeWriter::finish()
{
    for (const Body &body : std::as_const(m_bodies)) {
        if (body.isChanged)
            m_leads.replace(body.json);
    }
    TimelineChanges changes;
    changes.timelines = m_activities.finish();
    changes.leads = m_leads.finish();
    changes.missing = m_missing;
    return changes;
}

Result<TimelineChanges> applyChanges(Database &database, QList<ObjectChange> changes)
{
    std::stable_sort(changes.begin(), changes.end(), [](const ObjectChange &a, const ObjectChange &b) {
        return milliseconds(a.updatedAt).value_or(0) < milliseconds(b.updatedAt).value_or(0);
    });
    auto applied = guarded([&] {
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        ChangeWriter writer(database);
        for (const ObjectChange &change : changes)
            writer.apply(change);
        TimelineChanges done = writer.finish();
        transaction.commit();
        return done;
    });
    if (applied)
        database.bodies().learn();
    return applied;
}

} // namespace leadline
