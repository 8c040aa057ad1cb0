#pragma once

#include "services/domain/commandbody.h"

#include <QJsonObject>

namespace leadline {

/// Which objects in Close can be what a command made. Pure.

/// True when the object is of this user and like what the command sends (reliability.md B4). An object
/// without an owner may be anybody's, and so ours.
[[nodiscard]] bool isTwin(const CommandBody &body, const UserId &user, const QJsonObject &object);

/// Of objects that are all twins: the one in which the telling details agree too, else the one made first.
[[nodiscard]] QJsonObject bestTwin(const CommandBody &body, const QList<QJsonObject> &twins);

/// True when the answer to a create shows what was sent, so that the object could be recognised in a list.
[[nodiscard]] bool isEcho(const CommandBody &body, const QJsonObject &answer);

/// False for a 2xx that shows an object of another lead: that is no answer to this command.
[[nodiscard]] bool isOnLead(const CommandBody &body, const QJsonObject &answer);

/// Equal for two commands whose objects could not be told apart; empty for updates and deletions.
[[nodiscard]] QByteArray fingerprintOf(const CommandBody &body);

} // namespace leadline
