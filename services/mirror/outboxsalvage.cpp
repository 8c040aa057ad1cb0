#include "services/mirror/outboxsalvage.h"

#include "services/mirror/commandjson.h"
#include "services/mirror/database.h"
#include "services/mirror/outboxtables.h"
#include "services/mirror/privatefiles.h"
#include "services/mirror/rawrows.h"
#include "services/mirror/setaside.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QMap>
#include <QSet>

namespace leadline {

namespace {

// Columns, by table (resources/schema/outbox).
constexpr int commandId = 1;
constexpr int commandState = 2;
constexpr int commandJson = 3;
constexpr int commandRevision = 4;
constexpr int commandDigest = 5;
constexpr int trashId = 1;
constexpr int trashJson = 2;
constexpr int trashTime = 3;
constexpr int trashColumns = 4;
constexpr int finishedTime = 7;
constexpr int finishedColumns = 9;
constexpr int pairColumns = 2; ///< local id and Close's id, or name and value of a lesson

struct Found
{
    QMap<qint64, StoredCommand> commands; ///< by place in the queue
    QMap<qint64, RawRow> finished;
    QList<RawRow> trash;
    QList<RawRow> pairs;
    int lost = 0;
};

QString outboxFile(const QString &folder)
{
    return folder + QStringLiteral("/outbox.db");
}

QString readyFile(const QString &folder)
{
    return folder + QStringLiteral("/outbox.salvaged.db");
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isState(const QByteArray &name)
{
    for (int state = 0; state <= int(CommandState::Parked); ++state) {
        if (stateName(CommandState(state)).toUtf8() == name)
            return true;
    }
    return false;
}

std::optional<Command> commandOf(const RawRow &row)
{
    const QByteArray json = row.bytes(commandJson);
    if (const auto digest = row.integer(commandDigest); digest && *digest != outboxtables::digestOf(json))
        return std::nullopt;
    auto command = commandFromJson(QJsonDocument::fromJson(json).object());
    if (!command || command->id.value.toUtf8() != row.bytes(commandId))
        return std::nullopt;
    outboxtables::doubt(*command);
    return command;
}

/// Sorts the rows by what they look like: which table a page belonged to is not known any more.
class Search
{
public:
    void take(const RawRow &row)
    {
        if (isState(row.bytes(commandState)))
            takeCommand(row);
        else if (row.values.size() == finishedColumns && isTime(row.bytes(finishedTime)))
            m_found.finished.insert(row.rowid, row);
        else if (row.values.size() == trashColumns && isTime(row.bytes(trashTime)))
            m_found.trash.append(row);
        else if (row.values.size() == pairColumns && !row.bytes(0).isEmpty() && !row.bytes(1).isEmpty())
            m_found.pairs.append(row);
    }
    [[nodiscard]] Found result()
    {
        for (const RawRow &row : std::as_const(m_found.finished)) { // what Close has need not be asked for
            const CommandId id(QString::fromUtf8(row.bytes(commandId)));
            if (m_places.contains(id))
                m_found.commands.remove(m_places.value(id));
            m_unreadable.remove(row.bytes(commandId));
        }
        for (const StoredCommand &stored : std::as_const(m_found.commands))
            m_unreadable.remove(stored.command.id.value.toUtf8());
        m_found.lost = int(m_unreadable.size());
        return m_found;
    }

private:
    [[nodiscard]] static bool isTime(const QByteArray &text)
    {
        return QDateTime::fromString(QString::fromUtf8(text), Qt::ISODateWithMs).isValid();
    }
    /// Of two that say they are one command the later counts.
    void takeCommand(const RawRow &row)
    {
        const auto command = commandOf(row);
        if (!command) {
            m_unreadable.insert(row.bytes(commandId));
            return;
        }
        const qint64 revision = row.integer(commandRevision).value_or(0);
        const auto twin = m_places.constFind(command->id);
        if (twin != m_places.constEnd() && m_found.commands.value(*twin).revision >= revision)
            return;
        if (twin != m_places.constEnd())
            m_found.commands.remove(*twin);
        m_places.insert(command->id, row.rowid);
        m_found.commands.insert(row.rowid, {*command, revision});
    }

    Found m_found;
    QSet<QByteArray> m_unreadable;
    QHash<CommandId, qint64> m_places;
};

Found search(const QString &folder)
{
    Search search;
    const auto rows =
        rawRows(contentOf(outboxFile(folder)), contentOf(outboxFile(folder) + QStringLiteral("-wal")));
    for (const RawRow &row : rows)
        search.take(row);
    return search.result();
}

/// The row's values as they were, from this column on. Throws SQLite::Exception.
void copy(Database &database, const char *sql, const RawRow &row, int from)
{
    Query query(database.prepared(sql));
    for (int i = from; i < row.values.size(); ++i) {
        if (const auto number = row.integer(i))
            query.bind(*number);
        else
            query.bind(QString::fromUtf8(row.bytes(i)));
    }
    query.run();
}

Result<Done> fill(Database &database, const Found &found)
{
    OutboxChange change;
    for (const StoredCommand &stored : found.commands)
        change.added << stored.command;
    const auto restored = guarded([&] {
        SQLite::Transaction transaction(database.connection());
        for (const RawRow &row : found.finished)
            copy(database,
                 "INSERT OR IGNORE INTO finished_command (id, command_group, lead, server_id, is_undone, "
                 "is_swept, finished_at, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                 row, commandId);
        for (const RawRow &row : found.trash) {
            const bool isCommand =
                commandFromJson(QJsonDocument::fromJson(row.bytes(trashJson)).object()).has_value();
            copy(database,
                 isCommand ? "INSERT INTO discarded_command (id, json, discarded_at) VALUES (?, ?, ?)"
                           : "INSERT INTO deleted_object (id, json, deleted_at) VALUES (?, ?, ?)",
                 row, trashId);
        }
        for (const RawRow &row : found.pairs)
            copy(database,
                 isLocalId(QString::fromUtf8(row.bytes(0)))
                     ? "INSERT OR IGNORE INTO assigned_id (local, server) VALUES (?, ?)"
                     : "INSERT OR IGNORE INTO lesson (name, value) VALUES (?, ?)",
                 row, 0);
        transaction.commit();
        return Done();
    });
    return restored ? outboxtables::apply(database, change, {}, [] { return Result<Done>(Done()); })
                    : restored;
}

/// Complete and on the disk once it returns.
Result<Done> build(const QString &folder, const Found &found)
{
    QDir(folder).removeRecursively();
    auto database = Database::open(folder, QStringLiteral("outbox"), Database::Durability::Full);
    if (!database)
        return database.error();
    const auto filled = fill(**database, found);
    database->reset(); // the last connection folds the log into the file, if there is room
    if (filled && QFile::exists(outboxFile(folder) + QStringLiteral("-wal")))
        return ApiError(StorageTrouble::Full, outboxFile(folder));
    return filled;
}

Result<Done> keepBeside(const QString &from, const QString &to)
{
    if (!QFile::exists(from))
        return Done{};
    if (!QFile::copy(from, to))
        return systemError(to, errno);
    return tightenIfPresent(to);
}

/// The new file takes its place; can be repeated.
Result<Done> putInPlace(const QString &folder)
{
    QFile::remove(outboxFile(folder) + QStringLiteral("-wal"));
    QFile::remove(outboxFile(folder) + QStringLiteral("-shm"));
    if (auto synced = syncFolder(folder); !synced)
        return synced;
    return moveFile(readyFile(folder), outboxFile(folder));
}

} // namespace

bool isOutboxGone(const QString &folder)
{
    // The sender's lock is made after the first outbox was, and nothing removes it but erasing the account.
    return QFile::exists(folder + QStringLiteral("/sender.lock")) &&
           QFileInfo(outboxFile(folder)).size() == 0;
}

Result<OutboxSalvage> salvageOutbox(const QString &folder)
{
    const auto lock = FileLock::take(databaseLockPath(folder, QStringLiteral("outbox")));
    if (!lock)
        return lock.error();
    const Found found = search(folder);
    const QString workshop = folder + QStringLiteral("/outbox.salvage");
    if (const auto built = build(workshop, found); !built)
        return built.error();
    OutboxSalvage result;
    result.keptFile = nameForDamaged(folder, QStringLiteral("outbox"));
    result.saved = int(found.commands.size());
    result.lost = found.lost;
    for (const char *suffix : {"", "-wal"}) {
        if (const auto kept = keepBeside(outboxFile(folder) + QLatin1String(suffix),
                                         result.keptFile + QLatin1String(suffix));
            !kept)
            return kept.error();
    }
    if (const auto ready = moveFile(outboxFile(workshop), readyFile(folder)); !ready)
        return ready.error();
    QDir(workshop).removeRecursively();
    if (const auto placed = putInPlace(folder); !placed)
        return placed.error();
    return result;
}

Result<Done> finishSalvage(const QString &folder)
{
    if (!QFile::exists(readyFile(folder)))
        return Done{};
    const auto lock = FileLock::take(databaseLockPath(folder, QStringLiteral("outbox")));
    if (!lock)
        return lock.error();
    return QFile::exists(readyFile(folder)) ? putInPlace(folder) : Result<Done>(Done{});
}

} // namespace leadline
