#include "services/sandbox/world/changes.h"

namespace leadline::sandbox {

static QDateTime dateOf(const QJsonObject &object, QLatin1String key)
{
    return QDateTime::fromString(object.value(key).toString(), Qt::ISODateWithMs).toUTC();
}

Changes::Changes(const World &world) : m_world(world)
{
    const Schedule &schedule = world.schedule();
    for (const Kind kind : {Kind::Lead, Kind::Contact, Kind::Opportunity, Kind::Task, Kind::Activity}) {
        const Timetable &own = schedule.of(kind);
        const Timetable &created = kind == Kind::Lead ? schedule.byCreation() : own;
        m_kinds.append({{}, Sequence(created, schedule.clock()), Sequence(own, schedule.clock())});
    }
}

void Changes::touch(const QString &leadId)
{
    if (const auto lead = m_world.locate(Kind::Lead, leadId))
        m_touched.insert(lead->lead);
}

void Changes::leave(Kind kind, const QString &id)
{
    Lists &lists = m_kinds[indexOf(kind)];
    if (lists.overlay.state(id) == Overlay::State::Present) {
        const QJsonObject old = lists.overlay.object(id);
        lists.byCreation.erase(id, dateOf(old, QLatin1String("date_created")));
        lists.byUpdate.erase(id, dateOf(old, QLatin1String("date_updated")));
        touch(old.value(QLatin1String("lead_id")).toString());
    }
    const Schedule &schedule = m_world.schedule();
    const Timetable &own = schedule.of(kind);
    const auto entry = m_world.locate(kind, id);
    if (!entry)
        return;
    m_touched.insert(entry->lead);
    if (entry->track >= own.trackCount())
        return; // a thread, which stands in no list
    lists.byUpdate.shadow(own.rank(*entry));
    const auto made = kind == Kind::Lead ? schedule.byCreation().find(entry->lead) : entry;
    if (made)
        lists.byCreation.shadow((kind == Kind::Lead ? schedule.byCreation() : own).rank(*made));
}

void Changes::put(Kind kind, const QJsonObject &object)
{
    const QString id = object.value(QLatin1String("id")).toString();
    const QString leadId = kind == Kind::Lead ? QString() : object.value(QLatin1String("lead_id")).toString();
    leave(kind, id);
    touch(leadId);
    Lists &lists = m_kinds[indexOf(kind)];
    lists.overlay.put(id, leadId, object);
    if (object.value(QLatin1String("_type")) == QLatin1String("EmailThread"))
        return; // found by their lead and by id: a list would hold every e-mail twice
    lists.byCreation.insert(id, dateOf(object, QLatin1String("date_created")));
    lists.byUpdate.insert(id, dateOf(object, QLatin1String("date_updated")));
}

void Changes::remove(Kind kind, const QString &id)
{
    leave(kind, id);
    m_kinds[indexOf(kind)].overlay.remove(id);
}

} // namespace leadline::sandbox
