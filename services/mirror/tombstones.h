#pragma once

#include "services/domain/ids.h"
#include "services/mirror/database.h"

namespace leadline {

/// What is gone in Close, so that no late answer brings it back, not even after a restart. Times are
/// milliseconds since 1970. Every function is part of the caller's transaction and throws SQLite::Exception.
namespace tombstones {

/// False spares the look at each single id.
[[nodiscard]] bool areAny(Database &database);
/// True unless what is known of the object is newer than its end; without a time it is not.
[[nodiscard]] bool isDead(Database &database, const QString &id, std::optional<qint64> updatedAt);
/// Without a time nothing brings it back.
void bury(Database &database, const QString &id, std::optional<qint64> at);
/// The lead is gone for good, and another one holds what it held.
void merge(Database &database, const LeadId &source, const LeadId &destination);
/// The lead that holds what this one held, however many merges that took; itself if it was never merged.
[[nodiscard]] LeadId survivor(Database &database, const LeadId &lead);
/// Forgets what ended long before the newest end: no answer is so late. A transaction of its own; never
/// throws.
[[nodiscard]] Result<Done> prune(Database &database);

} // namespace tombstones

} // namespace leadline
