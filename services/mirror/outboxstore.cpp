#include "services/mirror/outboxstore.h"

#include "services/base/clock.h"
#include "services/mirror/commandjson.h"
#include "services/mirror/database.h"
#include "services/mirror/filelock.h"
#include "services/mirror/privatefiles.h"

#include <QJsonDocument>

#include <algorithm>

namespace leadline {

namespace {

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QString now()
{
    return SystemClock().nowUtc().toString(Qt::ISODateWithMs);
}

ApiError unknownCommand(const CommandId &id)
{
    return ApiError(ErrorKind::NotFound, QStringLiteral("no command %1 in the outbox").arg(id.value));
}

Result<QList<Command>> readCommands(Database &database)
{
    QStringList damaged;
    auto commands = guarded([&] {
        QList<Command> read;
        Query query(database.prepared("SELECT id, json FROM command ORDER BY seq"));
        while (query.step()) {
            if (auto command = commandFromJson(QJsonDocument::fromJson(query.bytes(1)).object()))
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

/// The file is small, so all of it is checked before a write is entrusted to it.
Result<Done> checkIntegrity(Database &database)
{
    const auto verdict = guarded([&] {
        Query query(database.prepared("PRAGMA quick_check(1)"));
        return query.step() ? query.text(0) : QString();
    });
    if (!verdict)
        return verdict.error();
    if (*verdict != QLatin1String("ok"))
        return ApiError(ErrorKind::Storage, QStringLiteral("%1: %2").arg(database.path(), *verdict));
    return Done{};
}

} // namespace

struct OutboxStore::Private
{
    explicit Private(FileLock taken) : lock(std::move(taken)) {}

    FileLock lock; ///< destroyed last
    std::unique_ptr<Database> database;
    QList<Command> commands; ///< what the file holds, oldest first

    [[nodiscard]] auto find(const CommandId &id)
    {
        return std::find_if(commands.begin(), commands.end(),
                            [&](const Command &each) { return each.id == id; });
    }
};

Result<std::unique_ptr<OutboxStore>> OutboxStore::open(const QString &folder)
{
    const auto privateFolder = makePrivateFolder(folder);
    if (!privateFolder)
        return privateFolder.error();
    auto lock = FileLock::take(*privateFolder + QStringLiteral("/outbox.lock"));
    if (!lock)
        return lock.error();
    auto database = Database::open(folder, QStringLiteral("outbox"), Database::Durability::Full);
    if (!database)
        return database.error();
    if (const auto sound = checkIntegrity(**database); !sound)
        return sound.error();
    auto commands = readCommands(**database);
    if (!commands)
        return commands.error();
    auto d = std::make_unique<Private>(std::move(lock).value());
    d->database = std::move(database).value();
    d->commands = std::move(commands).value();
    return std::unique_ptr<OutboxStore>(new OutboxStore(std::move(d)));
}

OutboxStore::OutboxStore(std::unique_ptr<Private> privateData) : d(std::move(privateData)) {}

OutboxStore::~OutboxStore() = default;

Result<Done> OutboxStore::add(const Command &command)
{
    if (command.id.isEmpty() || d->find(command.id) != d->commands.end())
        return ApiError(ErrorKind::InvalidInput,
                        QStringLiteral("command id empty or taken: %1").arg(command.id.value));
    auto done = guarded([&] {
        Query query(d->database->prepared("INSERT INTO command (id, state, json) VALUES (?, ?, ?)"));
        query.bind(command.id.value).bind(stateName(command.state)).bind(compact(toJson(command))).run();
        return Done{};
    });
    if (!done)
        return done;
    d->commands.append(command);
    Q_EMIT changed(command.leadId());
    return done;
}

Result<Done> OutboxStore::update(const Command &command)
{
    const auto known = d->find(command.id);
    if (known == d->commands.end())
        return unknownCommand(command.id);
    auto done = guarded([&] {
        Query query(d->database->prepared("UPDATE command SET state = ?, json = ? WHERE id = ?"));
        query.bind(stateName(command.state)).bind(compact(toJson(command))).bind(command.id.value).run();
        return Done{};
    });
    if (!done)
        return done;
    const LeadId oldLead = known->leadId();
    *known = command;
    if (oldLead != command.leadId())
        Q_EMIT changed(oldLead);
    Q_EMIT changed(command.leadId());
    return done;
}

Result<Done> OutboxStore::remove(const CommandId &id)
{
    const auto known = d->find(id);
    if (known == d->commands.end())
        return unknownCommand(id);
    auto done = guarded([&] {
        Query(d->database->prepared("DELETE FROM command WHERE id = ?")).bind(id.value).run();
        return Done{};
    });
    if (!done)
        return done;
    const LeadId lead = known->leadId();
    d->commands.erase(known);
    Q_EMIT changed(lead);
    return done;
}

Result<Done> OutboxStore::discard(const CommandId &id)
{
    const auto known = d->find(id);
    if (known == d->commands.end())
        return unknownCommand(id);
    auto done = guarded([&] {
        SQLite::Transaction transaction(d->database->connection(), SQLite::TransactionBehavior::IMMEDIATE);
        Query(
            d->database->prepared("INSERT INTO discarded_command (id, json, discarded_at) VALUES (?, ?, ?)"))
            .bind(id.value)
            .bind(compact(toJson(*known)))
            .bind(now())
            .run();
        Query(d->database->prepared("DELETE FROM command WHERE id = ?")).bind(id.value).run();
        transaction.commit();
        return Done{};
    });
    if (!done)
        return done;
    const LeadId lead = known->leadId();
    d->commands.erase(known);
    Q_EMIT changed(lead);
    return done;
}

Result<Done> OutboxStore::keepInTrash(const QString &objectId, const QJsonObject &json)
{
    return guarded([&] {
        Query query(
            d->database->prepared("INSERT INTO deleted_object (id, json, deleted_at) VALUES (?, ?, ?)"));
        query.bind(objectId).bind(compact(json)).bind(now()).run();
        return Done{};
    });
}

QList<Command> OutboxStore::commands() const
{
    return d->commands;
}

QList<Command> OutboxStore::commandsOf(const LeadId &lead) const
{
    QList<Command> result;
    std::copy_if(d->commands.cbegin(), d->commands.cend(), std::back_inserter(result),
                 [&](const Command &command) { return command.leadId() == lead; });
    return result;
}

std::optional<Command> OutboxStore::command(const CommandId &id) const
{
    const auto known = d->find(id);
    return known == d->commands.end() ? std::nullopt : std::optional(*known);
}

std::optional<QJsonObject> OutboxStore::trashed(const QString &objectId) const
{
    const auto json = guarded([&] {
        Query query(
            d->database->prepared("SELECT json FROM deleted_object WHERE id = ? ORDER BY seq DESC LIMIT 1"));
        return query.bind(objectId).step() ? query.bytes(0) : QByteArray();
    });
    if (!json || json->isEmpty())
        return std::nullopt;
    return QJsonDocument::fromJson(*json).object();
}

} // namespace leadline

#include "moc_outboxstore.cpp"
