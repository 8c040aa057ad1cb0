#pragma once

#include <QDate>
#include <QDateTime>
#include <QString>

#include <optional>

namespace leadline::sandbox {

/// A date or a moment as it came in a body or a filter (close-api.md 1.8).
struct Moment
{
    QDate day;     ///< in the caller's zone
    QDateTime utc; ///< for a day alone: its first moment in the caller's zone
    bool isDay = false;

    /// As Close stores it: `2026-07-01` or a UTC timestamp.
    [[nodiscard]] QString text() const;
};

/// ISO 8601 day or moment; a moment without a zone is UTC. `tzOffset` in hours places days. Empty when it is
/// neither.
[[nodiscard]] std::optional<Moment> parseMoment(const QString &text, double tzOffset);

/// Today of the caller.
[[nodiscard]] QDate localDay(const QDateTime &utc, double tzOffset);

/// The first moment, UTC, of a day of the caller.
[[nodiscard]] QDateTime startOfDay(QDate day, double tzOffset);

} // namespace leadline::sandbox
