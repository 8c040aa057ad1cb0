#include "services/sync/outbox/outboxsender.h"

#include "services/close/codec/commandcodec.h"
#include "services/close/codec/lenient.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/afterfailure.h"
#include "services/sync/outbox/fieldmerge.h"
#include "services/sync/outbox/policy.h"
#include "services/sync/outbox/recognition.h"
#include "services/sync/outbox/search.h"

#include <QPointer>

#include <algorithm>
#include <limits>

namespace leadline {

namespace {

/// Which object the command is about.
ObjectRef targetOf(const Command &command)
{
    return objectOf(command.body, command.draftId.isEmpty() ? command.serverId : command.draftId);
}

} // namespace

OutboxSender::OutboxSender(ObjectApi &api, Mirror &mirror, OutboxStore &outbox, UserId user,
                           const Clock &clock, Options options, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_mirror(mirror)
    , m_outbox(outbox)
    , m_user(std::move(user))
    , m_clock(clock)
    , m_options(std::move(options))
    , m_ledger(outbox, clock, m_options.plan, [this](const ApiError &error) { noteTrouble(error); })
    , m_writer(api, mirror)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OutboxSender::pump);
}

void OutboxSender::start()
{
    if (!m_outbox.becomeSender())
        return;
    if (!m_isRunning && m_underWay.isEmpty()) {
        if (const auto done = m_outbox.forgetFinishedBefore(m_clock.nowUtc().addMonths(-1)); !done)
            Q_EMIT failed(done.error());
        m_ledger.recover();
    }
    retryNow();
}

void OutboxSender::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

bool OutboxSender::reached()
{
    const bool isAlive = !m_options.reached || m_options.reached();
    if (!isAlive)
        stop();
    return isAlive;
}

void OutboxSender::retryNow()
{
    m_isRunning = true;
    forgetWaits();
}

void OutboxSender::networkIsBack()
{
    if (m_isCut && m_isRunning)
        forgetWaits(); // looking up too early proves nothing, and harms nothing
}

void OutboxSender::forgetWaits()
{
    m_isCut = false;
    m_network = SendPlan();
    m_ledger.actNow();
    pump();
}

void OutboxSender::noteTrouble(const ApiError &error)
{
    if (isWithoutNetwork(error.kind)) {
        m_isCut = true;
        m_network.backOff(m_clock.monotonicMs(), m_options.plan, error.retryAfter);
    }
    if (error.kind == ErrorKind::Unauthorized)
        stop();
    Q_EMIT failed(error);
}

void OutboxSender::wakeAt(qint64 due)
{
    if (!m_isRunning)
        return;
    m_timer.start(int(std::clamp<qint64>(due - m_clock.monotonicMs(), 0, 3'600'000)));
}

void OutboxSender::pump()
{
    if (!m_isRunning || !m_outbox.isSender() || m_underWay.size() >= (m_isCut ? 1 : m_options.atOnce))
        return;
    const qint64 now = m_clock.monotonicMs();
    if (m_isCut && m_network.due() > now)
        return wakeAt(m_network.due());
    qint64 next = std::numeric_limits<qint64>::max();
    if (auto command = nextDue(now, next)) {
        m_underWay.insert(command->id);
        [[maybe_unused]] const auto running = deliver(*std::move(command));
        m_timer.start(0); // the list may be another one now
    } else if (next != std::numeric_limits<qint64>::max()) {
        wakeAt(next);
    }
}

/// The oldest command that may act now; else `next` is when the first of them may.
std::optional<Command> OutboxSender::nextDue(qint64 now, qint64 &next)
{
    const QList<Command> commands = m_outbox.commands();
    CommandChain chain(commands, m_options.keepsTwinsApart);
    for (const Command &command : commands) {
        const CommandChain::Turn turn = chain.turnOf(command);
        if (turn == CommandChain::Turn::NeedsId && m_ledger.resolveIds(command))
            next = now;
        if (turn != CommandChain::Turn::Now || m_underWay.contains(command.id))
            continue;
        const qint64 due = m_ledger.dueAt(command);
        if (due <= now)
            return command;
        next = std::min(next, due);
    }
    return std::nullopt;
}

QCoro::Task<> OutboxSender::deliver(Command command)
{
    const QPointer<OutboxSender> self(this);
    const CommandId id = command.id;
    auto step = nextStep(std::move(command));
    co_await std::move(step);
    if (!self)
        co_return;
    if (!m_mirroring.contains(id))
        m_underWay.remove(id);
    wakeAt(0); // not at once: a step may have ended before it was left
}

