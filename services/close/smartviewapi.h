#pragma once

#include "services/domain/ids.h"
#include "services/http/httpclient.h"

namespace leadline {

/// The query of a Smart View as Close keeps it (close-api.md 5.15): either a text, as old ones have it, or a
/// structure whose grammar is Close's own business.
struct SmartViewQuery
{
    QString type; ///< lead, contact, ...
    QString text;
    QJsonObject structure; ///< `query`, `sort`, `results_limit`
};

/// A page of what a search found: ids of leads, of contacts those of their leads. May name one twice.
struct FoundLeads
{
    QList<LeadId> leads;
    int received = 0; ///< rows in the answer
    QString cursor;   ///< of the next page; empty = this is the last one
    int total = -1;   ///< matches in Close, -1 = not told
};

/// Smart Views and the searches they are. Reads all of them, though some are POSTs, which HttpClient never
/// repeats by itself.
namespace smartviewapi {

[[nodiscard]] QCoro::Task<Result<SmartViewQuery>> query(HttpClient &http, SmartViewId id);
/// `POST /data/search/` (close-api.md 6.1); a cursor lives for 30 s and leads to 10,000 objects at most.
[[nodiscard]] QCoro::Task<Result<FoundLeads>> search(HttpClient &http, SmartViewQuery query, QString cursor);
/// `GET /lead/?query=` (close-api.md 6.6), for views that are a text.
[[nodiscard]] QCoro::Task<Result<FoundLeads>> textSearch(HttpClient &http, QString text, int skip);

} // namespace smartviewapi

} // namespace leadline
