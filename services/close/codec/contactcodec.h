#pragma once

#include "services/domain/contact.h"

#include <optional>

namespace leadline {

/// close-api.md 5.2. Nothing without a well-formed id.
[[nodiscard]] std::optional<Contact> decodeContact(const QJsonObject &json);

} // namespace leadline
