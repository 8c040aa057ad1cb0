#pragma once

#include "services/domain/command.h"

namespace leadline {

/// True when the activity can be the call that the command asks for: same lead, user, direction, duration,
/// number and time to the millisecond (reliability.md B4). The note is left out: Close passes it through its
/// rich text.
[[nodiscard]] bool isSameCall(const LogCall &asked, const UserId &user, const Activity &activity);

/// Of calls that all match, the one whose note matches too, else the one created first.
[[nodiscard]] std::optional<Activity> bestMatch(const LogCall &asked, const QList<Activity> &matches);

} // namespace leadline
