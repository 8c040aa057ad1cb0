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

/// A date as `Date` and `Retry-After` carry it, UTC.
[[nodiscard]] std::optional<QDateTime> httpDate(const QByteArray &text);
/// First value of a header, by name without regard to case.
[[nodiscard]] std::optional<QByteArray> headerValue(const Headers &headers, const char *name);

/// One limiter that an answer names.
struct Limiter
{
    qint64 limit = -1;                  ///< requests a window; -1 = not said
    qint64 remaining = -1;              ///< of them; -1 = not said
    std::chrono::milliseconds reset{0}; ///< until its window ends, often rounded up to seconds; 0 = not said
};

/// What an answer says about the budget of its endpoint group. Two limiters with different windows may be
/// named at once (close-api.md 3); both count.
struct RateLimit
{
    QList<Limiter> limiters;
    std::chrono::milliseconds wait{0}; ///< before the next request may go; 0 = at once

    /// The one nearest to its end. Where none says what remains, only `reset` may be set: the longest said.
    [[nodiscard]] Limiter strictest() const;
};

/// What the `Date` header says, UTC; invalid if there is none or it cannot be read.
[[nodiscard]] QDateTime serverTime(const Headers &headers);

/// Reads every spelling seen: `RateLimit` with `;` or `,`, the `RateLimit-*`, `X-RateLimit-*` and
/// `X-Rate-Limit-*` trios, and `Retry-After` in seconds or as a date (taken against the answer's own `Date`
/// where it has one). Waits are held within 0 and 300 s; what is not a number counts as not said.
[[nodiscard]] RateLimit parseRateLimit(const Headers &headers, const QDateTime &nowUtc);

} // namespace leadline
