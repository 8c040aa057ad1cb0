#pragma once

#include "services/domain/activity.h"
#include "services/mirror/database.h"
#include "services/mirror/leadindex.h"

#include <QSet>

namespace leadline {

/// What a write changed in one timeline, for the signals, and in the lead list, as a lead's last activity
/// stands there.
struct TimelineChange
{
    LeadId lead;
    bool isChanged = false;
    std::optional<LeadIndexEntry> entry; ///< set if the lead's last activity moved
    QStringList collisions;              ///< ids refused because another id has the same key
};

/// Activities in the mirror's file. Every function is one read or one transaction and never throws.
namespace activitytable {

/// Stores a page; what is not in it stays. Older answers (`date_updated`) are ignored. Nothing is
/// stored if the mirror has no such lead. `isLast` marks the lead as having all its activities here.
[[nodiscard]] Result<TimelineChange> put(Database &database, const LeadId &lead, const QList<Activity> &page,
                                         bool isLast);
[[nodiscard]] Result<TimelineChange> remove(Database &database, const ActivityId &id);

/// Close's JSON, newest first by activity time, then id; `kinds` empty = all. Damaged ones are left out.
[[nodiscard]] Result<QList<QJsonObject>> bodies(Database &database, const LeadId &lead,
                                                const QSet<ActivityKind> &kinds, int offset, int limit);
[[nodiscard]] Result<std::optional<QJsonObject>> body(Database &database, const ActivityId &id);
[[nodiscard]] Result<int> count(Database &database, const LeadId &lead, const QSet<ActivityKind> &kinds);
[[nodiscard]] Result<bool> hasAll(Database &database, const LeadId &lead);

} // namespace activitytable

} // namespace leadline
