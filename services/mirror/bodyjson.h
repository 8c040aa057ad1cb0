#pragma once

#include "services/domain/commandbody.h"

#include <QJsonObject>

namespace leadline {

/// What a command asks for, as JSON for the outbox's file.
[[nodiscard]] QJsonObject toJson(const CommandBody &body);
/// Nothing for a body that is not whole: no lead, a word or a type that this version does not know.
[[nodiscard]] std::optional<CommandBody> bodyFromJson(const QJsonObject &json);

} // namespace leadline
