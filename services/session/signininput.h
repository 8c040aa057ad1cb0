#pragma once

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace leadline {

/// The address with the slash at its end, or null if a key must not be sent there: plain http off this
/// machine, a password in it, no host.
[[nodiscard]] std::optional<QUrl> usableBaseUrl(QUrl url);

/// Printable ASCII without blanks and colons: anything else would not survive the Authorization header.
[[nodiscard]] bool isUsableKey(const QByteArray &key);

} // namespace leadline
