#pragma once

#include "services/sandbox/exchange.h"
#include "services/sandbox/quirks.h"
#include "services/sandbox/store.h"

namespace leadline::sandbox {

/// The window of a list a caller asked for by `_skip` and `_limit`.
using Window = std::function<Listing(int skip, int limit)>;

/// Answers a list: checks `_skip` and `_limit` (400 beyond the maxima of the resource named by the path,
/// close-api.md 2), asks `window` and wraps its items as `{"data", "has_more"}`, with `total_results` where
/// Close sends it (lead, opportunity, task).
[[nodiscard]] Reply listReply(const Call &call, const Quirks &quirks, const Window &window);
/// The same over all matches, in their order.
[[nodiscard]] Reply listReply(const Call &call, const Quirks &quirks, const QList<QJsonObject> &all);

/// A page written as text already: its items with `, ` between them, `_fields` applied.
struct TextPage
{
    QByteArray items;
    bool hasMore = false;
    int total = 0;
};
/// The same for such pages.
[[nodiscard]] Reply listText(const Call &call, const Quirks &quirks,
                             const std::function<TextPage(int skip, int limit)> &window);

/// A comma list from the query, as `user_id__in=a,b`; empty when absent. Repeated keys add up.
[[nodiscard]] QStringList commaList(const QUrlQuery &query, const QString &key);

/// The keys named by `_fields`; empty = all.
[[nodiscard]] QStringList requestedFields(const QUrlQuery &query);
/// Applies `_fields` (1.10) to an object, or to the items of a list while its envelope stays. `custom` stands
/// for every custom field, `_all` for everything; unknown names are ignored. The server does this to every
/// 2xx answer.
[[nodiscard]] QJsonValue selectFields(const QJsonValue &body, const QStringList &fields);

} // namespace leadline::sandbox
