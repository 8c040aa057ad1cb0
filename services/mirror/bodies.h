#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace leadline {

/// Objects of Close as the mirror keeps them: compact JSON, compressed by zlib (about a quarter of the size).
[[nodiscard]] QByteArray packedJson(const QJsonObject &json);
/// Nothing if the bytes are damaged.
[[nodiscard]] std::optional<QJsonObject> unpackedJson(const QByteArray &packed);

} // namespace leadline
