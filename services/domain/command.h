#pragma once

#include "services/base/apierror.h"
#include "services/domain/commandids.h"

namespace leadline {

/// States of the outbox protocol; the names are those of the checked model (`outbox.pml`).
enum class CommandState {
    Queued,   ///< durable here, not sent
    Sending,  ///< durable mark set before the first byte leaves
    Unknown,  ///< sent, no certain answer; looked up in Close before it is ever sent again
    Done,     ///< Close has it
    Rejected, ///< Close refused it; kept with Close's words until a person decides
    User,     ///< certainty cannot be had, or two sides changed one field; a person decides
    Parked,   ///< cannot go on now (permission, deleted lead); kept
};

/// One write of the program, durable before its row repaints.
struct Command
{
    CommandId id;
    CommandGroupId group; ///< commands of one act of the person, undone as one
    CommandBody body;
    CommandState state = CommandState::Queued;
    QDateTime createdAt;     ///< UTC
    QDateTime heldUntil;     ///< UTC; not sent before, so that it can be taken back; invalid = not held
    int sends = 0;           ///< how often bytes may have left
    int doubts = 0;          ///< how many of these had no certain answer
    QDateTime sentAt;        ///< of the first send that may have arrived, by Close's clock as far as known
    bool looksFirst = false; ///< one look at Close before the next send: a 429 may have come after the work
    ApiError lastError;
    /// Close's id of the object once it is known (state Done): its row is in the mirror, or will be at once.
    /// Models leave the command out as soon as the mirror has the object, so that no row shows twice.
    QString serverId;
    /// Of a message to be sent: the one draft that will be flipped. Bound once; empty again only if it is
    /// gone.
    QString draftId;
    /// Close's own answer to the create named `serverId` or `draftId`: so it is no look-alike of another's.
    bool isSurelyOurs = false;
    /// Ids of like objects that were known before the last send: they cannot be what that send made.
    QStringList knownTwins;
    QList<FieldConflict> conflicts; ///< state User: fields that changed in Close too (resolveConflict)
    bool isUndone = false;          ///< taken back while its answer was open: undone once that is known
    CommandId undoes;               ///< the command this one takes back, if any

    [[nodiscard]] LeadId leadId() const { return leadOf(body); }
};

/// Nothing more happens to the command without a person.
[[nodiscard]] constexpr bool isAtRest(CommandState state)
{
    return state == CommandState::Rejected || state == CommandState::User || state == CommandState::Parked;
}

} // namespace leadline
