#pragma once

#include "services/domain/organization.h"

#include <optional>

namespace leadline {

// What the organisation gives its people to write with. Nothing without a well-formed id.

[[nodiscard]] std::optional<Outcome> decodeOutcome(const QJsonObject &json); ///< close-api.md 5.22
[[nodiscard]] std::optional<EmailTemplate>
decodeEmailTemplate(const QJsonObject &json);                                        ///< close-api.md 5.16
[[nodiscard]] std::optional<SmsTemplate> decodeSmsTemplate(const QJsonObject &json); ///< close-api.md 5.16
[[nodiscard]] std::optional<PhoneNumber> decodePhoneNumber(const QJsonObject &json); ///< close-api.md 5.17

} // namespace leadline
