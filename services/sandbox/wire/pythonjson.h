#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QStringView>

namespace leadline::sandbox {

/// JSON as Python's `json.dumps` writes it, which is how Close's bodies look (close-api.md 1.7): `", "` and
/// `": "` separators, everything beyond ASCII as \uXXXX. Undefined gives no bytes.
[[nodiscard]] QByteArray pythonJson(const QJsonValue &value);
/// One string of it, with its quotes.
void appendPythonString(QByteArray &out, QStringView text);

} // namespace leadline::sandbox
