#pragma once

#include "services/base/apierror.h"

#include <QString>

namespace leadline {

/// One sentence for a person: what went wrong and what to do, from the kind of the error. Plain text. Close's
/// own words are added where they say more than the kind does.
[[nodiscard]] QString describeError(const ApiError &error);

/// The same while signing in, where a wrong key or a wrong address is the likely cause.
[[nodiscard]] QString describeSignInError(const ApiError &error);

} // namespace leadline
