#pragma once

#include "services/sandbox/world/moment.h"

namespace leadline::sandbox {

enum class CallResult { Answered, Incoming, NotReached, Voicemail };

/// A call (close-api.md 5.7).
[[nodiscard]] QJsonObject callObject(const Moment &moment, CallResult result);

} // namespace leadline::sandbox
