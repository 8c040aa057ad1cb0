#pragma once

#include "services/domain/command.h"
#include "services/domain/undoreport.h"

namespace leadline {

/// How a write is taken back. Pure.
struct Reversal
{
    UndoOutcome outcome = UndoOutcome::Impossible;
    UndoObstacle obstacle = UndoObstacle::None;
    std::optional<CommandBody> compensation; ///< what takes it back in Close
};

/// Of a write that Close does not have for certain, by its state.
[[nodiscard]] Reversal reversalOfWaiting(const Command &command);
/// Of a write that Close has.
[[nodiscard]] Reversal reversalOfFinished(const Command &command);
/// What removes the draft of a message that shall not leave; nothing if it has none.
[[nodiscard]] std::optional<CommandBody> draftRemoval(const Command &command);

} // namespace leadline
