#include "services/mirror/schema.h"

#include "services/mirror/query.h"

#include <QFile>

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

/// The version is read again under the write lock: another process may have been here first.
void runScript(SQLite::Database &connection, int version, const QByteArray &script)
{
    SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
    if (userVersion(connection) >= version)
        return;
    connection.exec(script.constData());
    connection.exec("PRAGMA user_version = " + std::to_string(version));
    transaction.commit();
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

Result<Done> migrate(SQLite::Database &connection, const QString &name)
{
    const int newest = newestSchemaVersion(name);
    const auto current = guarded([&] { return userVersion(connection); });
    if (!current)
        return current.error();
    if (*current > newest)
        return ApiError(ErrorKind::Storage,
                        QStringLiteral("made by a newer version of the program (schema %1, known: %2)")
                            .arg(*current)
                            .arg(newest));
    for (int version = *current + 1; version <= newest; ++version) {
        QFile file(scriptPath(name, version));
        if (!file.open(QIODevice::ReadOnly))
            return ApiError(ErrorKind::Storage, file.errorString());
        const QByteArray script = file.readAll();
        const auto done = guarded([&] {
            runScript(connection, version, script);
            return Done{};
        });
        if (!done)
            return done.error();
    }
    return Done{};
}

} // namespace leadline
