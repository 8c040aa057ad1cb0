#pragma once

#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"
#include "services/sync/outbox/finder.h"
#include "services/sync/outbox/ownkey.h"

namespace leadline {

/// What to look for to find what the command may have made; what other commands made is not it.
[[nodiscard]] TwinSearch searchFor(const OutboxStore &outbox, const OwnKey &key, const Command &command,
                                   const UserId &user, const QDateTime &now, bool knowsOwnKey = true);
/// Keeps what a look has told about the account: the name of our key, and whether the event log may be read,
/// which is tried again after a day.
[[nodiscard]] Result<Done> learn(OutboxStore &outbox, const TwinSearch &search, const Findings &findings,
                                 const QDateTime &now);
/// Like objects that are in the mirror already: they cannot be what a send now makes.
[[nodiscard]] QStringList twinsInMirror(const Mirror &mirror, const Command &command, const UserId &user);
/// True when one of the `twins` came into the mirror since a send that may have arrived, and nothing says
/// that it is another's: before it is sent again, Close is looked at once more.
[[nodiscard]] bool isAnyUnexplained(const QStringList &twins, const Command &command,
                                    const TwinSearch &search);

} // namespace leadline
