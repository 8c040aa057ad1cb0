#pragma once

#include "services/sandbox/world/idcode.h"
#include "services/sandbox/world/leadstory.h"
#include "services/sandbox/world/organisation.h"
#include "services/sandbox/world/schedule.h"

#include <QCache>
#include <QJsonObject>

namespace leadline::sandbox {

/// The generated organisation: every lead, contact, opportunity, task and activity is computed from the seed
/// and its place in the schedule when somebody asks. Holds nothing that grows with the number of leads. One
/// thread at a time.
class World
{
public:
    World(quint64 seed, int leads, const QDateTime &epoch);

    [[nodiscard]] Organisation &organisation() { return m_organisation; }
    [[nodiscard]] const Organisation &organisation() const { return m_organisation; }
    [[nodiscard]] const Schedule &schedule() const { return m_schedule; }
    /// Where a generated object stands; null for ids of other kinds, other seeds, or made later.
    [[nodiscard]] std::optional<Timetable::Entry> locate(Kind kind, const QString &id) const;
    [[nodiscard]] QJsonObject object(Kind kind, const Timetable::Entry &entry) const;
    /// `_type` of a task or activity, without making it.
    [[nodiscard]] QString typeOf(Kind kind, const Timetable::Entry &entry) const;
    [[nodiscard]] const LeadStory &story(qint64 lead) const; ///< until some hundred others were asked for
    [[nodiscard]] QString idOf(Kind kind, const Timetable::Entry &entry) const;
    /// Activities include the threads of the lead's e-mails, which stand in no list of their own.
    [[nodiscard]] QList<QJsonObject> ofLead(Kind kind, const QString &leadId) const;
    /// The n-th id made after generation.
    [[nodiscard]] QString freshId(const QString &prefix, quint64 number) const;

private:
    /// Null when the e-mail of that track did not begin a thread.
    [[nodiscard]] std::optional<Timetable::Entry> thread(int number, qint64 lead, const QString &id) const;
    [[nodiscard]] static QJsonObject make(Kind kind, const LeadStory &story, const Timetable::Entry &entry);

    IdCode m_ids;
    Schedule m_schedule;
    quint64 m_seed;
    Organisation m_organisation;
    mutable QCache<qint64, LeadStory> m_stories; ///< of the leads asked for last
};

} // namespace leadline::sandbox
