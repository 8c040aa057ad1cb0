#pragma once

#include "services/sandbox/quirks.h"
#include "services/sandbox/store.h"

namespace leadline::sandbox {

class EventRecorder;

/// What every endpoint works with. Owned by the server, outlives the router.
struct Context
{
    Store &store;
    const Quirks &quirks;
    std::function<qint64()> monotonicMs; ///< what expires goes by it
    EventRecorder &events;
};

} // namespace leadline::sandbox
