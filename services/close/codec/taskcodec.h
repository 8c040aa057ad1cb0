#pragma once

#include "services/domain/task.h"

#include <optional>

namespace leadline {

/// close-api.md 5.4. Nothing without a well-formed id. A task marked dateless has no date, whatever `date`
/// says.
[[nodiscard]] std::optional<Task> decodeTask(const QJsonObject &json);

} // namespace leadline
