#pragma once

#include "services/base/result.h"

#include <QString>

namespace leadline {

/// What became of a damaged outbox; for the person, who must hear of it.
struct OutboxSalvage
{
    QString keptFile; ///< the damaged one, as it was
    int saved = 0;    ///< writes taken over
    int lost = 0;     ///< writes that are there and cannot be read; more may be gone without a trace
};

/// True if there was an outbox in this folder and now there is none, or an empty file.
[[nodiscard]] bool isOutboxGone(const QString &folder);

/// Takes what can be read from the damaged `outbox.db` and its log, row by row, into a new file that then
/// takes its place; the damaged one is kept beside it. A kill at any moment leaves the one or the other.
/// Nobody knows how old the rows are, so what might have been sent since (Queued, Sending) becomes Unknown
/// and is looked up in Close first. An InUse error while any program has it open.
[[nodiscard]] Result<OutboxSalvage> salvageOutbox(const QString &folder);

/// Ends a salvage that was killed when its new file was ready; nothing if there was none.
[[nodiscard]] Result<Done> finishSalvage(const QString &folder);

} // namespace leadline
