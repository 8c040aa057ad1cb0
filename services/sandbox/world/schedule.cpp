#include "services/sandbox/world/schedule.h"

#include "services/sandbox/world/objectid.h"

#include <algorithm>
#include <array>

namespace leadline::sandbox {

namespace {

constexpr qint64 Minute = 60'000;
constexpr qint64 Hour = WorkTime::Hour;
constexpr qint64 Day = WorkTime::Day;
constexpr int Periods = 6;
/// Where periods begin, as per mille of the two years, and how many leads exist then, as per mille of all.
constexpr std::array<int, Periods + 1> Begins{0, 250, 500, 750, 920, 980, 1000};
constexpr std::array<int, Periods + 1> Existing{0, 400, 620, 800, 920, 970, 1000};

} // namespace

Schedule::Schedule(quint64 seed, qint64 leads, const QDateTime &end)
    : m_seed(seed), m_leads(leads), m_clock(end)
{
    for (int period = 0; period < Periods; ++period)
        addFirstDay(period);
    const auto later = [this](int period) { return beginning(period) + Day; };
    for (int half = 0; half < 2;
         ++half) { // two scenes in each of the middle periods, for all leads made before
        for (int period = 1; period <= 2; ++period) {
            const qint64 length = (beginning(period + 1) - beginning(period)) / 2;
            const qint64 begin = later(period) + half * length;
            const int scene = period * 2 - 1 + half;
            const Span all =
                span(0, boundary(period), begin, begin + length - 2 * Day, static_cast<quint64>(scene));
            addScene(all, scene, 0);
            if (scene % 2 == 0)
                addDoneTask(all, scene, 3 * Hour, 34);
        }
    }
    addRecentPast(later(3), later(4), later(5));
}

void Schedule::addRecentPast(qint64 forOld, qint64 forRecent, qint64 forNew)
{
    const qint64 newest = m_clock.length() - 12 * Minute;
    const Span old = span(0, boundary(3), forOld + 43 * Day, newest, 21);
    addScene(old, 5, -41 * Day + 97 * Minute);
    addDoneTask(old, 5, -39 * Day + 31 * Minute, 24);
    addScene(old, 6, -22 * Day + 173 * Minute);
    m_activities.add(track(old, Role::StatusChange, -21 * Day + 40 * Minute, 36, 6, 1));
    m_opportunities.add(track(old, Role::Opportunity, -21 * Day + 47 * Minute, 12, 6, 1));
    addScene(old, 7, -9 * Day + 51 * Minute);
    m_activities.add(track(old, Role::OpportunityChange, -9 * Day + 88 * Minute, 34, 7));
    addFinal(old, 8);
    const Span recent = span(boundary(3), boundary(4), forRecent + 10 * Day, newest - 34 * Minute, 22);
    addScene(recent, 6, -9 * Day + 38 * Minute);
    m_activities.add(track(recent, Role::StatusChange, -8 * Day + 15 * Minute, 36, 6, 1));
    addFinal(recent, 8);
    addFinal(span(boundary(4), boundary(5), forNew + Day, newest - 81 * Minute, 23), 8);
}

const Timetable &Schedule::of(Kind kind) const
{
    switch (ObjectId::familyOf(kind)) {
    case ObjectId::Family::Lead:
        return m_touched;
    case ObjectId::Family::Contact:
        return m_contacts;
    case ObjectId::Family::Opportunity:
        return m_opportunities;
    case ObjectId::Family::Task:
        return m_tasks;
    case ObjectId::Family::Activity:
        return m_activities;
    case ObjectId::Family::Organisation:
    case ObjectId::Family::Fresh:
        break;
    }
    static const Timetable nothing;
    return nothing;
}

qint64 Schedule::createdAt(qint64 lead) const
{
    const auto entry = m_born.find(lead);
    return entry ? entry->time : 0;
}

qint64 Schedule::boundary(int period) const
{
    return m_leads * Existing.at(static_cast<size_t>(period)) / 1000;
}

qint64 Schedule::beginning(int period) const
{
    return m_clock.length() * Begins.at(static_cast<size_t>(period)) / 1000;
}

Schedule::Span Schedule::span(qint64 firstLead, qint64 endLead, qint64 begin, qint64 end, quint64 key) const
{
    const qint64 leads = endLead - firstLead;
    const quint64 keyed = key == 0 ? 0 : chance(m_seed, 0x5ced, key) | 1;
    return {firstLead,          leads, begin, end, Permutation(keyed, static_cast<quint64>(leads)),
            chance(m_seed, key)};
}

Track Schedule::track(const Span &span, Role role, qint64 offset, int bits, int scene, int number)
{
    Track made;
    made.role = role;
    made.number = number;
    made.scene = scene;
    made.firstLead = span.firstLead;
    made.leads = span.leads;
    made.begin = span.begin + offset;
    made.end = span.end + offset;
    made.order = span.order;
    if (bits < 64)
        made.mask = maskOf(
            bits, chance(span.key, static_cast<quint64>(role), static_cast<quint64>(scene * 8 + number)));
    return made;
}

void Schedule::addFirstDay(int period)
{
    const bool isLatest = period == Periods - 1;
    const qint64 end = isLatest ? m_clock.length() - 5 * Hour : beginning(period + 1);
    const Span made = span(boundary(period), boundary(period + 1), beginning(period), end, 0);
    m_activities.add(track(made, Role::Created, 17, 64));
    m_born.add(track(made, Role::Created, 17, 64));
    constexpr std::array<int, 4> Bits{64, 46, 22, 8};
    for (int number = 0; number < 4; ++number) {
        Track contacts = track(made, Role::Contact, 40 + 2 * number * number * Minute, 64, 0, number);
        contacts.mask =
            maskOf(Bits.at(static_cast<size_t>(number)), m_seed); // the same key: each includes the next
        m_contacts.add(contacts);
    }
    m_activities.add(track(made, Role::Main, 50 * Minute, 48));
    m_activities.add(track(made, Role::Follow, 75 * Minute, 30));
    m_activities.add(track(made, Role::Third, 3 * Hour, 18));
    m_activities.add(track(made, Role::StatusChange, 3 * Hour + 20 * Minute, 28));
    m_opportunities.add(track(made, Role::Opportunity, 3 * Hour + 30 * Minute, 36));
    if (!isLatest)
        return;
    m_activities.add(track(made, Role::Last, 4 * Hour, 64));
    addOpenTasks(made, 4 * Hour - 2 * Minute);
    m_touched.add(track(made, Role::Touched, 4 * Hour, 64));
}

void Schedule::addScene(const Span &span, int scene, qint64 offset)
{
    m_activities.add(track(span, Role::Main, offset, 54, scene));
    m_activities.add(track(span, Role::Follow, offset + (9 + scene * 7) * Minute, 42, scene));
    m_activities.add(track(span, Role::Third, offset + Day + (scene * 43 % 120 - 30) * Minute, 28, scene));
}

void Schedule::addDoneTask(const Span &span, int scene, qint64 offset, int bits)
{
    Track task = track(span, Role::DoneTask, offset - Day, bits, scene);
    Track done = track(span, Role::TaskDone, offset, bits, scene, m_tasks.trackCount());
    done.mask = task.mask;
    task.number = m_activities.add(done);
    m_tasks.add(task);
}

void Schedule::addFinal(const Span &span, int scene)
{
    m_activities.add(track(span, Role::Main, -3 * Hour - 19 * Minute, 46, scene));
    m_activities.add(track(span, Role::Follow, -3 * Hour + 2 * Minute, 38, scene));
    m_activities.add(track(span, Role::Third, -43 * Minute, 26, scene));
    m_activities.add(track(span, Role::Last, 0, 64, scene));
    addOpenTasks(span, -2 * Minute);
    m_touched.add(track(span, Role::Touched, 0, 64));
}

void Schedule::addOpenTasks(const Span &span, qint64 offset)
{
    constexpr std::array<int, 4> Bits{8, 6, 24, 5};
    for (int kind = 0; kind < 4; ++kind)
        m_tasks.add(
            track(span, Role::OpenTask, offset - kind * 11'000, Bits.at(static_cast<size_t>(kind)), 8, kind));
}

} // namespace leadline::sandbox
