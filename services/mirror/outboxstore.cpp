#include "services/mirror/outboxstore.h"

#include "services/mirror/outboxtables.h"
#include "services/mirror/senderlease.h"

#include <QJsonDocument>
#include <QTimer>

#include <algorithm>

namespace leadline {

namespace {

constexpr int refreshMs = 250;

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
    return guarded([&]() -> Result<Done> {
        Query query(database.prepared("PRAGMA quick_check(1)"));
        const QString verdict = query.step() ? query.text(0) : QString();
        if (verdict != QLatin1String("ok"))
            return ApiError(StorageTrouble::Damaged, QStringLiteral("%1: %2").arg(database.path(), verdict));
        return Done{};
    });
}

/// Leads of the commands that are in one list and not, or not the same, in the other.
QList<LeadId> leadsOfDifference(const QList<StoredCommand> &before, const QList<StoredCommand> &after)
{
    QHash<CommandId, StoredCommand> old;
    for (const StoredCommand &stored : before)
        old.insert(stored.command.id, stored);
    QList<LeadId> leads;
    for (const StoredCommand &stored : after) {
        const auto was = old.constFind(stored.command.id);
        if (was == old.constEnd()) {
            leads << stored.command.leadId();
        } else {
            if (was->revision != stored.revision)
                leads << was->command.leadId() << stored.command.leadId();
            old.erase(was);
        }
    }
    for (const StoredCommand &stored : std::as_const(old))
        leads << stored.command.leadId();
    return leads;
}

} // namespace

struct OutboxStore::Private
{
    std::unique_ptr<Database> database;
    std::optional<SenderLease> lease;
    std::optional<OutboxSalvage> salvage;
    QList<StoredCommand> commands; ///< what the file holds, oldest first
    qint64 version = 0;            ///< of the file as others left it
    qint64 knownGeneration = 0;    ///< kept outside of the file
    QTimer timer;

    [[nodiscard]] auto find(const CommandId &id)
    {
        return std::find_if(commands.begin(), commands.end(),
                            [&](const StoredCommand &each) { return each.command.id == id; });
    }
};

Result<std::unique_ptr<OutboxStore>> OutboxStore::open(const QString &folder)
{
    if (const auto finished = finishSalvage(folder); !finished)
        return finished.error();
    auto opened = isOutboxGone(folder)
                      ? Result<std::unique_ptr<OutboxStore>>(ApiError(StorageTrouble::Damaged, folder))
                      : openSound(folder);
    if (opened || opened.error().storage != StorageTrouble::Damaged)
        return opened;
    const auto salvage = salvageOutbox(folder);
    if (!salvage)
        return salvage.error();
    opened = openSound(folder);
    if (opened)
        (*opened)->d->salvage = *salvage;
    return opened;
}

Result<std::unique_ptr<OutboxStore>> OutboxStore::openSound(const QString &folder)
{
    auto database = Database::open(folder, QStringLiteral("outbox"), Database::Durability::Full);
    if (!database)
        return database.error();
    const auto sound = checkIntegrity(**database);
    const auto version = sound ? (*database)->dataVersion() : sound.error();
    auto commands = version ? outboxtables::commands(**database, {}) : version.error();
    if (!commands) {
        (*database)->keepLog();
        return commands.error();
    }
    auto d = std::make_unique<Private>();
    d->database = std::move(database).value();
    d->commands = std::move(commands).value();
    d->version = *version;
    return std::unique_ptr<OutboxStore>(new OutboxStore(std::move(d)));
}

OutboxStore::OutboxStore(std::unique_ptr<Private> privateData) : d(std::move(privateData))
{
    connect(&d->timer, &QTimer::timeout, this, &OutboxStore::refresh);
    d->timer.start(refreshMs);
}

OutboxStore::~OutboxStore() = default;

std::optional<OutboxSalvage> OutboxStore::salvage() const
{
    return d->salvage;
}