QCoro::Task<> OutboxSender::nextStep(Command command)
{
    const bool isBound = !command.draftId.isEmpty();
    const bool isOpen = command.state == CommandState::Unknown || command.state == CommandState::Sending;
    if (command.state == CommandState::Done)
        return finishDone(std::move(command));
    if (std::holds_alternative<DeleteObject>(command.body))
        return remove(std::move(command));
    if (std::holds_alternative<UpdateObject>(command.body))
        return update(std::move(command));
    if (isOpen)
        return isBound ? lookAtDraft(std::move(command)) : lookUp(std::move(command));
    return isBound ? flip(std::move(command)) : create(std::move(command));
}

std::optional<Command> OutboxSender::mark(const Command &command)
{
    if (!reached())
        return std::nullopt;
    if (!m_options.marksSending)
        return command;
    const QStringList twins = twinsInMirror(m_mirror, command, m_user);
    if (command.sends > 0 && command.draftId.isEmpty() &&
        isAnyUnexplained(twins, command, searchFor(command))) {
        m_ledger.unexplained(command.id);
        return std::nullopt;
    }
    auto marked = m_ledger.markSending(command.id, twins, m_api.serverSkew());
    return reached() ? marked : std::nullopt;
}

Search OutboxSender::searchFor(const Command &command) const
{
    return leadline::searchFor(m_outbox, command, m_user, m_clock.nowUtc(), m_options.knowsOwnKey);
}

QCoro::Task<> OutboxSender::create(Command command)
{
    const QPointer<OutboxSender> self(this);
    if (command.looksFirst) {
        auto looking = lookUp(std::move(command));
        co_await std::move(looking);
        co_return; // what was found out is kept; the next round goes on from there
    }
    if (!mark(command))
        co_return;
    const Creation creation = *encodeCreation(command.body);
    auto sending = m_api.create(creation.path, creation.body);
    const auto answer = co_await std::move(sending);
    if (!self || !reached())
        co_return;
    if (!answer)
        m_ledger.failed(command.id, answer.error());
    else if (!isOnLead(command.body, *answer))
        m_ledger.failed(command.id, ApiError(ErrorKind::NotClose));
    else
        created(command, *answer, Evidence::Answer);
}

/// Close has the object, by its own answer or found by a look.
void OutboxSender::created(const Command &command, const QJsonObject &object, Evidence evidence)
{
    if (policyOf(command.body).isTwoPhase)
        return m_ledger.bindDraft(command.id, object, evidence);
    if (m_ledger.arrived(command.id, object, evidence) && reached())
        storeInMirror(command.id, object);
}

QCoro::Task<> OutboxSender::lookUp(Command command)
{
    const QPointer<OutboxSender> self(this);
    const CommandId id = command.id;
    if (command.state != CommandState::Queued && !m_ledger.plan(id).isUncertain())
        m_ledger.plan(id).beginLookups(m_clock.monotonicMs(), m_options.plan);
    if (!m_options.looksBeforeRepeat)
        co_return m_ledger.absent(id);
    const Search search = searchFor(command);
    auto finding = findTwins(&m_api, search);
    const Result<Findings> found = co_await std::move(finding);
    if (!self || !reached())
        co_return;
    const auto current = m_outbox.command(id); // a person may have discarded it meanwhile
    if (!current)
        co_return;
    if (!found)
        co_return m_ledger.lookFailed(id, found.error());
    if (const auto learned = learn(m_outbox, search, *found, m_clock.nowUtc()); !learned)
        Q_EMIT failed(learned.error());
    QList<QJsonObject> twins;
    for (const Sighting &sighting : found->twins)
        twins << sighting.object;
    if (twins.isEmpty())
        co_return m_ledger.absent(id, found->foreign);
    auto adopting = adopt(*current, bestTwin(current->body, twins));
    co_await std::move(adopting);
}

/// What was found is what the command made. The look shows a part of it only, the mirror wants the whole.
QCoro::Task<> OutboxSender::adopt(Command command, QJsonObject twin)
{
    const QPointer<OutboxSender> self(this);
    if (policyOf(command.body).isTwoPhase)
        co_return m_ledger.bindDraft(command.id, twin, Evidence::Look);
    auto reading = m_api.read(*createdObject(command.body, lenient::idText(twin)));
    const Result<QJsonObject> whole = co_await std::move(reading);
    if (!self || !reached())
        co_return;
    if (whole)
        created(command, *whole, Evidence::Look);
    else if (whole.error().kind != ErrorKind::NotFound)
        m_ledger.lookFailed(command.id, whole.error());
    else if (m_ledger.arrived(command.id, twin) && reached()) // it was made, and deleted since
        mirrored(command.id, Done());
}

/// The bound draft becomes a message. Only a draft can be changed, so that a flip acts once however often it
/// is sent (reliability.md, finding 9).
QCoro::Task<> OutboxSender::flip(Command command)
{
    const QPointer<OutboxSender> self(this);
    if (!mark(command))
        co_return;
    const QJsonObject status{{QStringLiteral("status"), QStringLiteral("outbox")}};
    auto changing = m_api.change(targetOf(command), status);
    const auto answer = co_await std::move(changing);
    if (!self || !reached())
        co_return;
    if (!answer)
        m_ledger.failed(command.id, answer.error());
    else if (m_ledger.arrived(command.id, *answer) && reached())
        storeInMirror(command.id, *answer);
}

