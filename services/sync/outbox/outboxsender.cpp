#include "services/sync/outbox/outboxsender.h"

#include "services/sync/outbox/callfinder.h"
#include "services/sync/outbox/callmatch.h"

namespace leadline {

namespace {

bool isDelete(const Command &command)
{
    return std::holds_alternative<DeleteObject>(command.body);
}

bool canBeSent(const Command &command)
{
    return isDelete(command) || std::holds_alternative<LogCall>(command.body);
}

/// Nothing more happens to it without a person.
bool isAtRest(CommandState state)
{
    return state == CommandState::Rejected || state == CommandState::User || state == CommandState::Parked;
}

} // namespace

OutboxSender::OutboxSender(CloseApi &api, Mirror &mirror, OutboxStore &outbox, UserId user,
                           const Clock &clock, SendPlan::Options options, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_mirror(mirror)
    , m_outbox(outbox)
    , m_user(std::move(user))
    , m_clock(clock)
    , m_options(std::move(options))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OutboxSender::pump);
}

void OutboxSender::start()
{
    if (!m_outbox.becomeSender())
        return;
    for (Command command : m_outbox.commands()) {
        if (command.state != CommandState::Sending || m_underWay.contains(command.id))
            continue;
        command.state = isDelete(command) ? CommandState::Queued : CommandState::Unknown;
        [[maybe_unused]] const bool isKept = keep(command); // Sending means the same to pump()
    }
    retryNow();
}

void OutboxSender::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void OutboxSender::retryNow()
{
    m_isRunning = true;
    for (SendPlan &plan : m_plans)
        plan.actNow();
    pump();
}

void OutboxSender::networkIsBack()
{
    if (!m_isWaitingForNetwork || !m_isRunning)
        return;
    m_isWaitingForNetwork = false;
    for (const Command &command : m_outbox.commands()) {
        const bool isCut =
            command.state == CommandState::Queued && command.lastError.kind == ErrorKind::Unreached;
        if (isCut ||
            command.state == CommandState::Unknown) // looking up too early proves nothing, and harms nothing
            m_plans[command.id].actNow();
    }
    pump();
}

void OutboxSender::pump()
{
    if (!m_isRunning || !m_outbox.isSender())
        return;
    const qint64 now = m_clock.monotonicMs();
    std::optional<qint64> next;
    QSet<LeadId> busyLeads;
    for (const Command &command : m_outbox.commands()) {
        if (isAtRest(command.state) || !canBeSent(command) || busyLeads.contains(command.leadId()))
            continue;
        busyLeads.insert(command.leadId());
        const bool mustWait = m_isSending && (command.state == CommandState::Queued || isDelete(command));
        if (mustWait || m_underWay.contains(command.id))
            continue;
        const qint64 due = std::max(m_plans[command.id].due(), heldUntil(command));
        if (due <= now) {
            act(command);
            m_timer.start(0); // the list may be another one now
            return;
        }
        next = next ? std::min(*next, due) : due;
    }
    if (next)
        m_timer.start(int(*next - now));
}

/// By the monotonic clock: a jump of the other one must not hold a write for ever.
qint64 OutboxSender::heldUntil(const Command &command)
{
    if (!command.heldUntil.isValid() || command.sends > 0)
        return 0;
    const auto known = m_holds.constFind(command.id);
    if (known != m_holds.constEnd())
        return *known;
    constexpr qint64 longestHoldMs = 60'000;
    const qint64 left = std::clamp<qint64>(m_clock.nowUtc().msecsTo(command.heldUntil), 0, longestHoldMs);
    return *m_holds.insert(command.id, m_clock.monotonicMs() + left);
}

void OutboxSender::act(const Command &command)
{
    m_underWay.insert(command.id);
    if (command.state == CommandState::Done) {
        [[maybe_unused]] const auto running = finishDone(command);
    } else if (isDelete(command)) {
        [[maybe_unused]] const auto running = sendDelete(command);
    } else if (command.state == CommandState::Queued) {
        [[maybe_unused]] const auto running = sendCall(command);
    } else {
        [[maybe_unused]] const auto running = lookUp(command);
    }
}

bool OutboxSender::markSending(Command &command)
{
    command.state = CommandState::Sending;
    ++command.sends;
    command.knownTwins = twinsOf(command);
    m_isSending = keep(command);
    if (!m_isSending)
        m_underWay.remove(command.id);
    return m_isSending;
}

void OutboxSender::sendEnded(const Command &command)
{
    m_isSending = false;
    m_underWay.remove(command.id);
}

QCoro::Task<> OutboxSender::sendCall(Command command)
{
    const QPointer<OutboxSender> self(this);
    if (!markSending(command))
        co_return;
    const LogCall call = std::get<LogCall>(command.body);
    auto sending = m_api.logCall(call, Lane::Foreground);
    const Result<Activity> answer = co_await std::move(sending);
    if (!self)
        co_return;
    sendEnded(command);
    if (!answer)
        didNotArrive(command, stateAfterCall(answer.error().kind), answer.error());
    else if (answer->id.isEmpty() || answer->leadId != call.leadId)
        didNotArrive(command, CommandState::Unknown, ApiError(ErrorKind::NotClose, answer->id.value));
    else
        arrived(command, *answer);
    pump();
}

QCoro::Task<> OutboxSender::sendDelete(Command command)
{
    const QPointer<OutboxSender> self(this);
    if (!markSending(command))
        co_return;
    auto sending = m_api.remove(std::get<DeleteObject>(command.body).object, Lane::Foreground);
    const Result<Done> answer = co_await std::move(sending);
    if (!self)
        co_return;
    sendEnded(command);
    const CommandState state = answer ? CommandState::Done : stateAfterDelete(answer.error().kind);
    if (state == CommandState::Done)
        deleted(command);
    else
        didNotArrive(command, state, answer.error());
    pump();
}

