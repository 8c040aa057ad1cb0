#include "services/mirror/outboxtables.h"

#include "services/base/clock.h"
#include "services/mirror/bodies.h"
#include "services/mirror/commandjson.h"
#include "services/mirror/query.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>
#include <QtEndian>

#include <algorithm>

namespace leadline::outboxtables {

namespace {

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(jsonText(json));
}

qint64 digestOf(const QString &json)
{
    return outboxtables::digestOf(json.toUtf8());
}

/// Another program was faster. Leaves the transaction, which `apply` ends.
struct Overtaken
{};

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

ApiError overtaken()
{
    return ApiError(StorageTrouble::InUse, QStringLiteral("another Leadline changed this write meanwhile"));
}

void add(Database &database, const Command &command)
{
    const QString json = compact(toJson(command));
    Query query(database.prepared("INSERT INTO command (id, state, json, digest) VALUES (?, ?, ?, ?)"));
    query.bind(command.id.value).bind(stateName(command.state)).bind(json).bind(digestOf(json)).run();
}

void update(Database &database, const Command &command, qint64 revision)
{
    const QString json = compact(toJson(command));
    Query(database.prepared("UPDATE command SET state = ?, json = ?, digest = ?, revision = revision + 1 "
                            "WHERE id = ? AND revision = ?"))
        .bind(stateName(command.state))
        .bind(json)
        .bind(digestOf(json))
        .bind(command.id.value)
        .bind(revision)
        .run();
    if (database.connection().getChanges() != 1)
        throw Overtaken();
}

void drop(Database &database, const Command &command, qint64 revision)
{
    Query(database.prepared("DELETE FROM command WHERE id = ? AND revision = ?"))
        .bind(command.id.value)
        .bind(revision)
        .run();
    if (database.connection().getChanges() != 1)
        throw Overtaken();
}

void discard(Database &database, const Command &command, qint64 revision)
{
    Query(database.prepared("INSERT INTO discarded_command (id, json, discarded_at) VALUES (?, ?, ?)"))
        .bind(command.id.value)
        .bind(compact(toJson(command)))
        .bind(now())
        .run();
    drop(database, command, revision);
}

void finish(Database &database, const Command &command, qint64 revision)
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
    drop(database, command, revision);
}

void trash(Database &database, const QString &id, const QJsonObject &json)
{
    Query(database.prepared("INSERT INTO deleted_object (id, json, deleted_at) VALUES (?, ?, ?)"))
        .bind(id)
        .bind(compact(json))
        .bind(now())
        .run();
}

qint64 revisionOf(const Command &command, const QList<StoredCommand> &known)
{
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const StoredCommand &each) { return each.command.id == command.id; });
    return found == known.end() ? -1 : found->revision;
}

void applyAll(Database &database, const OutboxChange &change, const QList<StoredCommand> &known)
{
    for (const auto &[id, json] : change.trashed)
        trash(database, id, json);
    for (const Command &command : change.added)
        add(database, command);
    for (const Command &command : change.updated)
        update(database, command, revisionOf(command, known));
    for (const Command &command : change.discarded)
        discard(database, command, revisionOf(command, known));
    for (const Command &command : change.finished)
        finish(database, command, revisionOf(command, known));
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

Result<Done> apply(Database &database, const OutboxChange &change, const QList<StoredCommand> &known,
                   const Fence &fence)
{
    try {
        return guarded([&]() -> Result<Done> {
            SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
            if (auto allowed = fence(); !allowed)
                return allowed;
            applyAll(database, change, known);
            transaction.commit();
            return Done{};
        });
    } catch (const Overtaken &) {
        return overtaken();
    }
}

Result<QList<StoredCommand>> commands(Database &database, const QList<StoredCommand> &known)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < known.size(); ++i)
        places.insert(known.at(i).command.id.value, i);
    return guarded([&]() -> Result<QList<StoredCommand>> {
        QList<StoredCommand> read;
        QStringList damaged;
        Query query(database.prepared("SELECT id, json, digest, revision FROM command ORDER BY seq"));
        while (query.step()) {
            const QString id = query.text(0);
            const qint64 revision = query.integer(3);
            const auto place = places.constFind(id);
            if (place != places.constEnd() && known.at(*place).revision == revision) {
                read.append(known.at(*place));
                continue;
            }
            const QByteArray json = query.bytes(1);
            const bool isAsWritten = query.isNull(2) || query.integer(2) == outboxtables::digestOf(json);
            auto command = isAsWritten ? decoded(json) : std::nullopt;
            if (command && command->id.value == id)
                read.append({*std::move(command), revision});
            else
                damaged.append(id);
        }
        if (!damaged.isEmpty())
            return ApiError(StorageTrouble::Damaged,
                            QStringLiteral("%1: damaged writes: %2")
                                .arg(database.path(), damaged.join(QLatin1String(", "))));
        return read;
    });
}

qint64 digestOf(const QByteArray &json)
{
    return qFromLittleEndian<qint64>(
        QCryptographicHash::hash(json, QCryptographicHash::Blake2b_160).constData());
}

void doubt(Command &command)
{
    if (command.state == CommandState::Queued) { // else the send is counted
        ++command.sends;
        ++command.doubts;
    }
    if (command.state == CommandState::Queued || command.state == CommandState::Sending)
        command.state = CommandState::Unknown;
}

Result<Done> doubtAll(Database &database, QList<StoredCommand> &commands)
{
    try {
        for (StoredCommand &stored : commands) {
            if (stored.command.state != CommandState::Queued)
                continue;
            doubt(stored.command);
            update(database, stored.command, stored.revision++);
        }
    } catch (const Overtaken &) {
        return overtaken();
    }
    return Done();
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
