#pragma once

#include "services/base/apierror.h"

namespace leadline {

enum class Connection { Unknown, Online, Offline, SignInNeeded };

/// What a failed request says about the connection. Pure.
[[nodiscard]] Connection connectionAfter(ErrorKind kind, Connection before);
/// Nothing of Close was reached, or it went away in the middle.
[[nodiscard]] bool isNetworkTrouble(ErrorKind kind);

} // namespace leadline
