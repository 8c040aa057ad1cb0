#pragma once

#include "services/base/result.h"

#include <QString>

namespace SQLite {
class Database;
}

namespace leadline {

/// Number of the newest script in `resources/schema/<name>/`.
[[nodiscard]] int newestSchemaVersion(const QString &name);

/// Runs every numbered script the file has not seen yet, each in one transaction with its `user_version`; a
/// new file runs them all. A file of a newer version is refused untouched.
[[nodiscard]] Result<Done> migrate(SQLite::Database &connection, const QString &name);

} // namespace leadline
