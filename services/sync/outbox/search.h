#pragma once

#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"
#include "services/sync/outbox/finder.h"

namespace leadline {

/// What to look for to find what the command may have made; what other commands made is not it.
[[nodiscard]] Search searchFor(const OutboxStore &outbox, const Command &command, const UserId &user,
                               bool knowsOwnKey = true);
/// Keeps what a look has told about the account.
[[nodiscard]] Result<Done> learn(OutboxStore &outbox, const Findings &findings);
/// Like objects that are in the mirror already: they cannot be what a send now makes.
[[nodiscard]] QStringList twinsInMirror(const Mirror &mirror, const Command &command, const UserId &user);

} // namespace leadline
