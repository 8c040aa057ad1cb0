#pragma once

#include "services/mirror/database.h"
#include "services/mirror/facets.h"
#include "services/mirror/leadindex.h"

namespace leadline::leadlistsql {

// The lead list as SQL answers it: a first screen by an index, and what the index in memory does not hold.
// Every function is one read and never throws.

/// The leads of the query in its order, the first `limit` of them (-1 = all). Quick for a first screen in an
/// order that has an index (activity, name) when many leads pass; a look at all leads otherwise.
[[nodiscard]] Result<std::vector<RowKey>> keys(Database &database, const LeadListQuery &query,
                                               const QDateTime &nowUtc, int limit);
/// The next entries behind a key, in the order of the keys, without their facets.
[[nodiscard]] Result<std::vector<LeadIndexEntry>> entriesAfter(Database &database,
                                                               std::optional<RowKey> after, int limit);
/// Nothing if the lead is not here. Inside of a transaction it may throw SQLite::Exception.
[[nodiscard]] std::optional<LeadIndexEntry> entry(Database &database, RowKey key);

[[nodiscard]] Result<std::vector<RowKey>> keysByName(Database &database);
/// Whose name holds the text and begins with the other one, both folded; either may be empty.
[[nodiscard]] Result<std::vector<RowKey>> keysWithName(Database &database, const QString &text,
                                                       const QString &beginning);
[[nodiscard]] Result<std::vector<RowKey>> keysWithFacet(Database &database, Facet facet);
/// The Smart View's leads as Close gave them last, in Close's order, whether they are here or not.
[[nodiscard]] Result<std::vector<RowKey>> keysOfSmartView(Database &database, const SmartViewId &view);

} // namespace leadline::leadlistsql
