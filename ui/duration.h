#pragma once

#include <QString>

#include <optional>

namespace leadline {

/// Seconds of a duration as people type it: `4:12`, `1:02:30`, `4m`, `4m 12s`, `90s`, `1h`, and `4` for
/// minutes; empty text is 0. Nothing for anything else, or for more than a day.
[[nodiscard]] std::optional<int> parseDuration(const QString &text);

/// `m:ss`, the form the field shows.
[[nodiscard]] QString durationText(int seconds);

} // namespace leadline
