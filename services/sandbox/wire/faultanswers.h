#pragma once

#include "services/sandbox/faults.h"
#include "services/sandbox/wire/message.h"

namespace leadline::sandbox {

/// What the rule makes of the answer `real`; only WrongTypes looks at it, and makes up an object when it is
/// empty.
[[nodiscard]] Answer faultAnswer(const FaultRule &rule, const Answer &real);

/// 401 with Close's body, verbatim (close-api.md 4).
[[nodiscard]] Answer unauthorized();

} // namespace leadline::sandbox
