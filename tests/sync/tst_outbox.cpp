#include "services/close/codec/activitycodec.h"
#include "services/close/codec/commandcodec.h"
#include "services/sync/outbox/outboxsender.h"
#include "tests/sync/bench.h"
#include "tests/testkit/fastclock.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::WireFault;
using leadline::test::Bench;
using std::chrono::milliseconds;

namespace {

OutboxSender::Options quickPlan()
{
    OutboxSender::Options options;
    options.plan.backoffBase = milliseconds(1);
    options.plan.backoffCap = milliseconds(5);
    options.plan.lookups = {milliseconds(0)};
    return options;
}

sandbox::FaultRule rule(Fault fault, const QByteArray &method, const QString &path)
{
    sandbox::FaultRule rule;
    rule.fault = fault;
    rule.method = method;
    rule.path = path;
    return rule;
}

const QString callPath = QStringLiteral("activity/call/");

} // namespace

/// The outbox protocol step by step, on a clock that stands still.
class TestOutbox final : public QObject
{
    Q_OBJECT

    test::FastClock m_clock;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<OutboxSender> m_sender;

    void makeSender()
    {
        m_sender = std::make_unique<OutboxSender>(m_bench->objects(), m_bench->mirror(), m_bench->outbox(),
                                                  m_bench->me(), m_clock, quickPlan());
    }
    /// As a crash and a new start of the program.
    void restart()
    {
        m_sender.reset();
        m_bench->close();
        m_bench->open();
        makeSender();
    }
    [[nodiscard]] std::optional<Command> now(const Command &command)
    {
        return m_bench->outbox().command(command.id);
    }
    [[nodiscard]] bool isIn(const Command &command, CommandState state)
    {
        const auto current = now(command);
        return current && current->state == state;
    }
    /// Lists of calls that were read to look for one.
    [[nodiscard]] int lookUps() const { return m_bench->requests(QStringLiteral("GET /api/v1/activity/call/")); }
    void failNextPost(Fault fault, bool isAfterApplying)
    {
        auto r = rule(fault, "POST", callPath);
        r.afterApplying = isAfterApplying;
        m_bench->server().faults().add(r);
    }
    /// The id of a call that Close and the mirror both have.
    /// Made in Close behind the sender's back.
    [[nodiscard]] std::optional<Activity> logged(const CommandBody &call)
    {
        const auto creation = encodeCreation(call);
        auto making = m_bench->objects().create(creation->path, creation->body);
        const auto made = test::await(std::move(making));
        return made ? decodeActivity(*made) : std::nullopt;
    }
    [[nodiscard]] ActivityId storedCall(const LeadId &lead)
    {
        const auto call = logged(m_bench->callTo(lead, QStringLiteral("old")));
        if (!call)
            return {};
        bool isStored = false;
        m_bench->mirror().putActivities(lead, {*call}, false,
                                        [&isStored](const Result<Done> &r) { isStored = r.isOk(); });
        return QTest::qWaitFor([&isStored] { return isStored; }) ? call->id : ActivityId();
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_bench = std::make_unique<Bench>(m_clock);
        QVERIFY(m_bench->takeLeads());
        makeSender();
    }
    void cleanup()
    {
        m_sender.reset();
        m_bench->close();
        m_bench.reset();
    }

