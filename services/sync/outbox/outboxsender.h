#pragma once

#include "services/close/closeapi.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"
#include "services/sync/outbox/sendplan.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

namespace leadline {

/// Sends the outbox to Close, each write at most once unless it is certain that nothing was applied
/// (reliability.md B3). The durable mark Sending stands before the first byte leaves. An answer that never
/// came is looked up in Close; what is still not there after the settle time is left to a person (state
/// User). In this version nothing uncertain is ever sent again by itself. One write at a time; the order of a
/// lead's commands is kept, leads wait for nobody else.
///
/// The row never disappears and never doubles: the command stays, in state Done with its `serverId`, until
/// the mirror has committed the activity, and is removed in the same turn of the event loop in which the
/// mirror tells.
class OutboxSender final : public QObject
{
    Q_OBJECT
public:
    OutboxSender(CloseApi &api, Mirror &mirror, OutboxStore &outbox, UserId user, const Clock &clock,
                 SendPlan::Options options, QObject *parent = nullptr);

    /// Takes up what the last run left: Sending becomes Unknown, for nobody knows how far it came. Nothing
    /// happens while another program sends.
    void start();
    /// Nothing leaves until `retryNow`; what is under way ends by itself.
    void stop();
    /// Forgets every wait.
    void retryNow();
    /// Something was answered: what waits for the network need not wait longer.
    void networkIsBack();
    /// A person decided about the command: what was planned for it is void.
    void forgetWait(const CommandId &id) { m_plans.remove(id); }
    /// Looks for work; called after every change of the outbox from outside.
    void pump();

Q_SIGNALS:
    /// A send or a look-up failed; for the status strip. The command itself tells what became of it.
    void failed(const leadline::ApiError &error);

private:
    [[nodiscard]] QCoro::Task<> sendCall(Command command);
    [[nodiscard]] QCoro::Task<> sendDelete(Command command);
    [[nodiscard]] QCoro::Task<> lookUp(Command command);
    [[nodiscard]] QCoro::Task<> finishDone(Command command);
    [[nodiscard]] bool markSending(Command &command);
    void sendEnded(const Command &command);
    [[nodiscard]] qint64 heldUntil(const Command &command);
    void act(const Command &command);
    void arrived(Command command, const Activity &activity);
    void deleted(Command command);
    void mirrored(const CommandId &id, const Result<Done> &stored);
    void didNotArrive(Command command, CommandState state, const ApiError &error);
    void absent(Command command);
    void lookUpAgain(const CommandId &id, const ApiError &error);
    [[nodiscard]] std::optional<Activity> claim(const Command &command, const QList<Activity> &found) const;
    [[nodiscard]] QStringList twinsOf(const Command &command) const;
    /// False if the disk refused; then nothing was changed and the command waits.
    [[nodiscard]] bool keep(const Command &command);

    CloseApi &m_api;
    Mirror &m_mirror;
    OutboxStore &m_outbox;
    UserId m_user;
    const Clock &m_clock;
    SendPlan::Options m_options;
    QHash<CommandId, SendPlan> m_plans;
    QHash<CommandId, qint64> m_holds; ///< by the monotonic clock
    QSet<CommandId> m_underWay;
    bool m_isRunning = false;
    bool m_isSending = false;
    bool m_isWaitingForNetwork = false;
    QTimer m_timer;
};

} // namespace leadline
