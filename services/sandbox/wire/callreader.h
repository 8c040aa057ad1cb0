#pragma once

#include "services/sandbox/exchange.h"
#include "services/sandbox/quirks.h"
#include "services/sandbox/wire/message.h"

#include <variant>

namespace leadline::sandbox {

/// A request below /api/v1/ as its endpoint sees it: method override and `_params` resolved (1.4), body
/// parsed, time zone offset read. The Reply is the refusal (400, 415) when it cannot be read. `userId` is
/// left empty.
[[nodiscard]] std::variant<Call, Reply> readCall(const Request &request, const Quirks &quirks);

/// `X-TZ-Offset` in hours: `-4`, `5.5`, `-0.0`; 0 for anything that is no offset on earth.
[[nodiscard]] double tzOffset(const QByteArray &header);

} // namespace leadline::sandbox
