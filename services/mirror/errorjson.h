#pragma once

#include "services/base/apierror.h"

#include <QJsonObject>

namespace leadline {

/// An error as the outbox keeps it with its command. A kind from a later version is read as Storage.
[[nodiscard]] QJsonObject toJson(const ApiError &error);
[[nodiscard]] ApiError errorFromJson(const QJsonObject &json);

} // namespace leadline