bool OutboxStore::becomeSender()
{
    if (d->lease)
        return true;
    refresh();
    QList<StoredCommand> commands = d->commands;
    auto lease = SenderLease::take(*d->database, d->knownGeneration,
                                   [&] { return outboxtables::doubtAll(*d->database, commands); });
    if (!lease) {
        if (lease.error().storage != StorageTrouble::InUse)
            Q_EMIT failed(lease.error());
        return false;
    }
    d->lease.emplace(std::move(lease).value());
    replace(std::move(commands));
    refresh(); // what the former sender did last
    Q_EMIT generationChanged(d->lease->epoch());
    return true;
}

bool OutboxStore::isSender() const
{
    return d->lease.has_value();
}

void OutboxStore::setKnownGeneration(qint64 generation)
{
    d->knownGeneration = generation;
}

void OutboxStore::refresh()
{
    const auto version = d->database->dataVersion();
    if (version && *version == d->version)
        return;
    auto commands = version ? outboxtables::commands(*d->database, d->commands)
                            : Result<QList<StoredCommand>>(version.error());
    if (commands) {
        d->version = *version;
        replace(std::move(commands).value());
    } else if (commands.error().storage != StorageTrouble::InUse) { // else the next time
        Q_EMIT failed(commands.error());
    }
}

void OutboxStore::replace(QList<StoredCommand> commands)
{
    const QList<LeadId> leads = leadsOfDifference(d->commands, commands);
    d->commands = std::move(commands);
    announce(leads);
    if (!leads.isEmpty())
        Q_EMIT changedElsewhere();
}

Result<Done> OutboxStore::check(const OutboxChange &change) const
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
    for (const Command &command : change.updated) {
        if (command.state == CommandState::Sending && !d->lease)
            return ApiError(StorageTrouble::InUse, QStringLiteral("another Leadline sends"));
    }
    return Done();
}

Result<Done> OutboxStore::commit(const OutboxChange &change)
{
    bool isFencedOff = false;
    const auto done = outboxtables::apply(*d->database, change, d->commands, [&] {
        const auto held = d->lease ? d->lease->check(*d->database) : Result<Done>(Done());
        isFencedOff = !held && held.error().storage == StorageTrouble::InUse;
        return held;
    });
    if (isFencedOff) {
        d->lease.reset();
        Q_EMIT senderLost();
    }
    if (!done && done.error().storage == StorageTrouble::InUse)
        refresh();
    return done;
}

Result<Done> OutboxStore::apply(const OutboxChange &change)
{
    if (const auto checked = check(change); !checked)
        return checked;
    if (const auto done = commit(change); !done)
        return done;
    QList<LeadId> leads;
    for (const Command &command : change.added) {
        leads << command.leadId();
        d->commands.append({command, 0});
    }
    for (const Command &command : change.updated) {
        const auto known = d->find(command.id);
        leads << known->command.leadId() << command.leadId();
        *known = {command, known->revision + 1};
    }
    for (const QList<Command> &gone : {change.discarded, change.finished}) {
        for (const Command &command : gone) {
            const auto known = d->find(command.id);
            leads << known->command.leadId();
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
    change.finished << known->command;
    return apply(change);
}

Result<Done> OutboxStore::discard(const CommandId &id)
{
    const auto known = d->find(id);
    if (known == d->commands.end())
        return unknownCommand(id);
    OutboxChange change;
    change.discarded << known->command;
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
    QList<Command> result;
    result.reserve(d->commands.size());
    for (const StoredCommand &stored : std::as_const(d->commands))
        result.append(stored.command);
    return result;
}

void OutboxStore::visit(const std::function<bool(const Command &)> &wantsMore) const
{
    for (const StoredCommand &stored : std::as_const(d->commands)) {
        if (!wantsMore(stored.command))
            return;
    }
}

QList<Command> OutboxStore::commandsOf(const LeadId &lead) const
{
    QList<Command> result;
    for (const StoredCommand &stored : std::as_const(d->commands)) {
        if (stored.command.leadId() == lead)
            result.append(stored.command);
    }
    return result;
}

std::optional<Command> OutboxStore::command(const CommandId &id) const
{
    const auto known = d->find(id);
    return known == d->commands.end() ? std::nullopt : std::optional(known->command);
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
