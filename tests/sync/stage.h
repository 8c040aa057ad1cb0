#pragma once

#include "services/sync/outbox/outboxsender.h"
#include "services/sync/outbox/sweeper.h"
#include "tests/sync/bench.h"
#include "tests/testkit/fastclock.h"
#include "tests/testkit/wait.h"

#include <functional>

namespace leadline::test {

/// A bench with a sender on it, whose waits take no time: minutes pass in milliseconds, requests are real.
class Stage
{
public:
    explicit Stage(OutboxSender::Options options = quick(), int leads = 6);
    ~Stage();

    /// Waits as the program's own, only the back-off is short.
    [[nodiscard]] static OutboxSender::Options quick();
    /// As a crash and a new start of the program; nothing is sent until `start`.
    void restart();
    void restart(OutboxSender::Options options);
    /// Runs while time flies, until the expression is true; false after ten real seconds.
    [[nodiscard]] bool runUntil(const std::function<bool()> &isOver, int realLimitMs = 10'000);
    /// Until no command acts by itself any more.
    [[nodiscard]] bool runOut(int realLimitMs = 10'000);
    /// Sends it all and waits for the end.
    [[nodiscard]] bool play();

    /// The leads of the beginning, always in the same order.
    [[nodiscard]] LeadId lead(int index) const { return m_leads.at(index); }
    [[nodiscard]] bool isIn(const CommandId &id, CommandState state) const;
    [[nodiscard]] CommandState stateOf(const CommandId &id) const; ///< Done once it has left
    /// The next request of this kind fails so; `after`: it is applied all the same.
    void fail(sandbox::Fault fault, const QByteArray &method, const QString &path, bool after, int times = 1);
    [[nodiscard]] QList<QPair<QByteArray, CommandBody>> oneOfEach(const LeadId &lead,
                                                                  const QString &words) const;
    /// The one of a kind, such as `sms`.
    [[nodiscard]] CommandBody oneOf(const QByteArray &kind, const LeadId &lead, const QString &words) const;
    [[nodiscard]] QList<QJsonObject> inClose(sandbox::Kind kind, const LeadId &lead,
                                             const std::function<bool(const QJsonObject &)> &is = {}) const;

    FastClock clock;
    Bench bench;
    std::unique_ptr<OutboxSender> sender;

private:
    OutboxSender::Options m_options;
    QList<LeadId> m_leads;
};

/// A number of the organisation from which messages can be sent.
[[nodiscard]] QString ownNumber(const Bench &bench);
/// One command of each kind that makes something, all of them acceptable; the words tell them from others.
[[nodiscard]] QList<QPair<QByteArray, CommandBody>>
oneOfEachCreate(const LeadId &lead, const QString &ownNumber, const QString &words);
/// How many objects in Close are what the command makes; a draft is no message yet. `since`: of those made
/// then or later, as Close writes it.
[[nodiscard]] int madeBy(const Bench &bench, const CommandBody &body, const QString &since = {});

} // namespace leadline::test
