#pragma once

#include "services/domain/organization.h"

namespace leadline {

/// The organisation as the mirror keeps it, in our own words (not Close's). Missing or odd values become
/// empty ones.
[[nodiscard]] QJsonObject toJson(const OrganizationData &data);
[[nodiscard]] OrganizationData organizationFromJson(const QJsonObject &json);

} // namespace leadline