QCoro::Task<> OutboxSender::lookUp(Command command)
{
    const QPointer<OutboxSender> self(this);
    const CommandId id = command.id;
    if (!m_plans[id].isUncertain())
        m_plans[id].beginLookups(m_clock.monotonicMs(), m_options);
    auto finding = findCalls(&m_api, command, m_user);
    const Result<QList<Activity>> found = co_await std::move(finding);
    if (!self)
        co_return;
    m_underWay.remove(id);
    const auto current = m_outbox.command(id); // a person may have discarded it meanwhile
    if (current && !found)
        lookUpAgain(id, found.error());
    else if (const auto match = current ? claim(*current, *found) : std::nullopt)
        arrived(*current, *match);
    else if (current)
        absent(*current);
    pump();
}

QCoro::Task<> OutboxSender::finishDone(Command command)
{
    const QPointer<OutboxSender> self(this);
    if (isDelete(command)) {
        deleted(command);
        co_return;
    }
    const ActivityId id(command.serverId);
    if (m_mirror.activity(id)) {
        mirrored(command.id, Done());
        co_return;
    }
    auto reading = m_api.call(id, Lane::Foreground);
    const Result<Activity> call = co_await std::move(reading);
    if (!self)
        co_return;
    m_underWay.remove(command.id);
    if (call)
        arrived(command, *call);
    else if (call.error().kind == ErrorKind::NotFound) // deleted in Close since
        mirrored(command.id, Done());
    else
        mirrored(command.id, call.error());
    pump();
}

void OutboxSender::arrived(Command command, const Activity &activity)
{
    command.state = CommandState::Done;
    command.serverId = activity.id.value;
    command.lastError = ApiError();
    if (!keep(command))
        return;
    m_underWay.insert(command.id);
    const QPointer<OutboxSender> self(this);
    const auto then = [self, id = command.id](const Result<Done> &stored) {
        if (self)
            self->mirrored(id, stored);
    };
    m_mirror.putActivities(command.leadId(), QList<Activity>(1, activity), false, then);
}

void OutboxSender::deleted(Command command)
{
    command.state = CommandState::Done;
    command.lastError = ApiError();
    if (!keep(command))
        return;
    m_underWay.insert(command.id);
    const QPointer<OutboxSender> self(this);
    const auto then = [self, id = command.id](const Result<Done> &stored) {
        if (self)
            self->mirrored(id, stored);
    };
    m_mirror.removeActivity(ActivityId(std::get<DeleteObject>(command.body).object.id), then);
}

void OutboxSender::mirrored(const CommandId &id, const Result<Done> &stored)
{
    m_underWay.remove(id);
    const Result<Done> removed = stored ? m_outbox.finish(id) : stored;
    if (removed) {
        m_plans.remove(id);
    } else {
        m_plans[id].backOff(m_clock.monotonicMs(), m_options, {});
        Q_EMIT failed(removed.error());
    }
    pump();
}

void OutboxSender::didNotArrive(Command command, CommandState state, const ApiError &error)
{
    command.state = state;
    command.lastError = error;
    const qint64 now = m_clock.monotonicMs();
    if (state == CommandState::Unknown)
        m_plans[command.id].beginLookups(now, m_options);
    else
        m_plans[command.id].backOff(now, m_options, error.retryAfter);
    m_isWaitingForNetwork = m_isWaitingForNetwork || error.kind == ErrorKind::Unreached;
    if (error.kind == ErrorKind::Unauthorized)
        stop();
    [[maybe_unused]] const bool isKept = keep(command); // else it stays Sending, and is looked up
    Q_EMIT failed(error);
}

void OutboxSender::lookUpAgain(const CommandId &id, const ApiError &error)
{
    m_plans[id].planNextLookup(m_clock.monotonicMs(), m_options);
    m_isWaitingForNetwork = m_isWaitingForNetwork || error.kind == ErrorKind::Unreached;
    if (error.kind == ErrorKind::Unauthorized)
        stop();
    Q_EMIT failed(error);
}

void OutboxSender::absent(Command command)
{
    const qint64 now = m_clock.monotonicMs();
    SendPlan &plan = m_plans[command.id];
    if (plan.noteAbsence(now, m_options)) {
        command.state = CommandState::User;
        if (keep(command))
            return;
    }
    plan.planNextLookup(now, m_options);
}

std::optional<Activity> OutboxSender::claim(const Command &command, const QList<Activity> &found) const
{
    QSet<QString> taken(command.knownTwins.begin(), command.knownTwins.end());
    for (const Command &other : m_outbox.commandsOf(command.leadId()))
        taken.insert(other.serverId);
    QList<Activity> matches = found;
    matches.removeIf([&taken](const Activity &activity) { return taken.contains(activity.id.value); });
    return bestMatch(std::get<LogCall>(command.body), matches);
}

QStringList OutboxSender::twinsOf(const Command &command) const
{
    QStringList twins;
    const auto *call = std::get_if<LogCall>(&command.body);
    if (!call)
        return twins;
    const int all = m_mirror.activityCount(call->leadId, {ActivityKind::Call});
    for (const Activity &activity : m_mirror.activities(call->leadId, {ActivityKind::Call}, 0, all)) {
        if (isSameCall(*call, m_user, activity))
            twins << activity.id.value;
    }
    return twins;
}

bool OutboxSender::keep(const Command &command)
{
    const Result<Done> kept = m_outbox.update(command);
    if (kept)
        return true;
    m_plans[command.id].backOff(m_clock.monotonicMs(), m_options, {});
    Q_EMIT failed(kept.error());
    return false;
}

} // namespace leadline
