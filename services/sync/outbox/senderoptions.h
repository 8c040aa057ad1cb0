#pragma once

#include "services/sync/outbox/sendplan.h"

#include <QByteArray>

#include <functional>

namespace leadline {

/// How the outbox sends.
struct SenderOptions
{
    SendPlan::Options plan;
    int atOnce = 4; ///< writes and look-ups under way together
    QByteArray keyMark; ///< tells our API key from another one (Account::markOf)
    /// For tests. `reached` is asked after every step and says whether the process still lives: after the
    /// first no nothing more is done, as in a crash. The others take one part of the protocol out, to
    /// show what it is good for.
    std::function<bool()> reached;
    bool marksSending = true;
    bool looksBeforeRepeat = true;
    bool keepsTwinsApart = true;
    bool knowsOwnKey = true;
};

} // namespace leadline
