#pragma once

#include "services/domain/activity.h"

namespace leadline {

/// Close's words for a call (close-api.md 5.7). Unknown ones read as Other, which has no word.
[[nodiscard]] CallStatus callStatusOf(const QString &word);
[[nodiscard]] QString wordOf(CallStatus status);
[[nodiscard]] QString wordOf(CallDirection direction);

/// The longest call Close accepts, in seconds: a week.
inline constexpr int longestCallSeconds = 604'800;

} // namespace leadline
