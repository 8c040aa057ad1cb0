#include "services/sandbox/world/world.h"

#include "services/sandbox/world/activities.h"
#include "services/sandbox/world/deals.h"
#include "services/sandbox/world/leadobjects.h"
#include "services/sandbox/world/messages.h"
#include "services/sandbox/world/objectid.h"
#include "services/sandbox/world/tasks.h"

namespace leadline::sandbox {

namespace {

constexpr int StoriesKept = 512;

} // namespace

World::World(quint64 seed, int leads, const QDateTime &epoch)
    : m_ids(seed)
    , m_schedule(seed, leads, epoch)
    , m_seed(seed)
    , m_organisation(m_ids, epoch)
    , m_stories(StoriesKept)
{}

std::optional<Timetable::Entry> World::locate(Kind kind, const QString &id) const
{
    const auto value = m_ids.decode(id);
    if (!value || ObjectId::family(*value) != ObjectId::familyOf(kind))
        return std::nullopt;
    const qint64 lead = ObjectId::number(*value);
    const int number = ObjectId::track(*value);
    if (kind == Kind::Activity && (number & ObjectId::ThreadTrack) != 0)
        return thread(number, lead, id);
    if (kind != Kind::Lead)
        return m_schedule.of(kind).entry(number, lead);
    return m_schedule.of(Kind::Lead).find(lead); // each lead stands in exactly one of its tracks
}

std::optional<Timetable::Entry> World::thread(int number, qint64 lead, const QString &id) const
{
    auto entry = m_schedule.of(Kind::Activity).entry(number & ~ObjectId::ThreadTrack, lead);
    if (!entry || activityObject(story(lead), *entry).value(QLatin1String("thread_id")) != id)
        return std::nullopt;
    entry->track = number;
    return entry;
}

const LeadStory &World::story(qint64 lead) const
{
    if (const LeadStory *known = m_stories.object(lead))
        return *known;
    auto *told = new LeadStory(m_seed, m_ids, m_schedule, m_organisation, lead);
    m_stories.insert(lead, told); // owns it
    return *told;
}

QJsonObject World::object(Kind kind, const Timetable::Entry &entry) const
{
    return make(kind, story(entry.lead), entry);
}

QString World::typeOf(Kind kind, const Timetable::Entry &entry) const
{
    const LeadStory told(m_seed, m_ids, m_schedule, m_organisation, entry.lead);
    if (kind == Kind::Activity)
        return activityType(told, entry);
    return isCallTask(told, entry) ? QStringLiteral("outgoing_call") : QStringLiteral("lead");
}

QString World::idOf(Kind kind, const Timetable::Entry &entry) const
{
    return ObjectId::of(m_ids, kind, entry.track, entry.lead);
}

QList<QJsonObject> World::ofLead(Kind kind, const QString &leadId) const
{
    const auto lead = locate(Kind::Lead, leadId);
    if (!lead)
        return {};
    const LeadStory &told = story(lead->lead);
    QList<QJsonObject> objects;
    for (Timetable::Entry entry : told.entries(kind)) {
        objects.append(make(kind, told, entry));
        const QJsonValue threadId = objects.last().value(QLatin1String("thread_id"));
        entry.track |= ObjectId::ThreadTrack;
        if (threadId.isString() && threadId == told.idOf(kind, entry))
            objects.append(make(kind, told, entry));
    }
    return objects;
}

QJsonObject World::make(Kind kind, const LeadStory &story, const Timetable::Entry &entry)
{
    switch (ObjectId::familyOf(kind)) {
    case ObjectId::Family::Lead:
        return leadObject(story, entry);
    case ObjectId::Family::Contact:
        return contactObject(story, entry);
    case ObjectId::Family::Opportunity:
        return opportunityObject(story, entry);
    case ObjectId::Family::Task:
        return taskObject(story, entry);
    case ObjectId::Family::Activity:
        return (entry.track & ObjectId::ThreadTrack) != 0 ? threadObject(story, entry)
                                                          : activityObject(story, entry);
    case ObjectId::Family::Organisation:
    case ObjectId::Family::Fresh:
        break;
    }
    return {};
}

QString World::freshId(const QString &prefix, quint64 number) const
{
    return m_ids.encode(prefix, ObjectId::pack(ObjectId::Family::Fresh, 0, static_cast<qint64>(number)));
}

} // namespace leadline::sandbox
