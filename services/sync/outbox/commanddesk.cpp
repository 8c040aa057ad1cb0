#include "services/sync/outbox/commanddesk.h"

#include "services/domain/commandids.h"
#include "services/sync/outbox/commandcheck.h"
#include "services/sync/outbox/mergefollower.h"
#include "services/sync/outbox/mirroredobject.h"
#include "services/sync/outbox/undo.h"

#include <QUuid>

#include <algorithm>

namespace leadline {

namespace {

constexpr std::chrono::seconds longestHold(60);
constexpr int undoableDays = 1;

QString freshId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

ApiError refused(const QString &why)
{
    return ApiError(ErrorKind::InvalidInput, why);
}

/// Nothing of the earlier tries counts any more: a person has decided that it goes out anew.
void beginAnew(Command &command)
{
    command.state = CommandState::Queued;
    command.lastError = ApiError();
    command.sends = 0;
    command.doubts = 0;
    command.sentAt = QDateTime();
    command.looksFirst = false;
    command.conflicts.clear();
}

struct Retarget
{
    LeadId lead;
    std::optional<CommandBody> operator()(CreateLead) const { return std::nullopt; }
    std::optional<CommandBody> operator()(UpdateObject) const { return std::nullopt; }
    std::optional<CommandBody> operator()(DeleteObject) const { return std::nullopt; }
    std::optional<CommandBody> operator()(CreateContact b) const
    {
        b.leadId = lead;
        return b;
    }
    template <typename Body>
    std::optional<CommandBody> operator()(Body b) const
    {
        b.leadId = lead;
        b.contactId = ContactId(); // a person of the other lead
        return b;
    }
};

} // namespace

CommandDesk::CommandDesk(Mirror &mirror, OutboxStore &outbox, const Clock &clock)
    : m_mirror(mirror), m_outbox(outbox), m_clock(clock)
{}

void CommandDesk::setHold(std::chrono::seconds hold)
{
    m_hold = std::clamp(hold, std::chrono::seconds(0), longestHold);
}

Result<CommandGroupId> CommandDesk::submit(QList<CommandBody> bodies)
{
    if (bodies.isEmpty())
        return refused(QStringLiteral("commands"));
    const CommandGroupId group(freshId());
    OutboxChange change;
    if (const auto collected = collect(change, std::move(bodies), group); !collected)
        return collected.error();
    if (const auto kept = m_outbox.apply(change); !kept)
        return kept.error();
    return group;
}

Result<CommandId> CommandDesk::submitOne(CommandBody body)
{
    if (const auto *removal = std::get_if<DeleteObject>(&body)) {
        const auto waiting = deletionOf(removal->object, removal->leadId);
        if (waiting && !isAtRest(waiting->state))
            return waiting->id;
    }
    OutboxChange change;
    if (const auto collected = collect(change, {std::move(body)}, CommandGroupId(freshId())); !collected)
        return collected.error();
    if (const auto kept = m_outbox.apply(change); !kept)
        return kept.error();
    return (change.added + change.updated).constFirst().id;
}

Result<Done> CommandDesk::collect(OutboxChange &change, QList<CommandBody> bodies,
                                  const CommandGroupId &group)
{
    const QDateTime now = m_clock.nowUtc();
    for (CommandBody &given : bodies) {
        CommandBody body = resolved(withLocalIds(std::move(given)));
        if (const auto refusal = complaint(body))
            return *refusal;
        if (auto *update = std::get_if<UpdateObject>(&body))
            rebase(*update);
        Command command;
        command.id = CommandId(freshId());
        const auto *removal = std::get_if<DeleteObject>(&body);
        const auto other = removal ? deletionOf(removal->object, removal->leadId) : std::nullopt;
        const bool isAgain = other && isAtRest(other->state);
        if (removal) {
            if (const auto kept = keepCopy(change, *removal, !isAgain); !kept)
                return kept;
        }
        if (isAgain) { // the one at rest would hold a second one up for ever
            command = *other;
            beginAnew(command);
            command.undoes = CommandId(); // the person wants it now, whoever did before
        }
        command.group = group;
        command.body = std::move(body);
        command.createdAt = now;
        if (m_hold.count() > 0)
            command.heldUntil = now.addSecs(m_hold.count());
        (isAgain ? change.updated : change.added) << command;
    }
    return Done();
}

Result<Done> CommandDesk::keepCopy(OutboxChange &change, const DeleteObject &removal, bool isNeeded) const
{
    const QJsonObject copy = rawOf(m_mirror, removal);
    if (!copy.isEmpty())
        change.trashed << qMakePair(removal.object.id, copy);
    else if (isNeeded)
        return ApiError(ErrorKind::NotFound, removal.object.id);
    return Done();
}

std::optional<Command> CommandDesk::deletionOf(const ObjectRef &object, const LeadId &lead) const
{
    for (const Command &queued : m_outbox.commandsOf(lead)) {
        const auto *removal = std::get_if<DeleteObject>(&queued.body);
        if (removal && removal->object == object)
            return queued;
    }
    return std::nullopt;
}

/// A form may have been open while Close made what it still knows by a local id, or merged its lead.
CommandBody CommandDesk::resolved(CommandBody body) const
{
    for (const QString &local : neededIds(body)) {
        if (const QString id = m_outbox.assignedId(local); !id.isEmpty())
            body = withId(std::move(body), local, id);
    }
    return onSurvivor(std::move(body), m_mirror);
}

/// What an earlier write of ours will have made of the field is what this one begins from.
void CommandDesk::rebase(UpdateObject &update) const
{
    for (const Command &queued : m_outbox.commandsOf(update.leadId)) {
        const auto *earlier = std::get_if<UpdateObject>(&queued.body);
        if (!earlier || !(earlier->object == update.object) || isAtRest(queued.state))
            continue;
        for (const FieldChange &before : earlier->changes) {
            for (FieldChange &change : update.changes) {
                if (change.key == before.key)
                    change.base = before.value;
            }
        }
    }
}

Result<Done> CommandDesk::resubmit(const CommandId &id, std::optional<CommandBody> body)
{
    const auto command = m_outbox.command(id);
    if (!command)
        return ApiError(ErrorKind::NotFound, id.value);
    if (body) {
        body = resolved(withLocalIds(*std::move(body)));
        const CommandBody before = resolved(command->body);
        // Other writes may wait for what it makes, by the local id.
        if (body->index() != before.index() || leadOf(*body) != leadOf(before) ||
            createdIds(*body).value(0) != createdIds(before).value(0))
            return refused(QStringLiteral("body"));
    }
    return sendAnew(*command, std::move(body));
}

Result<Done> CommandDesk::sendAnew(Command command, std::optional<CommandBody> body)
{
    if (!isAtRest(command.state) || !command.conflicts.isEmpty())
        return refused(QStringLiteral("state"));
    OutboxChange change;
    if (body) {
        if (const auto refusal = complaint(*body))
            return *refusal;
        if (const auto removal = draftRemoval(command)) { // the draft has the old text
            change.added << compensating(command, *removal, m_clock.nowUtc());
            command.knownTwins << command.draftId;
            command.draftId.clear();
            command.isSurelyOurs = false;
        }
        command.body = *std::move(body);
    }
    beginAnew(command);
    change.updated << command;
    return m_outbox.apply(change);
}

Result<Done> CommandDesk::retarget(const CommandId &id, const LeadId &lead)
{
    const auto command = m_outbox.command(id);
    if (!command)
        return ApiError(ErrorKind::NotFound, id.value);
    const auto body = std::visit(Retarget{lead}, command->body);
    if (!body || !command->draftId.isEmpty()) // a draft stays with its lead
        return refused(QStringLiteral("body"));
    return sendAnew(*command, resolved(*body));
}

Result<Done> CommandDesk::resolveConflict(const CommandId &id, const QHash<QString, ConflictChoice> &choices)
{
    auto command = m_outbox.command(id);
    if (!command)
        return ApiError(ErrorKind::NotFound, id.value);
    auto *update = std::get_if<UpdateObject>(&command->body);
    if (command->state != CommandState::User || !update || command->conflicts.isEmpty())
        return refused(QStringLiteral("state"));
    for (const FieldConflict &conflict : std::as_const(command->conflicts)) {
        if (!choices.contains(conflict.key))
            return refused(conflict.key);
        const bool isMine = choices.value(conflict.key) == ConflictChoice::KeepMine;
        update->changes.removeIf([&](const FieldChange &c) { return c.key == conflict.key && !isMine; });
        for (FieldChange &change : update->changes) {
            if (change.key == conflict.key)
                change.base = conflict.theirs; // a third value in Close would be a new conflict
        }
    }
    if (update->changes.isEmpty())
        return m_outbox.discard(id);
    beginAnew(*command);
    return m_outbox.update(*command);
}

Result<Done> CommandDesk::confirmArrived(const CommandId &id, const QString &objectId)
{
    auto command = m_outbox.command(id);
    if (!command)
        return ApiError(ErrorKind::NotFound, id.value);
    const auto made = createdObject(command->body, objectId);
    if (command->state != CommandState::User || !made)
        return refused(QStringLiteral("state"));
    if (!objectId.isEmpty() && !isMirrored(m_mirror, command->leadId(), *made))
        return refused(QStringLiteral("id"));
    OutboxChange change;
    if (objectId.isEmpty()) {
        change.discarded << *command; // the text stays in the trash: the person may be wrong
        return m_outbox.apply(change);
    }
    command->state = CommandState::Done;
    command->serverId = objectId;
    command->lastError = ApiError();
    change.updated << *command;
    return m_outbox.apply(change);
}

Result<Done> CommandDesk::discard(const CommandId &id)
{
    auto command = m_outbox.command(id);
    if (!command)
        return ApiError(ErrorKind::NotFound, id.value);
    if (command->state == CommandState::Sending || command->state == CommandState::Done)
        return refused(QStringLiteral("state"));
    OutboxChange change;
    if (command->looksFirst) { // a 429 may have come after the work: taken back once that is known
        command->isUndone = true;
        change.updated << *command;
        return m_outbox.apply(change);
    }
    change.discarded << *command;
    const Reversal reversal = reversalOfWaiting(*command);
    if (reversal.compensation)
        change.added << compensating(*command, *reversal.compensation, m_clock.nowUtc());
    return m_outbox.apply(change);
}

Command CommandDesk::compensating(const Command &command, CommandBody body, const QDateTime &now)
{
    Command next;
    next.id = CommandId(freshId());
    next.group = CommandGroupId(freshId());
    next.body = std::move(body);
    next.createdAt = now;
    next.undoes = command.id;
    return next;
}

Result<UndoReport> CommandDesk::undo(const CommandGroupId &group)
{
    UndoReport report;
    OutboxChange change;
    const auto note = [&](const Command &command, const Reversal &reversal) {
        report.commands.prepend({command.id, command.body, reversal.outcome, reversal.obstacle});
        if (!reversal.compensation)
            return;
        Command next = compensating(command, resolved(*reversal.compensation), m_clock.nowUtc());
        if (const auto *removal = std::get_if<DeleteObject>(&next.body)) {
            [[maybe_unused]] const auto kept =
                keepCopy(change, *removal, false); // the text is in the journal
        }
        change.added.prepend(next);
    };
    for (const FinishedCommand &finished : m_outbox.finishedOf(group)) {
        const Reversal reversal = reversalOfFinished(finished.command);
        note(finished.command, reversal);
        if (reversal.outcome == UndoOutcome::Compensated)
            change.undone << finished.command.id;
    }
    for (Command command : m_outbox.commands()) {
        if (command.group != group || command.isUndone)
            continue;
        const Reversal reversal = reversalOfWaiting(command);
        note(command, reversal);
        if (reversal.outcome == UndoOutcome::TakenBack) {
            change.discarded << command;
        } else if (reversal.outcome == UndoOutcome::Pending) {
            command.isUndone = true;
            change.updated << command;
        }
    }
    if (report.commands.isEmpty())
        return ApiError(ErrorKind::NotFound, group.value);
    if (const auto kept = m_outbox.apply(change); !kept)
        return kept.error();
    return report;
}

std::optional<CommandGroupId> CommandDesk::lastUndoable() const
{
    std::optional<Command> last;
    const auto consider = [&last](const Command &command, const Reversal &reversal) {
        const bool canBe = reversal.outcome != UndoOutcome::Impossible && command.undoes.isEmpty() &&
                           !command.group.isEmpty() && !command.isUndone;
        if (canBe && (!last || command.createdAt >= last->createdAt))
            last = command;
    };
    const auto finished = m_outbox.finishedSince(m_clock.nowUtc().addDays(-undoableDays));
    for (auto it = finished.rbegin(); it != finished.rend(); ++it)
        consider(it->command, reversalOfFinished(it->command));
    for (const Command &command : m_outbox.commands())
        consider(command, reversalOfWaiting(command));
    return last ? std::optional(last->group) : std::nullopt;
}

} // namespace leadline
