#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>

#include <chrono>
#include <optional>

namespace leadline {

/// Header names and values as they came, in order.
using Headers = QList<QPair<QByteArray, QByteArray>>;

/// First value of a header, by name without regard to case.
[[nodiscard]] std::optional<QByteArray> headerValue(const Headers &headers, const char *name);

/// What an answer says about the budget of its endpoint group: the stricter of all limiters it names
/// (close-api.md 3).
struct RateLimit
{
    qint64 limit = -1;                  ///< of the limiter nearest to its end; -1 = not said
    qint64 remaining = -1;              ///< likewise
    std::chrono::milliseconds reset{0}; ///< until that limiter's window ends; 0 = not said
    std::chrono::milliseconds wait{0};  ///< before the next request may go; 0 = at once

    friend bool operator==(const RateLimit &, const RateLimit &) = default;
};

/// Reads every spelling seen: `RateLimit` with `;` or `,`, the `RateLimit-*`, `X-RateLimit-*` and
/// `X-Rate-Limit-*` trios, and `Retry-After` in seconds or as a date (taken against the answer's own `Date`
/// where it has one). Waits are held within 0 and 300 s; what is not a number counts as not said.
[[nodiscard]] RateLimit parseRateLimit(const Headers &headers, const QDateTime &nowUtc);

} // namespace leadline
