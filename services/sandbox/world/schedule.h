#pragma once

#include "services/sandbox/store.h"
#include "services/sandbox/world/timetable.h"
#include "services/sandbox/world/worktime.h"

namespace leadline::sandbox {

/// What an open task of the final scene is (Track::number of an OpenTask).
enum class OpenTaskKind { Overdue, Today, Upcoming, Dateless };

/// When everything in the generated organisation happens. Leads are made in the order of their index, in six
/// periods that become shorter and rarer towards today; each has a first day (contacts, first calls), scenes
/// in later periods and a final scene, which gives its `date_updated`. Every lead's story ends with an entry
/// of the role Last.
class Schedule
{
public:
    Schedule(quint64 seed, qint64 leads, const QDateTime &end);
    [[nodiscard]] qint64 leads() const { return m_leads; }
    [[nodiscard]] const WorkTime &clock() const { return m_clock; }
    /// Lead (by last change), Contact, Opportunity, Task or Activity.
    [[nodiscard]] const Timetable &of(Kind kind) const;
    /// Leads by creation.
    [[nodiscard]] const Timetable &byCreation() const { return m_born; }
    /// Working time at which a lead was made.
    [[nodiscard]] qint64 createdAt(qint64 lead) const;

private:
    struct Span
    {
        qint64 firstLead = 0;
        qint64 leads = 0;
        qint64 begin = 0;
        qint64 end = 0;
        Permutation order;
        quint64 key = 0;
    };
    [[nodiscard]] qint64 boundary(int period) const;  ///< first lead of a period
    [[nodiscard]] qint64 beginning(int period) const; ///< working time
    [[nodiscard]] Span span(qint64 firstLead, qint64 endLead, qint64 begin, qint64 end, quint64 key) const;
    [[nodiscard]] static Track track(const Span &span, Role role, qint64 offset, int bits, int scene = 0,
                                     int number = 0);
    void addFirstDay(int period);
    /// Everything since the given moments (working time) for leads of the first three periods, the fourth,
    /// the fifth.
    void addRecentPast(qint64 forOld, qint64 forRecent, qint64 forNew);
    void addScene(const Span &span, int scene, qint64 offset);
    void addDoneTask(const Span &span, int scene, qint64 offset, int bits);
    void addFinal(const Span &span, int scene);
    void addOpenTasks(const Span &span, qint64 offset);

    quint64 m_seed;
    qint64 m_leads;
    WorkTime m_clock;
    Timetable m_touched;
    Timetable m_born;
    Timetable m_contacts;
    Timetable m_opportunities;
    Timetable m_tasks;
    Timetable m_activities;
};

} // namespace leadline::sandbox
