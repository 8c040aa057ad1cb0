#pragma once

#include <QString>

namespace leadline {

/// The text with everything that looks like a credential replaced: Authorization values, `api_` keys, Bearer tokens,
/// user info in URLs. Used on every line before it is written anywhere.
[[nodiscard]] QString redacted(const QString &text);

/// Sends Qt's messages of the whole process, categories of Qt itself included, to standard error through `redacted`.
void installRedactingLog();

} // namespace leadline
