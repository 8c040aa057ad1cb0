#include "services/sync/outbox/undo.h"

#include "services/domain/commandids.h"

#include <algorithm>

namespace leadline {

namespace {

Reversal impossible(UndoObstacle obstacle)
{
    return {UndoOutcome::Impossible, obstacle, std::nullopt};
}

/// The old values again; whoever changed a field since is asked first, as with every update.
UpdateObject reversed(UpdateObject update)
{
    for (FieldChange &change : update.changes)
        std::swap(change.base, change.value);
    return update;
}

} // namespace

/// A message is cancelled by deleting its draft: setting it back would race with a flip on its way
/// (`sms.pml`).
std::optional<CommandBody> draftRemoval(const Command &command)
{
    if (command.draftId.isEmpty())
        return std::nullopt;
    return DeleteObject{command.leadId(), *createdObject(command.body, command.draftId)};
}

Reversal reversalOfWaiting(const Command &command)
{
    const bool isDeletion = std::holds_alternative<DeleteObject>(command.body);
    const bool mayBeThere = command.doubts > 0 && std::holds_alternative<UpdateObject>(command.body);
    switch (command.state) {
    case CommandState::Queued:
        if (isDeletion && command.doubts > 0)
            return impossible(UndoObstacle::Deleted);
        if (mayBeThere || command.looksFirst) // what stands in Close is read before anything else
            return {UndoOutcome::Pending, UndoObstacle::None, std::nullopt};
        [[fallthrough]];
    case CommandState::Rejected:
    case CommandState::Parked:
        return {UndoOutcome::TakenBack, UndoObstacle::None, draftRemoval(command)};
    case CommandState::Sending:
    case CommandState::Unknown:
        if (isDeletion)
            return impossible(UndoObstacle::Deleted);
        if (!command.draftId.isEmpty()) // the flip has left
            return impossible(UndoObstacle::MessageSent);
        return {UndoOutcome::Pending, UndoObstacle::None, std::nullopt};
    case CommandState::User:
        if (!command.conflicts.isEmpty()) // nothing was sent
            return {UndoOutcome::TakenBack, UndoObstacle::None, std::nullopt};
        return impossible(UndoObstacle::Uncertain);
    case CommandState::Done: {
        Reversal reversal = reversalOfFinished(command);
        if (reversal.outcome == UndoOutcome::Compensated)
            reversal = {UndoOutcome::Pending, UndoObstacle::None, std::nullopt};
        return reversal;
    }
    }
    return impossible(UndoObstacle::Uncertain);
}

Reversal reversalOfFinished(const Command &command)
{
    if (std::holds_alternative<DeleteObject>(command.body))
        return impossible(UndoObstacle::Deleted);
    if (!command.draftId.isEmpty())
        return impossible(UndoObstacle::MessageSent);
    if (const auto *update = std::get_if<UpdateObject>(&command.body))
        return {UndoOutcome::Compensated, UndoObstacle::None, CommandBody(reversed(*update))};
    if (command.serverId.isEmpty()) // a person said it is there, not which one
        return impossible(UndoObstacle::Uncertain);
    const DeleteObject removal{command.leadId(), *createdObject(command.body, command.serverId)};
    return {UndoOutcome::Compensated, UndoObstacle::None, CommandBody(removal)};
}

} // namespace leadline
