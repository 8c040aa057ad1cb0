#pragma once

#include "services/domain/command.h"

namespace leadline {

/// What a failed write means for its command (reliability.md B3). Pure.

/// Of a create: in doubt unless it is certain that nothing was made.
[[nodiscard]] CommandState stateAfterCreate(ErrorKind kind);
/// Of an update or a deletion, which may be repeated: never in doubt.
[[nodiscard]] CommandState stateAfterRepeatable(ErrorKind kind);
/// Of the flip of a draft: also a refusal is in doubt, since Close refuses to change a message that has left.
[[nodiscard]] CommandState stateAfterFlip(ErrorKind kind);

/// False as long as it is certain of every send so far that it made nothing. A 429 is no such certainty.
[[nodiscard]] bool mayHaveArrived(const Command &command);

/// The same will be answered the next time: it is about this object, or about what this role may see.
[[nodiscard]] bool isLasting(ErrorKind kind);

/// Nothing reached Close, nor would the next write.
[[nodiscard]] bool isWithoutNetwork(ErrorKind kind);

} // namespace leadline
