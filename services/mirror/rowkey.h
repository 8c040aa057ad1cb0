#pragma once

#include "services/mirror/leadrow.h"

#include <string_view>

namespace leadline {

/// Stable key of an id: the first eight bytes of its BLAKE2b hash. It stands in files, so it must never
/// change. Two ids with one key are told apart by the id stored in the row: the second one is refused and
/// reported.
[[nodiscard]] RowKey rowKey(const QString &id);
[[nodiscard]] RowKey rowKey(std::string_view id); ///< UTF-8

} // namespace leadline
