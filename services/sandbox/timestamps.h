#pragma once

#include <QDateTime>
#include <QString>

namespace leadline::sandbox {

/// `2026-06-19T12:05:28.327000+00:00`; the fraction is dropped when it is zero (close-api.md 1.8).
[[nodiscard]] QString timestamp(const QDateTime &utc);
/// The zoneless form of newer resources: `2026-06-19T12:07:14.366524`.
[[nodiscard]] QString nakedTimestamp(const QDateTime &utc);

} // namespace leadline::sandbox
