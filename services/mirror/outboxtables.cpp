#include "services/mirror/outboxtables.h"

#include "services/base/clock.h"
#include "services/mirror/commandjson.h"
#include "services/mirror/query.h"

#include <QJsonDocument>

namespace leadline::outboxtables {

namespace {

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QString textOf(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QString now()
{
    return textOf(SystemClock().nowUtc());
}

std::optional<Command> decoded(const QByteArray &json)
{
    return commandFromJson(QJsonDocument::fromJson(json).object());
}

// These throw; `apply` guards them.

void add(Database &database, const Command &command)
{
    Query query(database.prepared("INSERT INTO command (id, state, json) VALUES (?, ?, ?)"));
    query.bind(command.id.value).bind(stateName(command.state)).bind(compact(toJson(command))).run();
}

void update(Database &database, const Command &command)
{
    Query query(database.prepared("UPDATE command SET state = ?, json = ? WHERE id = ?"));
    query.bind(stateName(command.state)).bind(compact(toJson(command))).bind(command.id.value).run();
}

void drop(Database &database, const Command &command)
{
    Query(database.prepared("DELETE FROM command WHERE id = ?")).bind(command.id.value).run();
}

void discard(Database &database, const Command &command)
{
    Query(database.prepared("INSERT INTO discarded_command (id, json, discarded_at) VALUES (?, ?, ?)"))
        .bind(command.id.value)
        .bind(compact(toJson(command)))
        .bind(now())
        .run();
    drop(database, command);
}

void finish(Database &database, const Command &command)
{
    // Only what left twice and was once in doubt can stand in Close twice.
    const bool isWatched = command.sends > 1 && command.doubts > 0;
    Query(database.prepared(
              "INSERT OR REPLACE INTO finished_command (id, command_group, lead, server_id, is_swept, "
              "finished_at, json) VALUES (?, ?, ?, ?, ?, ?, ?)"))
        .bind(command.id.value)
        .bind(command.group.value)
        .bind(command.leadId().value)
        .bind(command.serverId)
        .bind(qint64(isWatched ? 0 : 1))
        .bind(now())
        .bind(compact(toJson(command)))
        .run();
    drop(database, command);
}

void trash(Database &database, const QString &id, const QJsonObject &json)
{
    Query(database.prepared("INSERT INTO deleted_object (id, json, deleted_at) VALUES (?, ?, ?)"))
        .bind(id)
        .bind(compact(json))
        .bind(now())
        .run();
}

void applyAll(Database &database, const OutboxChange &change)
{
    for (const auto &[id, json] : change.trashed)
        trash(database, id, json);
    for (const Command &command : change.added)
        add(database, command);
    for (const Command &command : change.updated)
        update(database, command);
    for (const Command &command : change.discarded)
        discard(database, command);
    for (const Command &command : change.finished)
        finish(database, command);
    for (const CommandId &id : change.undone)
        Query(database.prepared("UPDATE finished_command SET is_undone = 1 WHERE id = ?"))
            .bind(id.value)
            .run();
    for (const CommandId &id : change.swept)
        Query(database.prepared("UPDATE finished_command SET is_swept = 1 WHERE id = ?"))
            .bind(id.value)
            .run();
    for (const auto &[local, server] : change.assignedIds)
        Query(database.prepared("INSERT OR REPLACE INTO assigned_id (local, server) VALUES (?, ?)"))
            .bind(local)
            .bind(server)
            .run();
}

Result<QList<FinishedCommand>> readFinished(Database &database, const char *sql, const QString &argument)
{
    return guarded([&] {
        QList<FinishedCommand> read;
        Query query(database.prepared(sql));
        query.bind(argument);
        while (query.step()) {
            if (auto command = decoded(query.bytes(0)))
                read.append({*std::move(command), QDateTime::fromString(query.text(1), Qt::ISODateWithMs)});
        }
        return read;
    });
}

Result<QString> readText(Database &database, const char *sql, const QString &argument)
{
    return guarded([&] {
        Query query(database.prepared(sql));
        return query.bind(argument).step() ? query.text(0) : QString();
    });
}

} // namespace

Result<Done> apply(Database &database, const OutboxChange &change)
{
    return guarded([&] {
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        applyAll(database, change);
        transaction.commit();
        return Done{};
    });
}

Result<QList<Command>> commands(Database &database)
{
    QStringList damaged;
    auto commands = guarded([&] {
        QList<Command> read;
        Query query(database.prepared("SELECT id, json FROM command ORDER BY seq"));
        while (query.step()) {
            if (auto command = decoded(query.bytes(1)))
                read.append(*std::move(command));
            else
                damaged.append(query.text(0));
        }
        return read;
    });
    // Nothing is dropped and nothing is guessed: a person must look at a write that cannot be read.
    if (commands && !damaged.isEmpty())
        return ApiError(ErrorKind::Storage, QStringLiteral("%1: damaged commands: %2")
                                                .arg(database.path(), damaged.join(QLatin1String(", "))));
    return commands;
}

Result<QList<FinishedCommand>> finishedSince(Database &database, const QDateTime &since)
{
    return readFinished(
        database,
        "SELECT json, finished_at FROM finished_command WHERE is_undone = 0 AND finished_at >= ? "
        "ORDER BY seq DESC",
        textOf(since));
}

Result<QList<FinishedCommand>> finishedOf(Database &database, const LeadId &lead)
{
    return readFinished(
        database, "SELECT json, finished_at FROM finished_command WHERE lead = ? ORDER BY seq", lead.value);
}

Result<QList<FinishedCommand>> finishedOf(Database &database, const CommandGroupId &group)
{
    return readFinished(
        database,
        "SELECT json, finished_at FROM finished_command WHERE command_group = ? AND is_undone = 0 "
        "ORDER BY seq",
        group.value);
}

Result<QList<FinishedCommand>> unswept(Database &database)
{
    return readFinished(
        database,
        "SELECT json, finished_at FROM finished_command WHERE is_swept = 0 AND lead >= ? ORDER BY seq",
        QString());
}

Result<Done> forgetFinishedBefore(Database &database, const QDateTime &time)
{
    return guarded([&] {
        Query(database.prepared("DELETE FROM finished_command WHERE finished_at < ?"))
            .bind(textOf(time))
            .run();
        return Done{};
    });
}

Result<QString> assignedId(Database &database, const QString &localId)
{
    return readText(database, "SELECT server FROM assigned_id WHERE local = ?", localId);
}

Result<QString> lesson(Database &database, const QString &name)
{
    return readText(database, "SELECT value FROM lesson WHERE name = ?", name);
}

Result<Done> learn(Database &database, const QString &name, const QString &value)
{
    return guarded([&] {
        Query(database.prepared("INSERT OR REPLACE INTO lesson (name, value) VALUES (?, ?)"))
            .bind(name)
            .bind(value)
            .run();
        return Done{};
    });
}

Result<QByteArray> trashed(Database &database, const QString &objectId)
{
    return guarded([&] {
        Query query(
            database.prepared("SELECT json FROM deleted_object WHERE id = ? ORDER BY seq DESC LIMIT 1"));
        return query.bind(objectId).step() ? query.bytes(0) : QByteArray();
    });
}

} // namespace leadline::outboxtables
