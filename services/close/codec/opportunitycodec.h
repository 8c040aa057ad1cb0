#pragma once

#include "services/domain/opportunity.h"

#include <optional>

namespace leadline {

/// close-api.md 5.3. Nothing without a well-formed id.
[[nodiscard]] std::optional<Opportunity> decodeOpportunity(const QJsonObject &json);

} // namespace leadline
