#include "services/mirror/outboxstore.h"

#include "services/mirror/database.h"
#include "services/mirror/filelock.h"
#include "services/mirror/privatefiles.h"

#include <QJsonDocument>

#include <algorithm>

namespace leadline {

namespace {

template <typename T>
T orEmpty(Result<T> result)
{
    return result ? std::move(result).value() : T();
}

ApiError unknownCommand(const CommandId &id)
{
    return ApiError(ErrorKind::NotFound, QStringLiteral("no command %1 in the outbox").arg(id.value));
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
    auto commands = outboxtables::commands(**database);
    if (!commands)
        return commands.error();
    auto d = std::make_unique<Private>(std::move(lock).value());
    d->database = std::move(database).value();
    d->commands = std::move(commands).value();
    return std::unique_ptr<OutboxStore>(new OutboxStore(std::move(d)));
}

OutboxStore::OutboxStore(std::unique_ptr<Private> privateData) : d(std::move(privateData)) {}

OutboxStore::~OutboxStore() = default;

Result<Done> OutboxStore::apply(const OutboxChange &change)
{
    for (const Command &command : change.added) {
        if (command.id.isEmpty() || d->find(command.id) != d->commands.end())
            return ApiError(ErrorKind::InvalidInput,
                            QStringLiteral("command id empty or taken: %1").arg(command.id.value));
    }
    for (const QList<Command> &known : {change.updated, change.discarded, change.finished}) {
        for (const Command &command : known) {
            if (d->find(command.id) == d->commands.end())
                return unknownCommand(command.id);
        }
    }
    if (const auto done = outboxtables::apply(*d->database, change); !done)
        return done;
    QList<LeadId> leads;
    for (const Command &command : change.added)
        leads << command.leadId();
    d->commands += change.added;
    for (const Command &command : change.updated) {
        const auto known = d->find(command.id);
        leads << known->leadId() << command.leadId();
        *known = command;
    }
    for (const QList<Command> &gone : {change.discarded, change.finished}) {
        for (const Command &command : gone) {
            const auto known = d->find(command.id);
            leads << known->leadId();
            d->commands.erase(known);
        }
    }
    announce(leads);
    for (const auto &[local, server] : change.assignedIds)
        Q_EMIT idAssigned(local, server);
    return Done();
}

void OutboxStore::announce(QList<LeadId> leads)
{
    for (qsizetype i = 0; i < leads.size(); ++i) {
        if (leads.indexOf(leads.at(i)) == i)
            Q_EMIT changed(leads.at(i));
    }
}

Result<Done> OutboxStore::add(const Command &command)
{
    OutboxChange change;
    change.added << command;
    return apply(change);
}

Result<Done> OutboxStore::update(const Command &command)
{
    OutboxChange change;
    change.updated << command;
    return apply(change);
}

Result<Done> OutboxStore::finish(const CommandId &id)
{
    const auto known = d->find(id);
    if (known == d->commands.end())
        return unknownCommand(id);
    OutboxChange change;
    change.finished << *known;
    return apply(change);
}

Result<Done> OutboxStore::discard(const CommandId &id)
{
    const auto known = d->find(id);
    if (known == d->commands.end())
        return unknownCommand(id);
    OutboxChange change;
    change.discarded << *known;
    return apply(change);
}

Result<Done> OutboxStore::keepInTrash(const QString &objectId, const QJsonObject &json)
{
    OutboxChange change;
    change.trashed << qMakePair(objectId, json);
    return apply(change);
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
    const auto json = outboxtables::trashed(*d->database, objectId);
    if (!json || json->isEmpty())
        return std::nullopt;
    return QJsonDocument::fromJson(*json).object();
}

QList<FinishedCommand> OutboxStore::finishedSince(const QDateTime &since) const
{
    return orEmpty(outboxtables::finishedSince(*d->database, since));
}

QList<FinishedCommand> OutboxStore::finishedOf(const LeadId &lead) const
{
    return orEmpty(outboxtables::finishedOf(*d->database, lead));
}

QList<FinishedCommand> OutboxStore::finishedOf(const CommandGroupId &group) const
{
    return orEmpty(outboxtables::finishedOf(*d->database, group));
}

QList<FinishedCommand> OutboxStore::unswept() const
{
    return orEmpty(outboxtables::unswept(*d->database));
}

Result<Done> OutboxStore::forgetFinishedBefore(const QDateTime &time)
{
    return outboxtables::forgetFinishedBefore(*d->database, time);
}

QString OutboxStore::assignedId(const QString &localId) const
{
    return orEmpty(outboxtables::assignedId(*d->database, localId));
}

QString OutboxStore::lesson(const QString &name) const
{
    return orEmpty(outboxtables::lesson(*d->database, name));
}

Result<Done> OutboxStore::learn(const QString &name, const QString &value)
{
    return outboxtables::learn(*d->database, name, value);
}

} // namespace leadline

#include "moc_outboxstore.cpp"
