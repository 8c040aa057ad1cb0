#pragma once

#include <QtGlobal>

#include <limits>

namespace leadline {

/// A stretch of time in ms since 1970 UTC: `from` belongs to it, `to` does not.
struct TimeRange
{
    static constexpr qint64 openStart = 0;
    static constexpr qint64 openEnd = std::numeric_limits<qint64>::max();

    qint64 from = openStart;
    qint64 to = openEnd;

    [[nodiscard]] bool isEmpty() const { return to <= from; }
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

} // namespace leadline
