#pragma once

#include "services/domain/organization.h"

#include <optional>

namespace leadline {

/// `GET /me/` (close-api.md 5.12). A key belongs to one organisation, so the first one counts. Nothing
/// without a well-formed user and organisation.
[[nodiscard]] std::optional<Me> decodeMe(const QJsonObject &json);
[[nodiscard]] std::optional<User> decodeUser(const QJsonObject &json);
[[nodiscard]] std::optional<CustomField> decodeCustomField(const QJsonObject &json); ///< close-api.md 5.14
[[nodiscard]] std::optional<SmartView> decodeSmartView(const QJsonObject &json);     ///< close-api.md 5.15
[[nodiscard]] std::optional<CustomActivityType>
decodeCustomActivityType(const QJsonObject &json); ///< close-api.md 5.14

} // namespace leadline