    void sendsAndSettles()
    {
        const LeadId lead = m_bench->lead(0);
        m_bench->queued(m_bench->callTo(lead, QStringLiteral("hello")));
        QCOMPARE(m_bench->posts(), 0);
        m_sender->start();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        const auto calls = m_bench->mirror().activities(lead, {ActivityKind::Call}, 0, 10);
        QCOMPARE(calls.size(), 1);
        QCOMPARE(std::get<CallDetails>(calls.first().details).note, QStringLiteral("hello"));
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("hello")), 1);
        QCOMPARE(m_bench->posts(), 1);
    }

    void marksSendingBeforeTheFirstByte()
    {
        const Command command = m_bench->queued(m_bench->callTo(m_bench->lead(0), QStringLiteral("a")));
        int postsWhenMarked = -1;
        connect(&m_bench->outbox(), &OutboxStore::changed, this, [&] {
            if (isIn(command, CommandState::Sending))
                postsWhenMarked = m_bench->posts();
        });
        m_bench->proxy().next(WireFault::Stall, "POST", callPath);
        m_sender->start();
        WAIT_FOR(m_bench->posts() == 1);
        QCOMPARE(postsWhenMarked, 0);
        QCOMPARE(now(command)->sends, 1);
    }

    void showsExactlyOneRowAtAnyMoment()
    {
        const LeadId lead = m_bench->lead(0);
        QList<int> rows;
        const auto look = [&] {
            QSet<QString> shown;
            for (const Activity &call : m_bench->mirror().activities(lead, {ActivityKind::Call}, 0, 10))
                shown << call.id.value;
            int count = int(shown.size());
            for (const Command &command : m_bench->outbox().commandsOf(lead))
                count += shown.contains(command.serverId) ? 0 : 1;
            rows << count;
        };
        connect(&m_bench->outbox(), &OutboxStore::changed, this, look);
        connect(&m_bench->mirror(), &Mirror::activitiesChanged, this, look);
        m_bench->queued(m_bench->callTo(lead, QStringLiteral("a")));
        m_sender->start();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        QVERIFY(rows.size() >= 4);
        QCOMPARE(QSet<int>(rows.begin(), rows.end()), QSet<int>{1});
    }

    void keepsTheOrderOfALead()
    {
        const LeadId lead = m_bench->lead(0);
        QStringList notes;
        for (int i = 0; i < 5; ++i) {
            notes << QString::number(i);
            m_bench->queued(m_bench->callTo(lead, notes.constLast()));
            m_clock.advance(1000);
        }
        m_sender->start();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        QStringList arrived; // newest first
        for (const QJsonObject &activity :
             m_bench->server().store().ofLead(sandbox::Kind::Activity, lead.value)) {
            if (notes.contains(activity.value(QLatin1String("note")).toString()))
                arrived.prepend(activity.value(QLatin1String("note")).toString());
        }
        QCOMPARE(arrived, notes);
        QCOMPARE(m_bench->posts(), 5);
    }

    void aRefusedLeadHoldsNobodyUp()
    {
        failNextPost(Fault::Rejected, false);
        const Command bad = m_bench->queued(m_bench->callTo(m_bench->lead(0), QStringLiteral("bad")));
        m_bench->queued(m_bench->callTo(m_bench->lead(0), QStringLiteral("same lead")));
        m_bench->queued(m_bench->callTo(m_bench->lead(1), QStringLiteral("other lead")));
        m_sender->start();
        WAIT_FOR(m_bench->outbox().commands().size() == 1);
        QVERIFY(isIn(bad, CommandState::Rejected));
        QVERIFY(!now(bad)->lastError.fieldErrors.isEmpty());
    }

    void anUncertainCallHoldsItsLeadOnly()
    {
        failNextPost(Fault::ServerError, false);
        const Command unsure = m_bench->queued(m_bench->callTo(m_bench->lead(0), QStringLiteral("unsure")));
        const Command behind = m_bench->queued(m_bench->callTo(m_bench->lead(0), QStringLiteral("behind")));
        m_bench->queued(m_bench->callTo(m_bench->lead(1), QStringLiteral("other lead")));
        m_sender->start();
        WAIT_FOR(m_bench->outbox().commands().size() == 2);
        WAIT_FOR(m_bench->requests(QStringLiteral("GET /api/v1/activity/call/")) >= 1);
        QVERIFY(isIn(unsure, CommandState::Unknown));
        QVERIFY(isIn(behind, CommandState::Queued));
    }

    void case087_sendsAgainOnlyAfterTheSettleTimeAndTwoReads()
    {
        failNextPost(Fault::Unavailable, false);
        const LeadId lead = m_bench->lead(0);
        const Command command = m_bench->queued(m_bench->callTo(lead, QStringLiteral("a")));
        QSignalSpy answers(&m_bench->http(), &HttpClient::answered);
        m_sender->start();
        WAIT_FOR(answers.count() == 2); // the list and the event log
        const qint64 steps[] = {89'000, 2'000, 29'000}; // too early, the first that counts, too soon after it
        for (const qint64 step : steps) {
            answers.clear();
            m_clock.advance(step);
            m_sender->retryNow();
            WAIT_FOR(answers.count() == 2);
            QTest::qWait(0);
            QVERIFY(isIn(command, CommandState::Unknown));
            QCOMPARE(m_bench->posts(), 1);
        }
        m_clock.advance(2'000);
        m_sender->retryNow();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        QCOMPARE(m_bench->posts(), 2);
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("a")), 1);
    }

    void case090_aReadThatFailsProvesNothing()
    {
        failNextPost(Fault::Unavailable, false);
        auto broken = rule(Fault::HtmlPage, "GET", callPath);
        broken.times = 1000;
        m_bench->server().faults().add(broken);
        const Command command = m_bench->queued(m_bench->callTo(m_bench->lead(0), QStringLiteral("a")));
        QSignalSpy failures(m_sender.get(), &OutboxSender::failed);
        m_sender->start();
        for (int i = 2; i < 6; ++i) {
            WAIT_FOR(failures.count() >= i);
            m_clock.advance(60'000);
            m_sender->retryNow();
        }
        QVERIFY(isIn(command, CommandState::Unknown));
        m_bench->server().faults().clear();
    }

    void case092_tellsTwinsApart()
    {
        const LeadId lead = m_bench->lead(0);
        const LogCall call = m_bench->callTo(lead, QStringLiteral("twin"));
        m_bench->queued(call);
        m_sender->start();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        // The same call once more, not applied: the first one must not be taken for it.
        failNextPost(Fault::ServerError, false);
        const Command lost = m_bench->queued(call);
        m_sender->pump();
        WAIT_FOR(lookUps() == 1);
        QVERIFY(isIn(lost, CommandState::Unknown));
        QVERIFY(m_bench->outbox().discard(lost.id));
        // And applied: it is found, as the second of two.
        failNextPost(Fault::ServerError, true);
        m_bench->queued(call);
        m_sender->pump();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("twin")), 2);
        QCOMPARE(m_bench->mirror().activityCount(lead, {ActivityKind::Call}), 2);
    }

    void stopsAllAt401AndGoesOn()
    {
        failNextPost(Fault::Unauthorized, false);
        for (int i = 0; i < 9; ++i)
            m_bench->queued(m_bench->callTo(m_bench->lead(i), QStringLiteral("a")));
        QSignalSpy failures(m_sender.get(), &OutboxSender::failed);
        m_sender->start();
        WAIT_FOR(failures.count() == 1);
        QTest::qWait(100); // those beside it end
        const int posts = m_bench->posts();
        QVERIFY(posts <= 5);
        m_clock.advance(100'000);
        m_sender->pump();
        m_sender->networkIsBack();
        QTest::qWait(20);
        QCOMPARE(m_bench->posts(), posts);
        m_sender->retryNow();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        QCOMPARE(m_bench->posts(), 10);
    }

    void waitsOffline()
    {
        m_bench->proxy().down();
        const LeadId lead = m_bench->lead(0);
        const Command command = m_bench->queued(m_bench->callTo(lead, QStringLiteral("offline")));
        m_sender->start();
        WAIT_FOR(now(command)->lastError.kind == ErrorKind::Unreached && isIn(command, CommandState::Queued));
        QCOMPARE(m_bench->posts(), 0);
        m_bench->proxy().restore();
        m_sender->networkIsBack();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("offline")), 1);
        QCOMPARE(m_bench->posts(), 1);
    }

    void takesUpWhatACrashLeft_data()
    {
        QTest::addColumn<bool>("wasApplied");
        QTest::newRow("applied") << true;
        QTest::newRow("not applied") << false;
    }
    void takesUpWhatACrashLeft()
    {
        QFETCH(bool, wasApplied);
        const LeadId lead = m_bench->lead(0);
        Command command = m_bench->queued(m_bench->callTo(lead, QStringLiteral("crash")));
        if (wasApplied) {
            QVERIFY(logged(command.body));
        }
        command.state = CommandState::Sending;
        command.sends = 1;
        QVERIFY(m_bench->outbox().becomeSender());
        QVERIFY(m_bench->outbox().update(command));
        const int posts = m_bench->posts();
        restart();
        m_sender->start();
        WAIT_FOR([this] {
            m_clock.advance(1'000);
            m_sender->pump();
            return m_bench->outbox().commands().isEmpty();
        }());
        QCOMPARE(m_bench->mirror().activityCount(lead, {ActivityKind::Call}), 1);
        QCOMPARE(m_bench->posts(), wasApplied ? posts : posts + 1);
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("crash")), 1);
    }

    void finishesWhatWasDoneButNotShown()
    {
        const LeadId lead = m_bench->lead(0);
        Command command = m_bench->queued(m_bench->callTo(lead, QStringLiteral("done")));
        const auto call = logged(command.body);
        QVERIFY(call);
        command.state = CommandState::Done;
        command.serverId = call->id.value;
        QVERIFY(m_bench->outbox().update(command));
        restart();
        m_sender->start();
        WAIT_FOR(m_bench->outbox().commands().isEmpty());
        QVERIFY(m_bench->mirror().activity(call->id));
        QCOMPARE(m_bench->posts(), 1);
    }

    void deletes_data()
    {
        QTest::addColumn<int>("fault"); // -1 = none, else a WireFault
        QTest::newRow("straight") << -1;
        QTest::newRow("reset before") << int(WireFault::ResetBefore);
        QTest::newRow("reset after: 404 the second time") << int(WireFault::ResetAfter);
    }
    void deletes()
    {
        QFETCH(int, fault);
        const LeadId lead = m_bench->lead(0);
        const ActivityId id = storedCall(lead);
        QVERIFY(!id.isEmpty());
        if (fault >= 0)
            m_bench->proxy().next(WireFault(fault), "DELETE", callPath);
        DeleteObject removal;
        removal.leadId = lead;
        removal.object = {ObjectKind::Activity, ActivityKind::Call, id.value};
        m_bench->queued(removal);
        m_sender->start();
        WAIT_FOR([this] {
            m_clock.advance(10);
            m_sender->pump();
            return m_bench->outbox().commands().isEmpty();
        }());
        QVERIFY(!m_bench->mirror().activity(id));
        QVERIFY(!m_bench->server().store().find(sandbox::Kind::Activity, id.value));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
