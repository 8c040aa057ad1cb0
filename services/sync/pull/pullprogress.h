#pragma once

#include "services/base/apierror.h"
#include "services/domain/syncstate.h"

#include <chrono>
#include <optional>

namespace leadline {

/// How far the first load has come, for the status strip.
struct PullProgress
{
    PullPhase phase = PullPhase::Organization;
    int taken = 0;  ///< objects of the phase
    int total = -1; ///< of them; -1 = not known
    /// Until the end of the phase, by the pace of the last half minute; nothing while that cannot be said.
    std::optional<std::chrono::seconds> estimate;
    bool isRunning = false;
    bool hasLeads = false;   ///< every lead has been here once: the list is whole
    bool isComplete = false; ///< everything has
    ApiError error;          ///< why it stopped, kind None otherwise
};

} // namespace leadline
