#pragma once

#include "services/sandbox/phones.h"
#include "services/sandbox/world/organisation.h"
#include "services/sandbox/world/profile.h"
#include "services/sandbox/world/schedule.h"

#include <QJsonObject>

namespace leadline::sandbox {

/// Everything the objects of one generated lead have in common: who it is, who works it, when things
/// happened. Made anew for each request; refers to the world it was made from.
class LeadStory
{
public:
    LeadStory(quint64 seed, const IdCode &ids, const Schedule &schedule, const Organisation &organisation,
              qint64 lead);

    const IdCode &ids;
    const Schedule &schedule;
    const Organisation &organisation;
    const qint64 lead;
    const Profile profile;

    [[nodiscard]] const Organisation::Person &owner() const
    {
        return organisation.people().at(profile.owner());
    }
    [[nodiscard]] QString leadId() const;
    [[nodiscard]] QString contactId(int number) const;
    [[nodiscard]] QString idOf(Kind kind, const Timetable::Entry &entry) const;
    [[nodiscard]] QDateTime moment(qint64 workMs) const { return schedule.clock().moment(workMs); }
    [[nodiscard]] QDateTime end() const { return moment(schedule.clock().length() - 1); }
    [[nodiscard]] const Track &track(Kind kind, const Timetable::Entry &entry) const;
    [[nodiscard]] QList<Timetable::Entry> entries(Kind kind) const { return schedule.of(kind).ofLead(lead); }
    /// The entry of this role (and number, and scene unless -1), if the lead has one.
    [[nodiscard]] std::optional<Timetable::Entry> entry(Kind kind, Role role, int number = 0,
                                                        int scene = -1) const;

    /// Index into Organisation::leadStatuses() after the given number of status changes of this lead.
    [[nodiscard]] int statusAfter(int changes) const;
    [[nodiscard]] int statusChanges() const;

    /// created_by ... organization_id of an object made and last changed at these moments (working time).
    [[nodiscard]] QJsonObject audit(qint64 created, qint64 updated, bool hasNames = true) const;

    /// The seed of all chances of this lead that concern one entry.
    [[nodiscard]] int pick(Kind kind, const Timetable::Entry &entry, int purpose, int bound) const;

private:
    quint64 m_seed;
};

/// A generated number, which always can be read.
[[nodiscard]] ParsedPhone parsed(const QString &e164);
/// Close's rich text of a plain paragraph.
[[nodiscard]] QString richParagraph(const QString &plain);

} // namespace leadline::sandbox
