#pragma once

#include "services/domain/command.h"

#include <QJsonObject>

#include <optional>

namespace leadline {

/// A command as the outbox keeps it. Every name stands in files and is never changed.
[[nodiscard]] QJsonObject toJson(const Command &command);
/// Nothing if the command cannot be read in full: half a write must never be sent.
[[nodiscard]] std::optional<Command> commandFromJson(const QJsonObject &json);

/// The state's name in the checked model of the outbox protocol.
[[nodiscard]] QString stateName(CommandState state);

} // namespace leadline
