#pragma once

#include "services/mirror/database.h"
#include "services/mirror/leadrecord.h"

#include <vector>

namespace leadline {

/// The search text of one lead or item.
struct TextRow
{
    RowKey key = 0;
    qint64 at = 0; ///< milliseconds since 1970 of what happened last; 0 = unknown
    std::string text;
    std::string_view kind; ///< of items only
    RowKey leadKey = 0;    ///< of items only
    bool isNested = false; ///< a task or opportunity, which comes with its lead
};

/// What one transaction changes in the search.
struct TextChanges
{
    std::vector<TextRow> leads;
    std::vector<TextRow> items; ///< without text: removed
    std::vector<RowKey> removedLeads;
    std::vector<RowKey> removedItems;
    std::vector<std::pair<RowKey, qint64>> touchedLeads; ///< with the time of their last activity
};

/// Search texts with their full-text tables, in slots by recency: what is new and later than all others, or
/// happened again, gets a slot above all others, in the order of its time; what is new and not later (a first
/// load comes newest first) one below all others. Changed words alone keep the slot. Every function is part
/// of the caller's transaction and throws SQLite::Exception.
namespace searchtable {

/// Once in a transaction, after all its other writes: a statement over several rows between two of ours would
/// make the full-text tables write what they hold piece by piece. Of a key that comes twice the last row
/// counts.
void apply(Database &database, TextChanges changes);

/// Keys of the lead's tasks and opportunities that stand here.
[[nodiscard]] std::vector<RowKey> nestedItems(Database &database, RowKey lead);
/// Keys of all items of the lead.
[[nodiscard]] std::vector<RowKey> itemsOf(Database &database, RowKey lead);

} // namespace searchtable

} // namespace leadline
