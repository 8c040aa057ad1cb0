#pragma once

#include "services/domain/commandbody.h"

namespace leadline {

/// What became of one write that a person takes back.
enum class UndoOutcome {
    TakenBack,   ///< it never went out
    Compensated, ///< a new write takes it back in Close
    Pending,     ///< it is on its way: taken back as soon as its answer is known
    Impossible,  ///< see the obstacle
};

enum class UndoObstacle {
    None,
    MessageSent, ///< the customer has it, or may have it
    Deleted,     ///< Close cannot bring an object back; its copy is in the trash
    Uncertain,   ///< whether Close has it must be decided first
};

struct UndoneCommand
{
    CommandId id;
    CommandBody body; ///< to give the person their text back
    UndoOutcome outcome = UndoOutcome::TakenBack;
    UndoObstacle obstacle = UndoObstacle::None;
};

struct UndoReport
{
    QList<UndoneCommand> commands; ///< latest first
};

/// Decision about one field that both sides changed.
enum class ConflictChoice { KeepMine, KeepTheirs };

} // namespace leadline
