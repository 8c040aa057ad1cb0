#pragma once

#include "services/mirror/database.h"

namespace leadline::leadcount {

// How many leads the mirror has, kept as a number in the file: counting a million takes a while, and much
// longer while the file is not in memory yet.

/// Counts where the file has no number yet: it is of an older version, or empty.
[[nodiscard]] Result<int> read(Database &database);
/// Writes down what `read` would count. One transaction.
[[nodiscard]] Result<Done> keep(Database &database);
/// Part of the transaction that adds leads (or removes: below zero), and after that. Throws
/// SQLite::Exception.
void add(Database &database, int leads);

} // namespace leadline::leadcount
