#pragma once

#include "services/sandbox/quirks.h"
#include "services/sandbox/store.h"

namespace leadline::sandbox {

/// What every endpoint works with. Owned by the server, outlives the router.
struct Context
{
    Store &store;
    const Quirks &quirks;
};

} // namespace leadline::sandbox
