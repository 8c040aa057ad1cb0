#pragma once

#include "services/domain/event.h"

#include <optional>

namespace leadline {

/// Nothing without an id, an object and a date (close-api.md 7.1).
[[nodiscard]] std::optional<Event> decodeEvent(const QJsonObject &json);

} // namespace leadline
