#include "services/closeservice.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::test::Bench;

/// The façade: what it refuses, what it keeps, and what it says about the connection.
class TestCloseService final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<CloseService> m_service;

    void openService()
    {
        CloseService::Options options;
        options.baseUrl = m_bench->proxy().baseUrl();
        options.apiKey = Secret("api_sandbox.leadline");
        options.dataFolder = m_bench->folder();
        options.userId = m_bench->me();
        options.hold = std::chrono::seconds(0);
        auto service = CloseService::open(std::move(options), m_clock);
        QVERIFY(service);
        m_service = std::move(service).value();
    }
    [[nodiscard]] CommandState stateOf(const CommandId &id) const
    {
        const auto command = m_service->outbox().command(id);
        return command ? command->state : CommandState::Done;
    }
    void failNextPost(Fault fault)
    {
        sandbox::FaultRule rule;
        rule.fault = fault;
        rule.method = "POST";
        rule.path = QStringLiteral("activity/call/");
        m_bench->server().faults().add(rule);
    }
    void put(const CommandId &id, CommandState state)
    {
        Command command = *m_service->outbox().command(id);
        command.state = state;
        QVERIFY(m_service->outbox().becomeSender());
        QVERIFY(m_service->outbox().update(command));
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_bench = std::make_unique<Bench>(m_clock);
        m_bench->close(); // the service opens the same folder
        openService();
    }
    void cleanup()
    {
        m_service.reset();
        m_bench.reset();
    }

    void isQuietUntilStarted()
    {
        const auto id = m_service->submit(m_bench->callTo(m_bench->lead(0), QStringLiteral("a")));
        QVERIFY(id);
        QCOMPARE(stateOf(*id), CommandState::Queued);
        QCOMPARE(m_bench->server().requestLog(), QStringList());
        QCOMPARE(m_service->connection(), Connection::Unknown);
    }

    void pullsAndSendsOnceStarted()
    {
        QSignalSpy connections(m_service.get(), &CloseService::connectionChanged);
        const LeadId lead = m_bench->lead(0);
        QVERIFY(m_service->submit(m_bench->callTo(lead, QStringLiteral("a"))));
        m_service->start();
        WAIT_FOR(m_service->pullProgress().isComplete && m_service->outbox().commands().isEmpty());
        QCOMPARE(m_service->mirror().leadCount(), 20);
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("a")), 1);
        QCOMPARE(m_service->connection(), Connection::Online);
        QCOMPARE(connections.count(), 1);
        QVERIFY(m_service->rateBudget().percentFree > 0);
    }

    void keepsWritesOverARestart()
    {
        const auto id = m_service->submit(m_bench->callTo(m_bench->lead(0), QStringLiteral("a")));
        QVERIFY(id);
        m_service.reset();
        openService();
        QCOMPARE(stateOf(*id), CommandState::Queued);
    }

    void refusesWhatCannotBeSent()
    {
        const LogCall good = m_bench->callTo(m_bench->lead(0), QStringLiteral("a"));
        LogCall call = good;
        call.leadId = LeadId(QStringLiteral("lead_x/../../me"));
        QCOMPARE(m_service->submit(call).error().message, QStringLiteral("lead_id"));
        call = good;
        call.durationSeconds = -1;
        QCOMPARE(m_service->submit(call).error().message, QStringLiteral("duration"));
        call = good;
        call.durationSeconds = 7 * 24 * 3600 + 1; // Close would shorten it, and it could not be recognised
        QCOMPARE(m_service->submit(call).error().message, QStringLiteral("duration"));
        call = good;
        call.activityAt = QDateTime();
        QCOMPARE(m_service->submit(call).error().kind, ErrorKind::InvalidInput);
        QVERIFY(m_service->outbox().commands().isEmpty());
    }

    void deletesOnlyWhatTheTrashHolds()
    {
        const LeadId lead = m_bench->lead(0);
        DeleteObject removal;
        removal.leadId = lead;
        removal.object = {ObjectKind::Activity, ActivityKind::Call, QStringLiteral("acti_unknown")};
        QCOMPARE(m_service->submit(removal).error().kind, ErrorKind::NotFound);

        m_service->start();
        WAIT_FOR(m_service->pullProgress().isComplete);
        QVERIFY(m_service->submit(m_bench->callTo(lead, QStringLiteral("a"))));
        WAIT_FOR(m_service->outbox().commands().isEmpty());
        Activity mine;
        for (const Activity &call : m_service->mirror().activities(lead, {ActivityKind::Call}, 0, 100)) {
            if (const auto *details = std::get_if<CallDetails>(&call.details);
                details->note == QLatin1String("a"))
                mine = call;
        }
        removal.object.id = mine.id.value;
        const auto first = m_service->submit(removal);
        const auto second = m_service->submit(removal);
        QVERIFY(first && second);
        QCOMPARE(first->value, second->value);
        QCOMPARE(m_service->outbox().trashed(mine.id.value).value_or(QJsonObject()), mine.raw);
        WAIT_FOR(m_service->outbox().commands().isEmpty());
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("a")), 0);
        QVERIFY(!m_service->mirror().activity(mine.id));
        QVERIFY(m_service->outbox().trashed(mine.id.value));
    }

    void holdsWritesAndTakesThemBackAsOne()
    {
        m_service->setHold(std::chrono::seconds(8));
        m_service->start();
        WAIT_FOR(m_service->pullProgress().isComplete);
        const LeadId lead = m_bench->lead(0);
        const auto group = m_service->submit(QList<CommandBody>{m_bench->callTo(lead, QStringLiteral("a")),
                                                                CreateNote{lead, {}, {}, QStringLiteral("b"), {}}});
        QVERIFY(group);
        QCOMPARE(m_service->outbox().commands().size(), 2);
        QCOMPARE(m_service->lastUndoable(), std::optional(*group));
        m_service->retryNow();
        const auto report = m_service->undo(*group);
        QVERIFY(report);
        QCOMPARE(report->commands.size(), 2);
        QVERIFY(m_service->outbox().commands().isEmpty());
        QVERIFY(!m_service->lastUndoable());
        QCOMPARE(m_bench->requests(QStringLiteral("POST /api/v1/activity/")), 0);
    }

    void sendsARefusedWriteToAnotherLead()
    {
        CreateNote note{LeadId(QStringLiteral("lead_gone")), {}, {}, QStringLiteral("homeless"), {}};
        m_service->start();
        const auto id = m_service->submit(note);
        QVERIFY(id);
        WAIT_FOR(stateOf(*id) == CommandState::Rejected);
        QVERIFY(m_service->retarget(*id, m_bench->lead(1)));
        WAIT_FOR(m_service->outbox().commands().isEmpty());
    }

    void correctsARejectedCall()
    {
        failNextPost(Fault::Rejected);
        const LeadId lead = m_bench->lead(0);
        LogCall call = m_bench->callTo(lead, QStringLiteral("first"));
        m_service->start();
        const auto id = m_service->submit(call);
        QVERIFY(id);
        WAIT_FOR(stateOf(*id) == CommandState::Rejected);
        call.note = QStringLiteral("second");
        QVERIFY(m_service->resubmit(*id, call));
        WAIT_FOR(m_service->outbox().commands().isEmpty());
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("first")), 0);
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("second")), 1);
    }

    void letsOnlyAPersonDecide_data()
    {
        QTest::addColumn<CommandState>("state");
        QTest::addColumn<bool>("canResubmit");
        QTest::addColumn<bool>("canConfirm");
        QTest::addColumn<bool>("canDiscard");
        QTest::newRow("queued") << CommandState::Queued << false << false << true;
        QTest::newRow("sending") << CommandState::Sending << false << false << false;
        QTest::newRow("unknown") << CommandState::Unknown << false << false << true;
        QTest::newRow("done") << CommandState::Done << false << false << false;
        QTest::newRow("rejected") << CommandState::Rejected << true << false << true;
        QTest::newRow("user") << CommandState::User << true << true << true;
        QTest::newRow("parked") << CommandState::Parked << true << false << true;
    }
    void letsOnlyAPersonDecide()
    {
        QFETCH(CommandState, state);
        QFETCH(bool, canResubmit);
        QFETCH(bool, canConfirm);
        QFETCH(bool, canDiscard);
        const auto submitted = [this, state] {
            const auto id = m_service->submit(m_bench->callTo(m_bench->lead(0), QStringLiteral("a")));
            put(*id, state);
            return *id;
        };
        QCOMPARE(m_service->resubmit(submitted(), std::nullopt).isOk(), canResubmit);
        const CommandId confirmed = submitted();
        QCOMPARE(m_service->confirmArrived(confirmed).isOk(), canConfirm);
        QCOMPARE(m_service->outbox().command(confirmed).has_value(), !canConfirm);
        const CommandId discarded = submitted();
        QCOMPARE(m_service->discard(discarded).isOk(), canDiscard);
        QCOMPARE(m_service->outbox().command(discarded).has_value(), !canDiscard);
    }

    void saysOfflineAndOnlineAgain()
    {
        m_bench->proxy().down();
        const LeadId lead = m_bench->lead(0);
        m_service->start();
        const auto id = m_service->submit(m_bench->callTo(lead, QStringLiteral("a")));
        QVERIFY(id);
        WAIT_FOR(m_service->connection() == Connection::Offline);
        WAIT_FOR(m_service->outbox().command(*id)->lastError.kind == ErrorKind::Unreached);
        m_bench->proxy().restore();
        m_service->retryNow();
        WAIT_FOR(m_service->connection() == Connection::Online);
        WAIT_FOR(m_service->outbox().commands().isEmpty());
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("a")), 1);
    }

    void noticesByItselfThatTheNetworkIsBack()
    {
        const LeadId lead = m_bench->lead(0);
        m_bench->proxy().down();
        m_service->start();
        m_service->cancelPull(); // nobody else asks
        const auto id = m_service->submit(m_bench->callTo(lead, QStringLiteral("a")));
        QVERIFY(id);
        WAIT_FOR(m_service->connection() == Connection::Offline);
        for (int i = 0; i < 8; ++i) { // its own waits are long by now
            m_service->retryNow();
            WAIT_FOR(m_service->outbox().command(*id)->sends > i && stateOf(*id) == CommandState::Queued);
        }
        m_bench->proxy().restore();
        QTRY_VERIFY_WITH_TIMEOUT(m_service->connection() == Connection::Online, 6000);
        WAIT_FOR(m_service->outbox().commands().isEmpty());
        QCOMPARE(m_bench->callsWith(lead, QStringLiteral("a")), 1);
    }

    void saysWhenTheKeyIsRevoked()
    {
        m_service->start();
        WAIT_FOR(m_service->pullProgress().isComplete);
        QSignalSpy connections(m_service.get(), &CloseService::connectionChanged);
        failNextPost(Fault::Unauthorized);
        const auto id = m_service->submit(m_bench->callTo(m_bench->lead(0), QStringLiteral("a")));
        WAIT_FOR(m_service->connection() == Connection::SignInNeeded);
        QCOMPARE(connections.count(), 1);
        QCOMPARE(connections.first().at(1).value<ApiError>().kind, ErrorKind::Unauthorized);
        QCOMPARE(stateOf(*id), CommandState::Queued);
        m_service->openLead(m_bench->lead(1)); // answered well: says nothing about the key
        QSignalSpy finished(m_service.get(), &CloseService::refreshFinished);
        WAIT_FOR(finished.count() == 1);
        QCOMPARE(m_service->connection(), Connection::SignInNeeded);
        QCOMPARE(m_bench->posts(), 1);
    }

    void closesInTheMiddleOfEverything()
    {
        m_bench->proxy().next(sandbox::WireFault::Stall, "*", QString(), 100);
        m_service->start();
        const auto id = m_service->submit(m_bench->callTo(m_bench->lead(0), QStringLiteral("a")));
        m_service->openLead(m_bench->lead(1));
        WAIT_FOR(m_bench->posts() == 1);
        m_service.reset();
        openService();
        QCOMPARE(stateOf(*id), CommandState::Unknown); // it may have arrived, and it has
        m_bench->proxy().clear();
        m_service->start();
        WAIT_FOR(m_service->outbox().commands().isEmpty());
        QCOMPARE(m_bench->posts(), 1);
    }
};

Q_DECLARE_METATYPE(leadline::CommandState)

QTEST_GUILESS_MAIN(TestCloseService)
#include "tst_closeservice.moc"
