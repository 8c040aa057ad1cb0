#pragma once

#include "services/base/apierror.h"

namespace leadline {

/// Worth trying again without a person: the rest would be answered the same way for ever.
[[nodiscard]] bool isPassing(ErrorKind kind);

} // namespace leadline
