#pragma once

#include "services/base/apierror.h"
#include "services/mirror/outboxsalvage.h"

#include <QString>

namespace leadline {

/// One sentence for a person: what went wrong and what to do, from the kind of the error. Plain text. Close's
/// own words are added where they say more than the kind does.
[[nodiscard]] QString describeError(const ApiError &error);

/// The same while signing in, where a wrong key or a wrong address is the likely cause.
[[nodiscard]] QString describeSignInError(const ApiError &error);

/// Close's own words alone, field by field; may be empty.
[[nodiscard]] QString wordsOf(const ApiError &error);

/// What became of a damaged outbox, and of a damaged mirror that was set aside.
[[nodiscard]] QString describeSalvage(const OutboxSalvage &salvage);
[[nodiscard]] QString describeReplacedMirror(const QString &keptFile);

} // namespace leadline
