#pragma once

#include "services/domain/command.h"

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

/// A command as it stands in the file; its revision grows with every change by any program.
struct StoredCommand
{
    Command command;
    qint64 revision = 0;
};

} // namespace leadline
