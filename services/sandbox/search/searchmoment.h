#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace leadline::sandbox {

/// When and where a search is asked: relative moments are those of the caller's clock.
struct SearchClock
{
    QDateTime now;
    double tzOffset = 0; ///< hours, from X-TZ-Offset
};

/// The MOMENT of a `moment_range` (close-api.md 6.3) as a moment in UTC; empty with a `problem` when it is
/// none. Decided where nothing is documented: weeks begin on Monday, and `which_day_end` moves an offset of
/// whole days, weeks, months or years to an end of its day, while one of hours, minutes or seconds stays
/// exact.
[[nodiscard]] std::optional<QDateTime> readSearchMoment(const QJsonObject &moment, const SearchClock &clock,
                                                        QString &problem);

} // namespace leadline::sandbox
