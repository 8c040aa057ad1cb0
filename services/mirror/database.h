#pragma once

#include "services/mirror/filelock.h"
#include "services/mirror/query.h"

#include <QDateTime>

#include <memory>
#include <unordered_map>

namespace leadline {

class Bodies;

/// One SQLite connection with our safety settings and its prepared statements. Files are 0600 in a 0700
/// folder, ours, and never symbolic links. Belongs to one thread at a time. Several programs may have one
/// file open; while any has, nobody migrates it or sets it aside (`<schema>.lock`).
class Database
{
public:
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Normal: the last commits may be lost at power loss, never at a crash. Full: a commit is on the disk.
    enum class Durability { Normal, Full };

    /// Opens or creates `<folder>/<schema>.db` for writing and brings it to the newest schema of that name. A
    /// file of a newer schema is refused untouched (Newer), one that is none of ours is (Damaged).
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &folder, const QString &schema,
                                                                Durability durability);
    /// A second connection to the same file, for reading only. It must be closed before the writing one.
    [[nodiscard]] Result<std::unique_ptr<Database>> reader() const;

    /// The statement, prepared once; `sql` must be a literal. Not for two uses of one statement at a time.
    /// Throws SQLite::Exception, as does everything below.
    [[nodiscard]] SQLite::Statement &prepared(const char *sql);
    [[nodiscard]] SQLite::Database &connection() { return m_connection; }
    [[nodiscard]] QString path() const { return m_path; }
    /// A number that changes when another connection than this one has committed, and only then.
    [[nodiscard]] Result<qint64> dataVersion();
    /// Closing leaves the log beside the file as it is: the file is not sound, and somebody will look at the
    /// pieces.
    void keepLog();
    /// How the mirror's objects are packed in this file.
    [[nodiscard]] Bodies &bodies() { return *m_bodies; }

private:
    Database(const QString &path, int flags, int busyTimeoutMs);
    /// One try, under the lock.
    [[nodiscard]] static Result<std::unique_ptr<Database>>
    openLocked(const QString &path, const QString &schema, Durability durability, FileLock lock);
    [[nodiscard]] Result<Done> bringUpToDate(const QString &schema, bool isAlone);

    QString m_path;
    std::optional<FileLock> m_lock; ///< let go after the connection
    SQLite::Database m_connection;
    std::unordered_map<const char *, SQLite::Statement> m_statements;
    std::unique_ptr<Bodies> m_bodies;
};

/// The file that says who has the schema's database of this folder open.
[[nodiscard]] QString databaseLockPath(const QString &folder, const QString &schema);

/// A time as the tables keep it; nothing for an invalid one.
[[nodiscard]] inline std::optional<qint64> milliseconds(const QDateTime &time)
{
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

} // namespace leadline
