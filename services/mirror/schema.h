#pragma once

#include "services/base/result.h"

#include <QString>

namespace SQLite {
class Database;
}

namespace leadline {

/// Number of the newest script in `resources/schema/<name>/`.
[[nodiscard]] int newestSchemaVersion(const QString &name);

/// The file's number; a Newer error where no script of this program made it. Changes nothing.
[[nodiscard]] Result<int> schemaVersion(SQLite::Database &connection, const QString &name);

/// Runs every numbered script the file has not seen yet, all in one transaction with its `user_version`; a
/// new file runs them all. Before an older file is changed, a copy of it is kept beside it as
/// `<name>.v<number>.db` (0600; only the latest copy stays). Nobody else may have the file open.
[[nodiscard]] Result<Done> migrate(SQLite::Database &connection, const QString &path, const QString &name);

/// A Damaged error if a table of ours is missing, or if the file has a trigger or view that no script of ours
/// makes: somebody else put it there.
[[nodiscard]] Result<Done> checkSchema(SQLite::Database &connection, const QString &name);

} // namespace leadline
