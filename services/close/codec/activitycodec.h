#pragma once

#include "services/domain/activity.h"

#include <optional>

namespace leadline {

/// Every activity type of close-api.md 5.5 to 5.10; a type not known yet becomes Other. Nothing without a
/// well-formed id. Without `activity_at` the activity stands at its creation.
[[nodiscard]] std::optional<Activity> decodeActivity(const QJsonObject &json);

/// Close's `_type`, for example `TaskCompleted`.
[[nodiscard]] ActivityKind activityKindOf(const QString &typeName);

} // namespace leadline
