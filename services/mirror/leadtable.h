#pragma once

#include "services/domain/lead.h"
#include "services/mirror/database.h"
#include "services/mirror/leadindex.h"

namespace leadline {

/// What a write changed in the lead list, for the index and the signals.
struct LeadChanges
{
    QList<LeadId> ids;
    std::vector<LeadIndexEntry> entries;
    QStringList collisions; ///< ids refused because another id has the same key
};

/// Leads in the mirror's file. Every function is one read or one transaction and never throws.
namespace leadtable {

/// Stores the leads whose content is new; one that is older (`date_updated`) than the stored one is ignored.
[[nodiscard]] Result<LeadChanges> put(Database &database, const QList<Lead> &leads);
/// Removes the lead with its activities; false if it was not there.
[[nodiscard]] Result<bool> remove(Database &database, const LeadId &id);

/// Nothing if the lead is not here.
[[nodiscard]] Result<std::optional<LeadIndexEntry>> entry(Database &database, RowKey key);
[[nodiscard]] Result<std::vector<LeadIndexEntry>> allEntries(Database &database);
/// Rows in the order of the keys; unknown keys are left out.
[[nodiscard]] Result<QList<LeadRow>> rows(Database &database, const std::vector<RowKey> &keys);
/// Close's JSON; nothing if the lead is not here.
[[nodiscard]] Result<std::optional<QJsonObject>> body(Database &database, const LeadId &id);
/// `date_updated` (invalid = unknown); nothing if the lead is not here.
[[nodiscard]] Result<std::optional<QDateTime>> updatedAt(Database &database, const LeadId &id);

} // namespace leadtable

/// The open task due first: dated before dateless, a day before its hours. Null if there is none.
[[nodiscard]] const Task *nextTask(const QList<Task> &tasks);

} // namespace leadline
