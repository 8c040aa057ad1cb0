#pragma once

#include "services/domain/activity.h"
#include "services/mirror/database.h"
#include "services/mirror/leadtable.h"

#include <QSet>

namespace leadline {

class BulkPage;

/// What a write changed in timelines, and in the lead list, as a lead's last activity stands there.
struct TimelineChanges
{
    LeadChanges leads;
    QList<LeadId> timelines; ///< leads whose timelines are other ones now
    QList<LeadId> missing;   ///< leads that are not here, so that nothing was stored for them
    std::vector<RowKey> named; ///< activities of a page, stored or not
    int stored = 0;
    int unreadable = 0; ///< left out for want of a well-formed id
};

/// Activities in the mirror's file. Every function is one read or one transaction and never throws.
namespace activitytable {

/// Stores a page of one lead's timeline; what is not in it stays. See ActivityWriter::put. `isLast` marks the
/// lead as having all its activities here.
[[nodiscard]] Result<TimelineChanges> put(Database &database, const LeadId &lead, const QList<Activity> &page,
                                          bool isLast);
/// Stores a page of activities of any leads.
[[nodiscard]] Result<TimelineChanges> put(Database &database, const BulkPage &page);
/// Removes it for good: no later answer brings it back.
[[nodiscard]] Result<TimelineChanges> remove(Database &database, const ActivityId &id);

/// Close's JSON, newest first by activity time, then id; `kinds` empty = all. Damaged ones are left out.
[[nodiscard]] Result<QList<QJsonObject>> bodies(Database &database, const LeadId &lead,
                                                const QSet<ActivityKind> &kinds, int offset, int limit);
[[nodiscard]] Result<std::optional<QJsonObject>> body(Database &database, const ActivityId &id);
[[nodiscard]] Result<QList<ActivityId>> idsSince(Database &database, const QDateTime &activityAt);
[[nodiscard]] Result<int> count(Database &database, const LeadId &lead, const QSet<ActivityKind> &kinds);
/// How many of these stand before it in `bodies`; 0 too if it is not here.
[[nodiscard]] Result<int> countBefore(Database &database, const LeadId &lead, const QSet<ActivityKind> &kinds,
                                      const ActivityId &id);
[[nodiscard]] Result<bool> hasAll(Database &database, const LeadId &lead);

} // namespace activitytable

} // namespace leadline
