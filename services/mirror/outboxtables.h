#pragma once

#include "services/domain/command.h"
#include "services/mirror/database.h"

#include <QPair>

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

/// The tables of the outbox's file. Every function is one read or one transaction and never throws.
namespace outboxtables {

[[nodiscard]] Result<Done> apply(Database &database, const OutboxChange &change);
[[nodiscard]] Result<QList<Command>> commands(Database &database);

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
