#pragma once

#include <QByteArray>
#include <QJsonValue>

namespace leadline::sandbox {

/// JSON as Python's `json.dumps` writes it, which is how Close's bodies look (close-api.md 1.7): `", "` and
/// `": "` separators, everything beyond ASCII as \uXXXX. Undefined gives no bytes.
[[nodiscard]] QByteArray pythonJson(const QJsonValue &value);

} // namespace leadline::sandbox
