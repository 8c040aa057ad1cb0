#pragma once

#include "services/domain/command.h"

#include <QPair>

namespace leadline {

/// How writes that wait for an object of Close's come by its id. Pure.

using AssignedIds = QList<QPair<QString, QString>>; ///< local id, Close's id

/// What Close's object tells about the local ids of the write that made it. A lead's contacts come in the
/// order they were sent in; where their number or names say otherwise they stay without an id, since a wrong
/// one would give a write to another person.
[[nodiscard]] AssignedIds assignedIds(const CommandBody &body, const QJsonObject &object);
[[nodiscard]] CommandBody withIds(CommandBody body, const AssignedIds &ids);
/// Those of the other commands that name such an id, with Close's in its place; a Parked one that waited for
/// nothing else is Queued again.
[[nodiscard]] QList<Command> whatWaitedFor(const AssignedIds &ids, const CommandId &maker,
                                           const QList<Command> &commands);
/// True when one of the local ids will never have one of Close's: no command makes it, or a refused one.
[[nodiscard]] bool isAnyNeverMade(const QStringList &locals, const QList<Command> &commands);

} // namespace leadline
