#pragma once

#include "services/domain/lead.h"
#include "services/mirror/database.h"
#include "services/mirror/leadindex.h"

namespace leadline {

class BulkPage;

/// What a write changed in the lead list, for the index and the signals.
struct LeadChanges
{
    QList<LeadId> ids; ///< stored, or their last activity moved
    QList<LeadId> removed;
    std::vector<LeadIndexEntry> entries; ///< of `ids`
    QStringList collisions;              ///< ids refused because another id has the same key
    int added = 0; ///< leads more than before; negative = fewer
    int stored = 0;
    int unreadable = 0; ///< left out for want of a well-formed id
};

/// Leads in the mirror's file. Every function is one read or one transaction and never throws.
namespace leadtable {

/// Stores the leads of a page whose content is new; see LeadWriter::put.
[[nodiscard]] Result<LeadChanges> put(Database &database, const BulkPage &page);
/// Removes the lead with its activities.
[[nodiscard]] Result<LeadChanges> remove(Database &database, const LeadId &id);

/// The leads as a page of Close's would bring them.
[[nodiscard]] QByteArray pageOf(const QList<Lead> &leads);

/// Rows in the order of the keys; unknown keys are left out.
[[nodiscard]] Result<QList<LeadRow>> rows(Database &database, const std::vector<RowKey> &keys);
/// Close's JSON; nothing if the lead is not here.
[[nodiscard]] Result<std::optional<QJsonObject>> body(Database &database, const LeadId &id);
/// `date_updated` (invalid = unknown); nothing if the lead is not here.
[[nodiscard]] Result<std::optional<QDateTime>> updatedAt(Database &database, const LeadId &id);

} // namespace leadtable

} // namespace leadline
