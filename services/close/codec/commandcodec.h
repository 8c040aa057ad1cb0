#pragma once

#include "services/domain/command.h"

#include <QJsonObject>

namespace leadline {

/// The body of `POST /activity/call/` (close-api.md 5.7). What is empty is left out: Close refuses nulls.
[[nodiscard]] QJsonObject encodeCall(const LogCall &call);

/// Plain text in Close's rich text (close-api.md 5.6): escaped, each line break a `<br />`, control
/// characters dropped.
[[nodiscard]] QString richTextOf(const QString &plain);

} // namespace leadline
