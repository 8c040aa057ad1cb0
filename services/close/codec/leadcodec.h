#pragma once

#include "services/domain/lead.h"

#include <optional>

namespace leadline {

/// close-api.md 5.1, with the contacts, tasks and opportunities nested in it. Nothing without a well-formed
/// id.
[[nodiscard]] std::optional<Lead> decodeLead(const QJsonObject &json);

} // namespace leadline
