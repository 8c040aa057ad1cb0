#pragma once

#include "services/domain/commandbody.h"

namespace leadline {

/// The lead that the command is about; a new lead's local id.
[[nodiscard]] LeadId leadOf(const CommandBody &body);
/// Local ids that this command will turn into Close's: the lead's first, then its contacts', in order.
[[nodiscard]] QStringList createdIds(const CommandBody &body);
/// Local ids that the command needs to be turned into Close's before it can be sent.
[[nodiscard]] QStringList neededIds(const CommandBody &body);
/// What the command makes in Close, once that has the id. Nothing for updates and deletions.
[[nodiscard]] std::optional<ObjectRef> createdObject(const CommandBody &body, const QString &id);
/// The object that the command changes, removes or, once that has the id, makes.
[[nodiscard]] ObjectRef objectOf(const CommandBody &body, const QString &id);
/// The same command with one id in the place of another, wherever it stands.
[[nodiscard]] CommandBody withId(CommandBody body, const QString &from, const QString &to);
/// The same command with fresh local ids where it creates objects and has none.
[[nodiscard]] CommandBody withLocalIds(CommandBody body);

} // namespace leadline
