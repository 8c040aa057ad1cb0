#pragma once

#include "services/domain/ids.h"
#include "services/mirror/rowkey.h"

#include <QDateTime>
#include <QList>

#include <vector>

namespace leadline {

class BulkPage;

/// An object at the edge of a page; times are UTC, invalid = not told.
struct PageMark
{
    QString id;
    QDateTime created;
    QDateTime updated;
    QDateTime activityAt; ///< of activities
};

/// What came with a page of Close's, for planning the next request.
struct PageInfo
{
    int received = 0;   ///< rows in the answer: what the next `_skip` advances by
    int stored = 0;     ///< of them, those that brought something new
    int unreadable = 0; ///< of them, those without a well-formed id
    bool hasMore = false;
    int total = -1; ///< Close's count, where it tells one
    QString cursor; ///< of `/data/search/`; empty = last page
    PageMark first; ///< of the well-formed ones; no id = there is none
    PageMark last;
};

using LeadPageInfo = PageInfo;

struct ActivityPageInfo : PageInfo
{
    QList<LeadId> missing; ///< leads that are not here, so that their activities were left out
    std::vector<RowKey> named; ///< of all that came
};

/// What a list of changes came to.
struct ChangeInfo
{
    QList<LeadId> missing; ///< leads that are not here and have to be fetched whole
};

/// `stored` and `unreadable` are not known yet.
[[nodiscard]] PageInfo infoOf(const BulkPage &page);

} // namespace leadline
