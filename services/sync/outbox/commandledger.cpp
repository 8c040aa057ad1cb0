#include "services/sync/outbox/commandledger.h"

#include "services/close/codec/commandcodec.h"
#include "services/close/codec/lenient.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/afterfailure.h"
#include "services/sync/outbox/commanddesk.h"
#include "services/sync/outbox/localids.h"
#include "services/sync/outbox/policy.h"
#include "services/sync/outbox/recognition.h"
#include "services/sync/outbox/undo.h"

#include <algorithm>

namespace leadline {

namespace {

/// How often a write may have left without a certain answer before a person is asked.
constexpr int mostDoubts = 3;

bool isRepeatable(const Command &command)
{
    return policyOf(command.body).resend == Resend::Always;
}

/// These cannot be what a send makes.
void know(Command &command, const QStringList &others)
{
    command.knownTwins << others;
    command.knownTwins.removeDuplicates();
}

/// No object that the send makes is older than this, by Close's clock. An unknown clock widens it.
QDateTime earliestMaking(const QDateTime &now, std::optional<std::chrono::milliseconds> aheadBy)
{
    constexpr qint64 slackMs = 120'000;
    return aheadBy ? now.addMSecs(aheadBy->count() - slackMs) : now.addDays(-1);
}

} // namespace

CommandLedger::CommandLedger(OutboxStore &outbox, const Clock &clock, SendPlan::Options options,
                             Trouble onTrouble)
    : m_outbox(outbox), m_clock(clock), m_options(std::move(options)), m_onTrouble(std::move(onTrouble))
{}

void CommandLedger::recover()
{
    for (Command command : m_outbox.commands()) {
        if (command.state != CommandState::Sending)
            continue;
        command.state = isRepeatable(command) ? CommandState::Queued : CommandState::Unknown;
        ++command.doubts;
        [[maybe_unused]] const bool isKept = keep(command); // Sending means the same to the sender
    }
}

void CommandLedger::forget(const CommandId &id)
{
    m_plans.remove(id);
    m_holds.remove(id);
}

void CommandLedger::actNow()
{
    for (SendPlan &plan : m_plans)
        plan.actNow();
}

qint64 CommandLedger::dueAt(const Command &command)
{
    constexpr qint64 longestHoldMs = 60'000; // a jump of the other clock must not hold a write for ever
    const qint64 planned = m_plans[command.id].due();
    if (!command.heldUntil.isValid() || command.sends > 0)
        return planned;
    auto hold = m_holds.constFind(command.id);
    if (hold == m_holds.constEnd()) {
        const qint64 left = std::clamp<qint64>(m_clock.nowUtc().msecsTo(command.heldUntil), 0, longestHoldMs);
        hold = m_holds.insert(command.id, m_clock.monotonicMs() + left);
    }
    return std::max(planned, *hold);
}

std::optional<Command> CommandLedger::markSending(const CommandId &id, const QStringList &twins,
                                                  std::optional<std::chrono::milliseconds> aheadBy)
{
    auto command = m_outbox.command(id);
    if (!command)
        return std::nullopt;
    // A repeatable one stays Sending where what became of it could not be kept.
    const bool maySend = command->state == CommandState::Queued ||
                         (command->state == CommandState::Sending && isRepeatable(*command));
    if (!maySend) {
        m_plans[id].backOff(m_clock.monotonicMs(), m_options, {});
        return std::nullopt;
    }
    if (command->isUndone) {
        takeBack(*command);
        return std::nullopt;
    }
    command->state = CommandState::Sending;
    ++command->sends;
    if (!mayHaveArrived(*command)) // else a later one may be what an earlier send made
        know(*command, twins);
    command->looksFirst = false;
    if (!command->sentAt.isValid())
        command->sentAt = earliestMaking(m_clock.nowUtc(), aheadBy);
    return keep(*command) ? command : std::nullopt;
}

bool CommandLedger::arrived(const CommandId &id, const QJsonObject &object, Evidence evidence)
{
    auto command = m_outbox.command(id);
    if (!command)
        return false;
    if (evidence == Evidence::Answer) {
        learnFromEcho(*command, object);
        command->isSurelyOurs = true;
    }
    if (command->state != CommandState::Done)
        m_plans[id] = SendPlan(); // what is still to do has its own tries
    command->state = CommandState::Done;
    command->lastError = ApiError();
    command->serverId = lenient::idText(object);
    OutboxChange change;
    change.assignedIds = assignedIds(command->body, object);
    command->body = withIds(std::move(command->body), change.assignedIds);
    change.updated << *command << whatWaitedFor(change.assignedIds, id, m_outbox.commands());
    return apply(id, change);
}

/// If Close stores it otherwise than sent, it would not be recognised: such a kind is never sent again by
/// itself.
void CommandLedger::learnFromEcho(const Command &command, const QJsonObject &object)
{
    if (!encodeCreation(command.body) || isEcho(command.body, object))
        return;
    if (const auto learned = m_outbox.learn(lessonName(command.body), lenient::idText(object)); !learned)
        m_onTrouble(learned.error());
}

bool CommandLedger::removed(const CommandId &id)
{
    auto command = m_outbox.command(id);
    if (!command)
        return false;
    m_plans[id] = SendPlan();
    command->state = CommandState::Done;
    command->lastError = ApiError();
    return keep(*command);
}

void CommandLedger::bindDraft(const CommandId &id, const QJsonObject &draft, Evidence evidence)
{
    auto command = m_outbox.command(id);
    if (!command)
        return;
    if (evidence == Evidence::Answer)
        learnFromEcho(*command, draft);
    if (command->draftId.isEmpty()) { // write-once: a message is flipped at one place only
        command->draftId = lenient::idText(draft);
        command->isSurelyOurs = evidence == Evidence::Answer;
    }
    command->state = CommandState::Queued;
    command->lastError = ApiError();
    if (command->isUndone)
        takeBack(*command);
    else if (keep(*command))
        m_plans[id].actNow();
}

void CommandLedger::failed(const CommandId &id, const ApiError &error)
{
    auto command = m_outbox.command(id);
    if (!command)
        return;
    const bool isFlip = !command->draftId.isEmpty();
    const bool isUncertain = !error.isCertainlyNotApplied();
    command->state = isRepeatable(*command) ? stateAfterRepeatable(error.kind)
                     : isFlip               ? stateAfterFlip(error.kind)
                                            : stateAfterCreate(error.kind);
    command->lastError = error;
    command->doubts += isUncertain ? 1 : 0;
    // It is not certain that Close answers 429 before it works.
    command->looksFirst = error.kind == ErrorKind::RateLimited && !isRepeatable(*command) && !isFlip;
    const qint64 now = m_clock.monotonicMs();
    if (command->state == CommandState::Unknown)
        m_plans[id].beginLookups(now, m_options);
    else
        m_plans[id].backOff(now, m_options, error.retryAfter);
    if (isFlip && command->state == CommandState::Unknown && !isUncertain)
        m_plans[id].actNow(); // it was refused: the draft tells at once what that means
    const bool isSurelyAbsent =
        command->state != CommandState::Unknown && !isUncertain && !command->looksFirst;
    if (command->isUndone && isSurelyAbsent && !isRepeatable(*command))
        takeBack(*command);
    else [[maybe_unused]]
        const bool isKept = keep(*command); // else it stays Sending, and is looked up
    m_onTrouble(error);
}

void CommandLedger::lookFailed(const CommandId &id, const ApiError &error)
{
    SendPlan &plan = m_plans[id];
    const qint64 now = m_clock.monotonicMs();
    if (plan.isUncertain())
        plan.planNextLookup(now, m_options);
    else
        plan.backOff(now, m_options, error.retryAfter);
    m_onTrouble(error);
}

void CommandLedger::absent(const CommandId &id, const QStringList &foreign)
{
    auto command = m_outbox.command(id);
    if (!command)
        return;
    know(*command, foreign);
    const qint64 now = m_clock.monotonicMs();
    SendPlan &plan = m_plans[id];
    if (command->state == CommandState::Queued) { // it only wanted to be sure before a repeat
        command->looksFirst = false;
        if (command->isUndone)
            takeBack(*command);
        else [[maybe_unused]]
            const bool isKept = keep(*command);
        return;
    }
    const Resend resend = policyOf(command->body).resend;
    const bool isProved =
        resend == Resend::Harmless ? plan.noteDraftAbsence(now, m_options) : plan.noteAbsence(now, m_options);
    if (!isProved) {
        plan.planNextLookup(now, m_options);
        return;
    }
    const bool isRecognisable = m_outbox.lesson(lessonName(command->body)).isEmpty();
    const bool maySend = resend != Resend::Never && isRecognisable && command->doubts < mostDoubts;
    if (command->isUndone && isRecognisable) {
        takeBack(*command);
        return;
    }
    // Sent again: by A1 nothing of the last try is on its way any more, by A2 nothing of it has been made.
    command->state = maySend ? CommandState::Queued : CommandState::User;
    plan = SendPlan();
    if (!keep(*command))
        plan.beginLookups(now, m_options);
}

void CommandLedger::unexplained(const CommandId &id)
{
    auto command = m_outbox.command(id);
    if (!command || command->state != CommandState::Queued)
        return;
    command->state = CommandState::Unknown;
    ++command->doubts; // so that it does not go on for ever
    m_plans[id].beginLookups(m_clock.monotonicMs(), m_options);
    [[maybe_unused]] const bool isKept = keep(*command);
}

void CommandLedger::stillDraft(const CommandId &id)
{
    auto command = m_outbox.command(id);
    if (!command)
        return;
    // Refused and not gone: Close has said why. Otherwise the flip is repeated, which is safe: only a draft
    // can be changed, so a second flip of the same one does nothing (`sms.pml`).
    const bool isRefused = command->lastError.isCertainlyNotApplied() &&
                           stateAfterCreate(command->lastError.kind) != CommandState::Queued;
    command->state = isRefused ? stateAfterCreate(command->lastError.kind) : CommandState::Queued;
    m_plans[id].backOff(m_clock.monotonicMs(), m_options, {});
    [[maybe_unused]] const bool isKept = keep(*command);
}

void CommandLedger::draftGone(const CommandId &id)
{
    auto command = m_outbox.command(id);
    if (!command)
        return;
    command->state = command->doubts > 0 ? CommandState::User : CommandState::Rejected;
    command->lastError = ApiError(ErrorKind::NotFound, command->draftId);
    command->draftId.clear();
    command->isSurelyOurs = false;
    if (command->isUndone && command->doubts == 0)
        takeBack(*command);
    else if (keep(*command))
        forget(id);
}

void CommandLedger::conflicted(const CommandId &id, const QList<FieldConflict> &conflicts)
{
    auto command = m_outbox.command(id);
    if (!command)
        return;
    command->state = CommandState::User;
    command->conflicts = conflicts;
    command->lastError = ApiError();
    [[maybe_unused]] const bool isKept = keep(*command);
}

bool CommandLedger::resolveIds(const Command &command)
{
    Command next = command;
    for (const QString &local : neededIds(command.body)) {
        if (const QString id = m_outbox.assignedId(local); !id.isEmpty())
            next.body = withId(std::move(next.body), local, id);
    }
    const QStringList missing = neededIds(next.body);
    if (missing == neededIds(command.body)) {
        if (!isAnyNeverMade(missing, m_outbox.commands()))
            return false;
        next.state = CommandState::Parked; // with its text; a person may give it another lead
        next.lastError = ApiError(ErrorKind::NotFound, missing.constFirst());
    }
    return keep(next);
}

bool CommandLedger::finish(const CommandId &id)
{
    const auto command = m_outbox.command(id);
    if (!command)
        return true;
    OutboxChange change;
    change.finished << *command;
    const Reversal reversal = reversalOfFinished(*command);
    if (command->isUndone && reversal.compensation) {
        change.undone << id;
        change.added << CommandDesk::compensating(*command, *reversal.compensation, m_clock.nowUtc());
    }
    if (!apply(id, change))
        return false;
    forget(id);
    return true;
}

bool CommandLedger::notMirrored(const CommandId &id, const ApiError &error)
{
    constexpr int mostTries = 5;
    SendPlan &plan = m_plans[id];
    plan.backOff(m_clock.monotonicMs(), m_options, error.retryAfter);
    m_onTrouble(error);
    return !isLasting(error.kind) || plan.failures() < mostTries;
}

void CommandLedger::takeBack(const CommandId &id)
{
    if (const auto command = m_outbox.command(id))
        takeBack(*command);
}

/// The person has taken it back, and it is certain that Close does not have it.
void CommandLedger::takeBack(const Command &command)
{
    OutboxChange change;
    change.discarded << command;
    if (const auto removal = draftRemoval(command))
        change.added << CommandDesk::compensating(command, *removal, m_clock.nowUtc());
    if (apply(command.id, change))
        forget(command.id);
}

bool CommandLedger::keep(const Command &command)
{
    OutboxChange change;
    change.updated << command;
    return apply(command.id, change);
}

bool CommandLedger::apply(const CommandId &id, const OutboxChange &change)
{
    const Result<Done> kept = m_outbox.apply(change);
    if (kept)
        return true;
    m_plans[id].backOff(m_clock.monotonicMs(), m_options, {});
    m_onTrouble(kept.error());
    return false;
}

} // namespace leadline
