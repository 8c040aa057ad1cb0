#pragma once

#include "services/domain/syncstate.h"

#include <QJsonObject>

namespace leadline {

// How the mirror keeps where the sync stands. What is not there or damaged reads as the begin.

[[nodiscard]] QJsonObject toJson(const PullState &state);
[[nodiscard]] PullState pullStateFromJson(const QJsonObject &json);

[[nodiscard]] QJsonObject toJson(const EventState &state);
[[nodiscard]] EventState eventStateFromJson(const QJsonObject &json);

} // namespace leadline
