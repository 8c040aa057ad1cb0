#include "services/mirror/database.h"

#include "services/mirror/bodies.h"
#include "services/mirror/privatefiles.h"
#include "services/mirror/schema.h"

#include <QDeadlineTimer>
#include <QThread>

#include <sqlite3.h>

namespace leadline {

namespace {

/// Another process may hold the lock for a moment; the outbox waits on the window's thread, so it waits
/// little.
constexpr int patientMs = 5000;
constexpr int hastyMs = 250;
/// A page of leads touches a thousand pages of the file: fewer checkpoints, and room for those in use.
constexpr const char *bulkSettings = "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000;"
                                     "PRAGMA cache_size = -32000";
/// Others that are just opening the same file are done within moments.
constexpr int openingPatienceMs = 5000;
constexpr int openingPauseMs = 10;

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
    , m_bodies(std::make_unique<Bodies>(*this))
{
    keepLog(); // until the file is known to be ours and sound
    harden(m_connection);
}

Database::~Database() = default;

void Database::keepLog()
{
    sqlite3_db_config(m_connection.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

QString databaseLockPath(const QString &folder, const QString &schema)
{
    return QStringLiteral("%1/%2.lock").arg(folder, schema);
}

Result<std::unique_ptr<Database>> Database::open(const QString &folder, const QString &schema,
                                                 Durability durability)
{
    const auto privateFolder = makePrivateFolder(folder);
    if (!privateFolder)
        return privateFolder.error();
    const QString path = QStringLiteral("%1/%2.db").arg(*privateFolder, schema);
    const QString lockPath = databaseLockPath(*privateFolder, schema);
    for (const QDeadlineTimer deadline(openingPatienceMs);;) {
        auto lock = FileLock::take(lockPath, FileLock::Kind::Exclusive);
        if (!lock)
            lock = FileLock::take(lockPath, FileLock::Kind::Shared);
        auto opened = lock ? openLocked(path, schema, durability, std::move(lock).value())
                           : Result<std::unique_ptr<Database>>(lock.error());
        if (opened || opened.error().storage != StorageTrouble::InUse || deadline.hasExpired())
            return opened;
        QThread::msleep(openingPauseMs);
    }
}

Result<std::unique_ptr<Database>> Database::openLocked(const QString &path, const QString &schema,
                                                       Durability durability, FileLock lock)
{
    if (const auto files = prepareFiles(path); !files)
        return files.error();
    const bool isFull = durability == Durability::Full;
    auto opened = guarded([&]() -> Result<std::unique_ptr<Database>> {
        std::unique_ptr<Database> database(
            new Database(path, SQLite::OPEN_READWRITE, isFull ? hastyMs : patientMs));
        if (auto ready = database->bringUpToDate(schema, lock.isExclusive()); !ready)
            return ready.error();
        database->m_connection.exec(isFull ? "PRAGMA synchronous = FULL" : bulkSettings);
        if (auto shared = lock.share(); !shared)
            return shared.error();
        database->m_lock.emplace(std::move(lock));
        return database;
    });
    if (!opened)
        return ApiError(opened.error().storage, QStringLiteral("%1: %2").arg(path, opened.error().message));
    return opened;
}

Result<Done> Database::bringUpToDate(const QString &schema, bool isAlone)
{
    const auto version = schemaVersion(m_connection, schema);
    if (!version)
        return version.error();
    const bool isOld = *version < newestSchemaVersion(schema);
    if (isOld && !isAlone)
        return ApiError(StorageTrouble::InUse, QStringLiteral("in use by an older Leadline"));
    if (isAlone)
        m_connection.exec("PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864");
    if (isOld) {
        if (auto migrated = migrate(m_connection, m_path, schema); !migrated)
            return migrated;
    }
    if (auto checked = checkSchema(m_connection, schema); !checked)
        return checked;
    sqlite3_db_config(m_connection.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    return Done{};
}

Result<std::unique_ptr<Database>> Database::reader() const
{
    return guarded(
        [this] { return std::unique_ptr<Database>(new Database(m_path, SQLite::OPEN_READONLY, hastyMs)); });
}

Result<qint64> Database::dataVersion()
{
    return guarded([this] {
        Query query(prepared("PRAGMA data_version"));
        return query.step() ? query.integer(0) : 0;
    });
}

SQLite::Statement &Database::prepared(const char *sql)
{
    const auto known = m_statements.find(sql);
    if (known != m_statements.end())
        return known->second;
    return m_statements.emplace(sql, SQLite::Statement(m_connection, sql)).first->second;
}

} // namespace leadline
