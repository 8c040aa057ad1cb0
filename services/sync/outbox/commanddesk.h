#pragma once

#include "services/base/clock.h"
#include "services/domain/undoreport.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QHash>

#include <chrono>

namespace leadline {

/// What a person does to writes: make them, take them back, decide about those that cannot go on. Every
/// function is one durable transaction of the outbox; nothing is sent from here.
class CommandDesk
{
public:
    CommandDesk(Mirror &mirror, OutboxStore &outbox, const Clock &clock);

    /// How long a new write waits so that it can be taken back; 0 to 60 s.
    void setHold(std::chrono::seconds hold);

    // All of them: Storage errors of the outbox's file as they come, then nothing has changed. NotFound if
    // the command is not in the outbox (any more).

    /// All or nothing. InvalidInput names the field that cannot be sent; NotFound the object to be deleted of
    /// which the mirror has no copy for the trash. A deletion that came to rest before is taken up again.
    [[nodiscard]] Result<CommandGroupId> submit(QList<CommandBody> bodies);
    /// As submit, but a deletion that is already waiting is not stored again: its own id is the answer.
    [[nodiscard]] Result<CommandId> submitOne(CommandBody body);
    /// InvalidInput `state` unless it waits for a person without a conflict, `body` if the other body is
    /// another kind of write, on another lead or of another local id; else the field that cannot be sent. A
    /// message with another body gets another draft.
    [[nodiscard]] Result<Done> resubmit(const CommandId &id, std::optional<CommandBody> body);
    /// As resubmit. InvalidInput `body` for updates, deletions, new leads and messages that have a draft.
    [[nodiscard]] Result<Done> retarget(const CommandId &id, const LeadId &lead);
    /// InvalidInput `state` if it has no conflict, else the key for which there is no choice.
    [[nodiscard]] Result<Done> resolveConflict(const CommandId &id,
                                               const QHash<QString, ConflictChoice> &choices);
    /// InvalidInput `state` unless it is a create in state User, `id` unless the mirror has that object, of
    /// the kind that the command makes and on its lead. An empty id: the person knows no more than that it is
    /// there.
    [[nodiscard]] Result<Done> confirmArrived(const CommandId &id, const QString &objectId);
    /// InvalidInput `state` for what is being sent or done. What may have arrived after a 429 leaves the
    /// outbox once that is known, and is deleted in Close if it did.
    [[nodiscard]] Result<Done> discard(const CommandId &id);
    /// NotFound when nothing is known of the group, or when it is undone already.
    [[nodiscard]] Result<UndoReport> undo(const CommandGroupId &group);
    /// The latest act of which something can still be undone; none older than a day.
    [[nodiscard]] std::optional<CommandGroupId> lastUndoable() const;

    /// A write that takes another back, not held.
    [[nodiscard]] static Command compensating(const Command &command, CommandBody body, const QDateTime &now);

private:
    [[nodiscard]] Result<Done> collect(OutboxChange &change, QList<CommandBody> bodies,
                                       const CommandGroupId &group);
    [[nodiscard]] Result<Done> keepCopy(OutboxChange &change, const DeleteObject &removal,
                                        bool isNeeded) const;
    [[nodiscard]] std::optional<Command> deletionOf(const ObjectRef &object, const LeadId &lead) const;
    [[nodiscard]] Result<Done> sendAnew(Command command, std::optional<CommandBody> body);
    [[nodiscard]] CommandBody resolved(CommandBody body) const;
    void rebase(UpdateObject &update) const;

    Mirror &m_mirror;
    OutboxStore &m_outbox;
    const Clock &m_clock;
    std::chrono::seconds m_hold{0};
};

} // namespace leadline
