#pragma once

#include "services/mirror/database.h"
#include "services/mirror/outboxchange.h"

#include <functional>

namespace leadline {

/// The tables of the outbox's file. Every function is one read or one transaction and never throws.
namespace outboxtables {

/// Asked inside the transaction; its error is the outcome, and nothing is changed.
using Fence = std::function<Result<Done>()>;

/// What is not added must still stand at the revision in `known`: else another program was faster, and an
/// InUse error is the outcome.
[[nodiscard]] Result<Done> apply(Database &database, const OutboxChange &change,
                                 const QList<StoredCommand> &known, const Fence &fence);
/// Oldest first; `known` ones whose revision is still the same are not decoded again. A Damaged error names
/// those that cannot be read as they were written: nothing is dropped, nothing is guessed.
[[nodiscard]] Result<QList<StoredCommand>> commands(Database &database, const QList<StoredCommand> &known);

/// What the `digest` column holds for a JSON text.
[[nodiscard]] qint64 digestOf(const QByteArray &json);
/// What the file says of the command may be old: it may have been sent since, so Close is asked first.
void doubt(Command &command);
/// Doubts every command that waits; called inside a transaction. Throws SQLite::Exception.
[[nodiscard]] Result<Done> doubtAll(Database &database, QList<StoredCommand> &commands);

/// Finished since, newest first; those taken back left out.
[[nodiscard]] Result<QList<FinishedCommand>> finishedSince(Database &database, const QDateTime &since);
[[nodiscard]] Result<QList<FinishedCommand>> finishedOf(Database &database, const LeadId &lead);
/// Those of one act of a person, oldest first; those taken back left out.
[[nodiscard]] Result<QList<FinishedCommand>> finishedOf(Database &database, const CommandGroupId &group);
/// Those still watched for doubles.
[[nodiscard]] Result<QList<FinishedCommand>> unswept(Database &database);
[[nodiscard]] Result<Done> forgetFinishedBefore(Database &database, const QDateTime &time);

[[nodiscard]] Result<QString> assignedId(Database &database, const QString &localId);
[[nodiscard]] Result<QString> lesson(Database &database, const QString &name);
[[nodiscard]] Result<Done> learn(Database &database, const QString &name, const QString &value);
[[nodiscard]] Result<QByteArray> trashed(Database &database, const QString &objectId);

} // namespace outboxtables

} // namespace leadline
