#include "services/mirror/database.h"

#include "services/mirror/privatefiles.h"
#include "services/mirror/schema.h"

#include <sqlite3.h>

namespace leadline {

namespace {

/// Another process may hold the lock for a moment; the outbox waits on the window's thread, so it waits
/// little.
constexpr int patientMs = 5000;
constexpr int hastyMs = 250;

void harden(SQLite::Database &connection)
{
    connection.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
                    "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000");
    sqlite3_db_config(connection.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

Result<Done> prepareFiles(const QString &path)
{
    if (auto made = makePrivateFile(path); !made)
        return made;
    for (const char *suffix : {"-wal", "-shm", "-journal"}) {
        if (auto checked = tightenIfPresent(path + QLatin1String(suffix)); !checked)
            return checked;
    }
    return Done{};
}

} // namespace

Database::Database(const QString &path, int flags, int busyTimeoutMs)
    : m_path(path)
    , m_connection(path.toStdString(), flags | SQLite::OPEN_NOFOLLOW | SQLite::OPEN_NOMUTEX, busyTimeoutMs)
{
    harden(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString &folder, const QString &schema,
                                                 Durability durability)
{
    const auto privateFolder = makePrivateFolder(folder);
    if (!privateFolder)
        return privateFolder.error();
    const QString path = *privateFolder + QLatin1Char('/') + schema + QLatin1String(".db");
    if (const auto files = prepareFiles(path); !files)
        return files.error();

    const bool isFull = durability == Durability::Full;
    auto opened = guarded([&] {
        std::unique_ptr<Database> database(
            new Database(path, SQLite::OPEN_READWRITE, isFull ? hastyMs : patientMs));
        database->m_connection.exec("PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864");
        database->m_connection.exec(isFull ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        return database;
    });
    if (!opened)
        return ApiError(ErrorKind::Storage, QStringLiteral("%1: %2").arg(path, opened.error().message));
    if (const auto migrated = migrate((*opened)->m_connection, schema); !migrated)
        return ApiError(ErrorKind::Storage, QStringLiteral("%1: %2").arg(path, migrated.error().message));
    return opened;
}

Result<std::unique_ptr<Database>> Database::reader() const
{
    return guarded(
        [this] { return std::unique_ptr<Database>(new Database(m_path, SQLite::OPEN_READONLY, hastyMs)); });
}

SQLite::Statement &Database::prepared(const char *sql)
{
    const auto known = m_statements.find(sql);
    if (known != m_statements.end())
        return known->second;
    return m_statements.emplace(sql, SQLite::Statement(m_connection, sql)).first->second;
}

} // namespace leadline
