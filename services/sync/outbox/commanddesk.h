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

    [[nodiscard]] Result<CommandGroupId> submit(QList<CommandBody> bodies);
    /// As submit, but a deletion that is already waiting is not stored again: its own id is the answer.
    [[nodiscard]] Result<CommandId> submitOne(CommandBody body);
    [[nodiscard]] Result<Done> resubmit(const CommandId &id, std::optional<CommandBody> body);
    [[nodiscard]] Result<Done> retarget(const CommandId &id, const LeadId &lead);
    [[nodiscard]] Result<Done> resolveConflict(const CommandId &id,
                                               const QHash<QString, ConflictChoice> &choices);
    [[nodiscard]] Result<Done> confirmArrived(const CommandId &id, const QString &objectId);
    [[nodiscard]] Result<Done> discard(const CommandId &id);
    [[nodiscard]] Result<UndoReport> undo(const CommandGroupId &group);
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
