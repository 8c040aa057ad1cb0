#pragma once

#include "services/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace leadline {

/// Objects of Close as the mirror keeps them: compact JSON, compressed by zlib (about a quarter of the size).
[[nodiscard]] QByteArray packedJson(const QJsonObject &json);
/// Nothing if the bytes are damaged.
[[nodiscard]] std::optional<QJsonObject> unpackedJson(const QByteArray &packed);
/// Nothing stays nothing; damaged bytes are a Storage error that names the id.
[[nodiscard]] Result<std::optional<QJsonObject>> unpackedIfAny(const std::optional<QByteArray> &packed,
                                                               const QString &id);

} // namespace leadline
