#pragma once

#include "services/close/codec/bulkpage.h"
#include "services/mirror/facets.h"
#include "services/mirror/leadrow.h"

#include <optional>
#include <string>
#include <string_view>

namespace leadline {

/// The open task due first.
struct NextTask
{
    std::string_view text;
    std::string date; ///< ISO 8601; empty = dateless
    std::optional<qint64> at;
};

/// A row of the search over what belongs to a lead.
struct ItemRecord
{
    RowKey key = 0;
    std::string_view kind;
    RowKey leadKey = 0;
    qint64 at = 0;
    std::string text;
};

/// What the mirror keeps of a lead in columns and for the search, read from a page without decoding the lead:
/// the same values that decodeLead gives. Views end with the page.
struct LeadRecord
{
    RowKey key = 0;
    std::string_view id;
    std::string_view json;
    std::string_view name;
    std::string folded;
    std::string_view statusId;
    std::string_view statusLabel;
    std::string_view city;
    std::string country; ///< of the address with the city, upper case
    FacetSet facets;     ///< its own custom values, for the filters of the list
    std::string_view timeZone;
    int contactCount = 0;
    std::optional<qint64> createdAt;
    std::optional<qint64> updatedAt;
    std::optional<NextTask> nextTask;
    std::string text;                     ///< see searchtext.h
    std::vector<ItemRecord> items;        ///< open tasks and opportunities that hold words
    std::vector<std::string_view> nested; ///< ids of contacts, tasks and opportunities
};

/// Nothing without a well-formed id.
[[nodiscard]] std::optional<LeadRecord> leadRecord(const BulkPage::Object &lead);

} // namespace leadline
