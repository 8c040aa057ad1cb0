#include "services/mirror/schema.h"

#include "services/mirror/privatefiles.h"
#include "services/mirror/query.h"

#include <SQLiteCpp/Backup.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>

#include <sqlite3.h>

static void initSchemaResource() // Q_INIT_RESOURCE must stand outside of any namespace
{
    Q_INIT_RESOURCE(schema);
}

namespace leadline {

namespace {

QString scriptPath(const QString &name, int version)
{
    return QStringLiteral(":/schema/%1/%2.sql").arg(name).arg(version, 4, 10, QLatin1Char('0'));
}

int userVersion(SQLite::Database &connection)
{
    return connection.execAndGet("PRAGMA user_version").getInt();
}

Result<QByteArray> script(const QString &name, int version)
{
    QFile file(scriptPath(name, version));
    if (!file.open(QIODevice::ReadOnly))
        return ApiError(StorageTrouble::Other, file.errorString());
    return file.readAll();
}

/// Throws SQLite::Exception.
Result<Done> runScripts(SQLite::Database &connection, const QString &name, int from)
{
    for (int version = from; version <= newestSchemaVersion(name); ++version) {
        const auto text = script(name, version);
        if (!text)
            return text.error();
        connection.exec(text->constData());
    }
    return Done{};
}

/// Complete under its name or not there at all. The caller holds the write lock, so the file stands still.
/// Throws SQLite::Exception.
Result<Done> keepCopy(const QString &path, const QString &name, int version)
{
    const QString copy = QStringLiteral("%1/%2.v%3.db").arg(QFileInfo(path).path(), name).arg(version);
    const QString part = copy + QStringLiteral(".part");
    for (const char *suffix : {"", "-journal", "-wal"}) // of a copy that was killed
        QFile::remove(part + QLatin1String(suffix));
    if (auto made = makePrivateFile(part); !made)
        return made;
    {
        SQLite::Database source(path.toStdString(), SQLite::OPEN_READONLY | SQLite::OPEN_NOFOLLOW);
        SQLite::Database target(part.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOFOLLOW);
        SQLite::Backup backup(target, source);
        if (const int code = backup.executeStep(); code != SQLITE_DONE) // not everything is thrown
            return ApiError(storageTrouble(code), copy);
    }
    if (auto moved = moveFile(part, copy); !moved)
        return moved;
    const QDir folder(QFileInfo(path).path());
    const auto copies = folder.entryList({name + QStringLiteral(".v*.db*")}, QDir::Files);
    for (const QString &other : copies) {
        if (folder.filePath(other) != copy)
            QFile::remove(folder.filePath(other));
    }
    return Done{};
}

using Objects = QMap<QString, QString>; ///< type and name to SQL

/// Throws SQLite::Exception.
Objects objectsOf(SQLite::Database &connection)
{
    Objects objects;
    SQLite::Statement query(connection,
                            "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE type <> 'index'");
    while (query.executeStep())
        objects.insert(QString::fromStdString(query.getColumn(0).getString()),
                       QString::fromStdString(query.getColumn(1).getString()));
    return objects;
}

} // namespace

int newestSchemaVersion(const QString &name)
{
    initSchemaResource();
    int version = 0;
    while (QFile::exists(scriptPath(name, version + 1)))
        ++version;
    return version;
}

Result<int> schemaVersion(SQLite::Database &connection, const QString &name)
{
    const int newest = newestSchemaVersion(name);
    const auto current = guarded([&] { return userVersion(connection); });
    if (current && *current > newest)
        return ApiError(StorageTrouble::Newer,
                        QStringLiteral("schema %1, known: %2").arg(*current).arg(newest));
    return current;
}

Result<Done> migrate(SQLite::Database &connection, const QString &path, const QString &name)
{
    const int newest = newestSchemaVersion(name);
    return guarded([&]() -> Result<Done> {
        SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
        const int current = userVersion(connection);
        if (current > 0) {
            if (auto kept = keepCopy(path, name, current); !kept)
                return kept;
        }
        if (auto done = runScripts(connection, name, current + 1); !done)
            return done;
        connection.exec("PRAGMA user_version = " + std::to_string(newest));
        transaction.commit();
        return Done{};
    });
}

Result<Done> checkSchema(SQLite::Database &connection, const QString &name)
{
    return guarded([&]() -> Result<Done> {
        SQLite::Database model(":memory:", SQLite::OPEN_READWRITE);
        if (auto done = runScripts(model, name, 1); !done)
            return done;
        const Objects ours = objectsOf(model);
        const Objects found = objectsOf(connection);
        for (auto it = found.cbegin(); it != found.cend(); ++it) {
            if (!it.key().startsWith(QLatin1String("table ")) && ours.value(it.key()) != it.value())
                return ApiError(StorageTrouble::Damaged, QStringLiteral("foreign %1").arg(it.key()));
        }
        for (auto it = ours.cbegin(); it != ours.cend(); ++it) {
            if (!found.contains(it.key()))
                return ApiError(StorageTrouble::Damaged, QStringLiteral("no %1").arg(it.key()));
        }
        return Done{};
    });
}

} // namespace leadline
