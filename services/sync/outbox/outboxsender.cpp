#include "services/sync/outbox/outboxsender.h"

#include "services/sync/outbox/afterfailure.h"
#include "services/sync/outbox/ownkey.h"

#include <QPointer>

#include <algorithm>
#include <limits>

namespace leadline {

OutboxSender::OutboxSender(ObjectApi &api, Mirror &mirror, OutboxStore &outbox, UserId user,
                           const Clock &clock, Options options, QObject *parent)
    : QObject(parent)
    , m_outbox(outbox)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_ledger(outbox, clock, m_options.plan, [this](const ApiError &error) { noteTrouble(error); })
    , m_delivery(api, mirror, outbox, m_ledger, std::move(user), clock, m_options,
                 [this] { return reached(); })
{
    connect(&m_delivery, &Delivery::failed, this, &OutboxSender::failed);
    connect(&m_delivery, &Delivery::settled, this, [this](const CommandId &id) {
        m_underWay.remove(id);
        wakeAt(0); // not at once: the step that asked may still be running
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OutboxSender::pump);
}

void OutboxSender::start()
{
    if (!m_outbox.becomeSender())
        return;
    if (!m_isRunning && m_underWay.isEmpty()) {
        if (const auto taken = takeUpKey(m_outbox, m_options.keyMark, m_clock.nowUtc()); !taken)
            Q_EMIT failed(taken.error());
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

void OutboxSender::networkIsBack()
{
    if (m_isCut && m_isRunning)
        retryNow(); // looking up too early proves nothing, and harms nothing
}

void OutboxSender::retryNow()
{
    m_isRunning = true;
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
    if (!m_isRunning || m_isPaused || !m_outbox.isSender() ||
        m_underWay.size() >= (m_isCut ? 1 : m_options.atOnce))
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
    CommandChain chain(m_outbox, m_options.keepsTwinsApart);
    std::optional<Command> due;
    QList<Command> waiting; // for an id
    m_outbox.visit([&](const Command &command) {
        const CommandChain::Turn turn = chain.turnOf(command);
        if (turn == CommandChain::Turn::NeedsId)
            waiting << command;
        if (turn != CommandChain::Turn::Now || m_underWay.contains(command.id))
            return true;
        const qint64 at = m_ledger.dueAt(command);
        if (at <= now)
            due = command;
        next = std::min(next, at);
        return !due;
    });
    for (const Command &command : std::as_const(waiting))
        next = m_ledger.resolveIds(command) ? now : next;
    return due;
}

QCoro::Task<> OutboxSender::deliver(Command command)
{
    const QPointer<OutboxSender> self(this);
    const CommandId id = command.id;
    auto step = m_delivery.nextStep(std::move(command));
    co_await std::move(step);
    if (!self)
        co_return;
    if (!m_delivery.isMirroring(id))
        m_underWay.remove(id);
    wakeAt(0); // not at once: a step may have ended before it was left
}

} // namespace leadline
