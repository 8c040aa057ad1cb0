#pragma once

#include "services/sync/outbox/commandchain.h"
#include "services/sync/outbox/commandledger.h"
#include "services/sync/outbox/delivery.h"

#include <QTimer>

namespace leadline {

/// Sends the outbox to Close: each create at most once unless it is certain that nothing was made
/// (reliability.md B3). The durable mark Sending stands before the first byte leaves; an answer that never
/// came is looked up in Close. Several writes go at once, those of one lead one after the other
/// (CommandChain); the steps of one are Delivery's, what an event means for a command is decided by
/// CommandLedger, what the kinds need by `policy.h`.
///
/// The row never disappears and never doubles: the command stays, in state Done with its `serverId`, until
/// the mirror has committed the object, and leaves in the same turn of the event loop in which the mirror
/// tells.
class OutboxSender final : public QObject
{
    Q_OBJECT
public:
    using Options = SenderOptions;
    OutboxSender(ObjectApi &api, Mirror &mirror, OutboxStore &outbox, UserId user, const Clock &clock,
                 Options options, QObject *parent = nullptr);

    /// Takes up what the last run left. Nothing happens while another program sends.
    void start();
    /// Nothing leaves until `retryNow`; what is under way ends by itself.
    void stop();
    /// While paused nothing new begins, whatever else is called; what is under way ends by itself.
    void setPaused(bool isPaused)
    {
        m_isPaused = isPaused;
        pump();
    }
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// Forgets every wait but the holds.
    void retryNow();
    /// Something was answered: what waits for the network need not wait longer.
    void networkIsBack();
    /// A person decided about the command: what was planned for it is void.
    void forgetWait(const CommandId &id) { m_ledger.forget(id); }
    /// Looks for work; called after every change of the outbox from outside.
    void pump();

Q_SIGNALS:
    /// A send or a look-up failed; for the status strip. The command itself tells what became of it.
    void failed(const leadline::ApiError &error);

private:
    [[nodiscard]] std::optional<Command> nextDue(qint64 now, qint64 &next);
    [[nodiscard]] QCoro::Task<> deliver(Command command);
    void noteTrouble(const ApiError &error);
    [[nodiscard]] bool reached();
    void wakeAt(qint64 due);

    OutboxStore &m_outbox;
    const Clock &m_clock;
    Options m_options;
    CommandLedger m_ledger;
    Delivery m_delivery;
    SendPlan m_network; ///< while Close cannot be reached one command probes for all
    bool m_isCut = false;
    QSet<CommandId> m_underWay;
    bool m_isRunning = false;
    bool m_isPaused = false;
    QTimer m_timer;
};

} // namespace leadline
