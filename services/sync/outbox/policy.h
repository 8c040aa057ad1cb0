#pragma once

#include "services/domain/commandbody.h"

#include <chrono>

namespace leadline {

/// When a create of which nobody knows whether it arrived may leave again by itself (reliability.md B4).
enum class Resend {
    Never,    ///< a person decides: two leads, contacts or deals are worse than none
    Settled,  ///< once two complete reads after the settle time have shown that nothing was made
    Harmless, ///< soon: a surplus draft reaches nobody, and the sweeper removes it
    Always,   ///< no create: a repeat first looks at what stands there, or changes nothing
};

/// What the protocol needs to know of a kind of command. One table for all kinds.
struct Policy
{
    Resend resend = Resend::Never;
    bool isTwoPhase = false; ///< a draft is made, bound, and then flipped
    /// Of what was sent: what must be equal in Close for it to be the same object, and what decides among
    /// several.
    QStringList keys;
    QStringList telling;
    QString ownerKey;  ///< of the object: who made it
    QString eventType; ///< its `object_type` in the event log (close-api.md 7.1)
};

[[nodiscard]] Policy policyOf(const CommandBody &body);

/// The kind's name in the outbox's lessons, such as whether Close stores it as sent.
[[nodiscard]] QString lessonName(const CommandBody &body);

} // namespace leadline
