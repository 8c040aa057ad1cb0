#include "services/sandbox/world/leadstory.h"

#include "services/sandbox/world/objectid.h"

#include <QHash>

namespace leadline::sandbox {

LeadStory::LeadStory(quint64 seed, const IdCode &code, const Schedule &timing,
                     const Organisation &organization, qint64 index)
    : ids(code)
    , schedule(timing)
    , organisation(organization)
    , lead(index)
    , profile(seed, index, timing.of(Kind::Contact))
    , m_seed(seed)
{}

QString LeadStory::leadId() const
{
    return ObjectId::of(ids, Kind::Lead, 0, lead);
}

QString LeadStory::contactId(int number) const
{
    const auto found = entry(Kind::Contact, Role::Contact, number);
    return found ? idOf(Kind::Contact, *found) : QString();
}

QString LeadStory::idOf(Kind kind, const Timetable::Entry &entry) const
{
    return ObjectId::of(ids, kind, entry.track, entry.lead);
}

const Track &LeadStory::track(Kind kind, const Timetable::Entry &entry) const
{
    return schedule.of(kind).track(entry.track);
}

std::optional<Timetable::Entry> LeadStory::entry(Kind kind, Role role, int number, int scene) const
{
    const Timetable &table = schedule.of(kind);
    for (int i = 0; i < table.trackCount(); ++i) {
        const Track &track = table.track(i);
        if (track.role != role || track.number != number || (scene >= 0 && track.scene != scene))
            continue;
        if (const auto found = table.entry(i, lead))
            return found;
    }
    return std::nullopt;
}

int LeadStory::statusChanges() const
{
    int changes = 0;
    for (const int number : {0, 1})
        changes += entry(Kind::Activity, Role::StatusChange, number).has_value() ? 1 : 0;
    return changes;
}

int LeadStory::statusAfter(int changes) const
{
    // Potential, Bad Fit, Qualified, Customer, Interested, Canceled, Not Interested: plausible ways through
    // them.
    static constexpr int Paths[][3] = {{0, 4, 2}, {0, 4, 3}, {0, 2, 3}, {0, 4, 6}, {0, 2, 3}, {0, 4, 2},
                                       {0, 6, 4}, {0, 1, 0}, {4, 2, 3}, {4, 3, 5}, {4, 2, 6}, {0, 2, 4}};
    return Paths[profile.pick(40, 12)][changes];
}

QJsonObject LeadStory::audit(qint64 created, qint64 updated, bool hasNames) const
{
    const Organisation::Person &person = owner();
    QJsonObject keys{{QStringLiteral("created_by"), person.id},
                     {QStringLiteral("updated_by"), person.id},
                     {QStringLiteral("date_created"), timestamp(moment(created))},
                     {QStringLiteral("date_updated"), timestamp(moment(updated))},
                     {QStringLiteral("organization_id"), organisation.id()}};
    if (hasNames) {
        keys.insert(QStringLiteral("created_by_name"), person.name);
        keys.insert(QStringLiteral("updated_by_name"), person.name);
    }
    return keys;
}

int LeadStory::pick(Kind kind, const Timetable::Entry &entry, int purpose, int bound) const
{
    const quint64 key = chance(m_seed, static_cast<quint64>(kind), static_cast<quint64>(lead));
    return sandbox::pick(key, static_cast<quint64>(entry.track), static_cast<quint64>(purpose), bound);
}

ParsedPhone parsed(const QString &e164)
{
    // Parsing costs as much as the rest of a call, and there are only some thousand numbers set aside for
    // fiction.
    thread_local QHash<QString, ParsedPhone> known;
    const auto found = known.constFind(e164);
    if (found != known.constEnd())
        return *found;
    return *known.insert(e164, parsePhone(e164, {}).value_or(ParsedPhone{e164, e164, {}, {}}));
}

QString richParagraph(const QString &plain)
{
    return QStringLiteral("<body><p>") + plain.toHtmlEscaped() + QStringLiteral("</p></body>");
}

} // namespace leadline::sandbox
