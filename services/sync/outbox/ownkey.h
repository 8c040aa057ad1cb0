#pragma once

#include "services/domain/command.h"
#include "services/mirror/outboxstore.h"

namespace leadline {

/// What the outbox knows of the API key it sends with. By the name that the event log gives a key, what
/// another program made is told from ours (reliability.md B4); under another key of the same person nothing
/// of that holds.
struct OwnKey
{
    QString id;      ///< as events name it; empty = not known
    QDateTime since; ///< when sending with it began; invalid = with this one from the beginning
    bool isTaken = false;

    /// False when a request of the command may have left with another key. By our own clock: `sentAt` is
    /// Close's.
    [[nodiscard]] bool isOnlyOneOf(const Command &command) const
    {
        return isTaken && (!since.isValid() || command.createdAt >= since);
    }
};

/// To be called before anything is sent: forgets the name of another key. `mark` tells keys apart
/// (Account::markOf).
[[nodiscard]] Result<Done> takeUpKey(OutboxStore &outbox, const QByteArray &mark, const QDateTime &now);
/// Knows nothing where the key of this `mark` was not taken up.
[[nodiscard]] OwnKey ownKey(const OutboxStore &outbox, const QByteArray &mark);
[[nodiscard]] Result<Done> learnKey(OutboxStore &outbox, const QString &id);

} // namespace leadline