QCoro::Task<> OutboxSender::lookAtDraft(Command command)
{
    const QPointer<OutboxSender> self(this);
    const CommandId id = command.id;
    auto reading = m_api.read(targetOf(command));
    const Result<QJsonObject> draft = co_await std::move(reading);
    if (!self || !reached())
        co_return;
    if (!draft && draft.error().kind == ErrorKind::NotFound)
        m_ledger.draftGone(id);
    else if (!draft)
        m_ledger.lookFailed(id, draft.error());
    else if (lenient::text(*draft, QLatin1String("status")) == QLatin1String("draft"))
        m_ledger.stillDraft(id);
    else if (m_ledger.arrived(id, *draft) && reached())
        storeInMirror(id, *draft);
}

/// Reads first, then sends only what still holds the value the person began from. So it may be repeated: what
/// is there already needs no PUT, and a PUT that was done twice leaves what done once leaves.
QCoro::Task<> OutboxSender::update(Command command)
{
    const QPointer<OutboxSender> self(this);
    const CommandId id = command.id;
    auto reading = m_api.read(targetOf(command));
    Result<QJsonObject> object = co_await std::move(reading);
    if (!self || !reached())
        co_return;
    if (!object)
        co_return m_ledger.failed(id, object.error());
    const FieldMerge merge = mergeFields(std::get<UpdateObject>(command.body).changes, *object);
    const auto current = m_outbox.command(id);
    if (!merge.conflicts.isEmpty())
        co_return m_ledger.conflicted(id, merge.conflicts);
    if (!merge.toSend.isEmpty()) {
        if (current && current->isUndone)
            co_return m_ledger.takeBack(id);
        if (!mark(command))
            co_return;
        auto changing = m_api.change(targetOf(command), merge.toSend);
        object = co_await std::move(changing);
        if (!self || !reached())
            co_return;
    }
    if (!object)
        m_ledger.failed(id, object.error());
    else if (m_ledger.arrived(id, *object) && reached())
        storeInMirror(id, *object);
}

/// May be repeated: what is gone stays gone, and an id is never used again.
QCoro::Task<> OutboxSender::remove(Command command)
{
    const QPointer<OutboxSender> self(this);
    if (!mark(command))
        co_return;
    auto removing = m_api.remove(targetOf(command));
    const Result<Done> answer = co_await std::move(removing);
    if (!self || !reached())
        co_return;
    const bool isGone = answer || answer.error().kind == ErrorKind::NotFound;
    if (!isGone)
        m_ledger.failed(command.id, answer.error());
    else if (m_ledger.removed(command.id) && reached())
        storeInMirror(command.id, {});
}

QCoro::Task<> OutboxSender::finishDone(Command command)
{
    const QPointer<OutboxSender> self(this);
    if (std::holds_alternative<DeleteObject>(command.body)) {
        storeInMirror(command.id, {});
        co_return;
    }
    auto reading = m_api.read(targetOf(command));
    const Result<QJsonObject> object = co_await std::move(reading);
    if (!self || !reached())
        co_return;
    if (object && !createdIds(command.body).isEmpty()) // a person named it: its id goes to those that wait
        [[maybe_unused]]
        const bool isKept = m_ledger.arrived(command.id, *object);
    if (object)
        storeInMirror(command.id, *object);
    else if (object.error().kind == ErrorKind::NotFound) // deleted in Close since
        mirrored(command.id, Done());
    else
        mirrored(command.id, object.error());
}

void OutboxSender::storeInMirror(const CommandId &id, const QJsonObject &object)
{
    const auto command = m_outbox.command(id);
    if (!command)
        return;
    m_mirroring.insert(id);
    const QPointer<OutboxSender> self(this);
    auto then = [self, id](const Result<Done> &stored) {
        if (self)
            self->mirrored(id, stored);
    };
    // An answer to a create names its object; the ids of the command are Close's by now.
    if (std::holds_alternative<DeleteObject>(command->body))
        m_writer.removed(command->leadId(), targetOf(*command), std::move(then));
    else
        m_writer.stored(command->leadId(), targetOf(*command), object, std::move(then));
}

void OutboxSender::mirrored(const CommandId &id, const Result<Done> &stored)
{
    if (!reached())
        return;
    // What the mirror cannot take is left to the sync: it must not hold its lead up for ever.
    const bool isOver = stored || !m_ledger.notMirrored(id, stored.error());
    if (isOver && m_ledger.finish(id)) [[maybe_unused]]
        const bool isAlive = reached();
    m_mirroring.remove(id);
    m_underWay.remove(id);
    wakeAt(0); // not at once: the step that asked may still be running
}

} // namespace leadline
