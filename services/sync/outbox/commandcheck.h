#pragma once

#include "services/domain/command.h"

#include <optional>

namespace leadline {

/// Why this cannot be sent (InvalidInput, the message is Close's name of the field), or null if it can.
[[nodiscard]] std::optional<ApiError> complaint(const CommandBody &body);

} // namespace leadline
