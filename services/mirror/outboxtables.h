#pragma once

#include "services/domain/command.h"
#include "services/mirror/database.h"

#include <QPair>

#include <functional>

namespace leadline {

/// Several changes of the outbox that become durable together or not at all.
struct OutboxChange
{
    QList<Command> added;
    QList<Command> updated;   ///< every field of the command with the same id
    QList<Command> discarded; ///< into the trash: a discarded write is never lost
    QList<Command> finished;  ///< Close has it: out of the queue, into the journal
    QList<CommandId> undone;  ///< finished ones that have been taken back
    QList<CommandId> swept;   ///< finished ones that need no further look for doubles
    QList<QPair<QString, QJsonObject>>
        trashed; ///< ids of objects about to be deleted in Close, their full JSON
    QList<QPair<QString, QString>> assignedIds; ///< local id, Close's id
};

/// A write that Close has.
struct FinishedCommand
{
    Command command;
    QDateTime finishedAt; ///< UTC
};

/// A command as it stands in the file; its revision grows with every change by any program.
struct StoredCommand
{
    Command command;
    qint64 revision = 0;
};

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
/// Those of one act of a person, oldest first, taken back or not.
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
