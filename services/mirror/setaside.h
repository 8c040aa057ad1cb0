#pragma once

#include "services/base/result.h"

#include <QString>

namespace leadline {

/// A name beside `<schema>.db` for a damaged file that is kept: `<schema>.damaged-<time>.db`, not taken yet.
[[nodiscard]] QString nameForDamaged(const QString &folder, const QString &schema);

/// Renames a damaged database and its log, so that a new one can be made; gives the new name. Only the latest
/// one stays. An InUse error while any program has it open. For what can be had again from Close: a damaged
/// outbox goes through `salvageOutbox`.
[[nodiscard]] Result<QString> setAside(const QString &folder, const QString &schema);

} // namespace leadline
