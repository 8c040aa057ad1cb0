#include "services/close/codec/commandcodec.h"
#include "services/closeservice.h"
#include "services/sync/outbox/commanddesk.h"
#include "services/sync/outbox/policy.h"
#include "tests/sync/stage.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::sandbox::WireFault;
using leadline::test::Stage;

/// Failures of the write path by their numbers (reliability.md, A2), as far as no other test has them.
class TestOutboxCases final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    struct Sent
    {
        QByteArray kind;
        Command command;
    };
    /// One of each kind, each on a lead of its own.
    QList<Sent> queueAll()
    {
        QList<Sent> all;
        const int kinds = int(m_stage->oneOfEach(m_stage->lead(0), {}).size());
        for (int i = 0; i < kinds; ++i) {
            const auto of = m_stage->oneOfEach(m_stage->lead(i), QStringLiteral("case")).at(i);
            all << Sent{of.first, m_stage->bench.queued(of.second)};
        }
        return all;
    }
    [[nodiscard]] int posts(const QString &path = {}) const
    {
        return m_stage->bench.requests(QStringLiteral("POST /api/v1/") + path);
    }
    void checkAllArrivedOnce(const QList<Sent> &all)
    {
        for (const Sent &sent : all) {
            QVERIFY2(m_stage->isIn(sent.command.id, CommandState::Done), sent.kind.constData());
            QVERIFY2(test::madeBy(m_stage->bench, sent.command.body) == 1, sent.kind.constData());
        }
    }
    Command noteOn(const LeadId &lead, const QString &text)
    {
        return m_stage->bench.queued(CreateNote{lead, {}, {}, text, {}});
    }
    /// Texts of the notes that Close has of the lead, in the order they came.
    [[nodiscard]] static QStringList notesOf(const test::Bench &bench, const LeadId &lead)
    {
        QStringList texts;
        for (const QJsonObject &o : bench.server().store().ofLead(Kind::Activity, lead.value)) {
            if (const QString text = o.value(u"note").toString(); text.startsWith(u"long "))
                texts.prepend(text);
        }
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_stage = std::make_unique<Stage>(Stage::quick(), 12);
    }
    void cleanup() { m_stage.reset(); }

    void case086_manyTimersAndASecondProgramSendOnce_data()
    {
        QTest::addColumn<int>("wire");
        QTest::newRow("sound") << -1;
        QTest::newRow("reset after") << int(WireFault::ResetAfter);
        QTest::newRow("closed after") << int(WireFault::CloseAfter);
        QTest::newRow("no answer") << int(WireFault::Stall);
    }
    void case086_manyTimersAndASecondProgramSendOnce()
    {
        QFETCH(int, wire);
        const QList<Sent> all = queueAll();
        if (wire >= 0)
            m_stage->bench.proxy().next(WireFault(wire), "POST", QString(), int(all.size()));
        test::Bench &bench = m_stage->bench;
        auto opened = OutboxStore::open(bench.folder());
        QVERIFY(opened);
        const auto otherStore = std::move(opened).value();
        OutboxSender other(bench.objects(), bench.mirror(), *otherStore, bench.me(), m_stage->clock,
                           Stage::quick());
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] {
            other.start();
            for (int i = 0; i < 5; ++i) {
                m_stage->sender->pump();
                m_stage->sender->retryNow();
                m_stage->sender->networkIsBack();
            }
            return bench.outbox().commands().isEmpty();
        }));
        QCOMPARE(posts(), int(all.size()));
        checkAllArrivedOnce(all);
    }

    void case088_whatArrivedIsFoundAndNotSentAgain_data()
    {
        QTest::addColumn<int>("wire");
        QTest::addColumn<int>("bytes");
        QTest::newRow("reset") << int(WireFault::ResetAfter) << 0;
        QTest::newRow("closed") << int(WireFault::CloseAfter) << 0;
        QTest::newRow("cut in the status line") << int(WireFault::CutAnswer) << 9;
        QTest::newRow("cut in the body") << int(WireFault::CutAnswer) << -20;
    }
    void case088_whatArrivedIsFoundAndNotSentAgain()
    {
        QFETCH(int, wire);
        QFETCH(int, bytes);
        const QList<Sent> all = queueAll();
        m_stage->bench.proxy().next(WireFault(wire), "POST", QString(), int(all.size()), bytes);
        QVERIFY(m_stage->play());
        QCOMPARE(posts(), int(all.size()));
        checkAllArrivedOnce(all);
    }

    /// A request on which we gave up is applied after all, while it is still being looked for.
    void case089_whatIsAppliedWithinTheSettleTimeIsFound_data()
    {
        QTest::addColumn<int>("lateMs");
        QTest::newRow("1 s") << 1'000;
        QTest::newRow("30 s") << 30'000;
        QTest::newRow("85 s") << 85'000;
    }
    void case089_whatIsAppliedWithinTheSettleTimeIsFound()
    {
        QFETCH(int, lateMs);
        QList<Sent> all = queueAll();
        for (const Sent &sent : std::as_const(all))
            m_stage->bench.proxy().next(WireFault::ResetBefore, "POST",
                                        encodeCreation(sent.command.body)->path);
        m_stage->sender->start();
        WAIT_FOR(std::all_of(all.begin(), all.end(), [this](const Sent &sent) {
            return m_stage->isIn(sent.command.id, CommandState::Unknown);
        }));
        // A second draft harms nobody, and comes soon.
        all.removeIf([](const Sent &sent) { return policyOf(sent.command.body).isTwoPhase; });
        QHash<QString, int> before;
        for (const Sent &sent : std::as_const(all))
            ++before[encodeCreation(sent.command.body)->path];
        const qint64 until = m_stage->clock.monotonicMs() + lateMs;
        QVERIFY(m_stage->runUntil([&] { return m_stage->clock.monotonicMs() >= until; }));
        for (const Sent &sent : std::as_const(all)) {
            const Creation creation = *encodeCreation(sent.command.body);
            QVERIFY2(m_stage->isIn(sent.command.id, CommandState::Unknown), sent.kind.constData());
            auto late = m_stage->bench.objects().create(creation.path, creation.body);
            QVERIFY(test::await(std::move(late)));
        }
        QVERIFY(m_stage->runOut());
        checkAllArrivedOnce(all);
    }

    void case097_permissionLostParksTheWriteAndNoOther()
    {
        const QList<Sent> all = queueAll();
        m_stage->fail(Fault::Forbidden, "POST", QStringLiteral("activity/note/"), false, 100);
        QVERIFY(m_stage->play());
        CommandDesk desk(m_stage->bench.mirror(), m_stage->bench.outbox(), m_stage->clock);
        for (const Sent &sent : all) {
            const bool isForbidden = sent.kind == "note";
            QVERIFY2(m_stage->isIn(sent.command.id, isForbidden ? CommandState::Parked : CommandState::Done),
                     sent.kind.constData());
            if (!isForbidden)
                continue;
            const auto kept = m_stage->bench.outbox().command(sent.command.id);
            QCOMPARE(kept->lastError.kind, ErrorKind::Forbidden);
            QVERIFY(!kept->lastError.message.isEmpty());
            m_stage->bench.server().faults().clear(); // the right is back
            QVERIFY(desk.resubmit(sent.command.id, std::nullopt));
        }
        QVERIFY(m_stage->runOut());
        checkAllArrivedOnce(all);
    }

    void case099_aWriteThatNeverPassesHoldsUpItsLeadOnly()
    {
        constexpr int good = 200;
        m_stage->fail(Fault::ServerError, "POST", QStringLiteral("activity/sms/"), false, 1'000'000);
        const LeadId lead = m_stage->lead(0);
        const auto bodies = m_stage->oneOfEach(lead, QStringLiteral("never"));
        const auto sms = std::find_if(bodies.begin(), bodies.end(),
                                      [](const auto &each) { return each.first == "sms logged"; });
        const Command bad = m_stage->bench.queued(sms->second);
        const Command behind = noteOn(lead, QStringLiteral("behind"));
        for (int i = 0; i < good; ++i)
            noteOn(m_stage->lead(1 + i % 11), QStringLiteral("long %1").arg(i));
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return m_stage->bench.outbox().commands().size() <= 2; }, 30'000));
        QVERIFY(m_stage->isIn(behind.id, CommandState::Queued) || m_stage->isIn(bad.id, CommandState::User));
        m_stage->bench.server().faults().clear();
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(behind.id, CommandState::Done)); // a person who is asked holds nobody up
        int arrived = 0;
        for (int i = 1; i < 12; ++i)
            arrived += int(notesOf(m_stage->bench, m_stage->lead(i)).size());
        QCOMPARE(arrived, good);
    }

    /// Ten thousand writes after a week, against a limiter: none is refused, each lead's go in order, and it
    /// can be stopped at any moment and goes on from there.
    void case100_aLongQueueKeepsOrderAndLimitsAndCanBeStopped()
    {
        constexpr int writes = 10'000;
        constexpr int leads = 50;
        const SystemClock clock;
        test::Bench bench(clock, leads, [](sandbox::Server::Options &options) {
            options.rateLimit = 30;
            options.rateWindowMs = 1'000;
        });
        QVERIFY(bench.takeLeads());
        OutboxChange week;
        QHash<LeadId, QStringList> script;
        for (int i = 0; i < writes; ++i) {
            Command command;
            const LeadId lead = bench.lead(i % leads);
            script[lead] << QStringLiteral("long %1").arg(i);
            command.id = CommandId(QString::number(i));
            command.body = CreateNote{lead, {}, {}, script[lead].constLast(), {}};
            command.createdAt = clock.nowUtc();
            week.added << command;
        }
        QVERIFY(bench.outbox().apply(week));
        HttpClient http(bench.proxy().baseUrl(), Secret("api_sandbox.leadline"), clock, HttpClient::Limits());
        ObjectApi objects(http); // with the program's own patience
        OutboxSender sender(objects, bench.mirror(), bench.outbox(), bench.me(), clock,
                            OutboxSender::Options());
        QSignalSpy failures(&sender, &OutboxSender::failed);
        const auto posts = [&bench] { return bench.requests(QStringLiteral("POST ")); };
        const auto left = [&bench] { return int(bench.outbox().commands().size()); };
        sender.start();
        WAIT_FOR(posts() >= 60); // two windows of the limiter

        sender.setPaused(true);
        const auto isQuiet = [&bench] {
            const auto commands = bench.outbox().commands();
            return std::all_of(commands.begin(), commands.end(),
                               [](const Command &c) { return c.state == CommandState::Queued; });
        };
        WAIT_FOR(isQuiet());
        const int sent = posts();
        QCOMPARE(left(), writes - sent);
        for (int i = 0; i < 5; ++i) { // nothing begins it again but the person
            sender.retryNow();
            sender.networkIsBack();
            sender.pump();
            QTest::qWait(20);
        }
        QCOMPARE(posts(), sent);

        sender.setPaused(false);
        WAIT_FOR(posts() >= sent + 10);
        sender.setPaused(true);
        WAIT_FOR(isQuiet());
        QCOMPARE(failures.count(), 0); // no 429 among them
        QCOMPARE(left(), writes - posts());
        int arrived = 0;
        for (auto it = script.begin(); it != script.end(); ++it) {
            const QStringList notes = notesOf(bench, it.key());
            QCOMPARE(notes, it->mid(0, notes.size()));
            arrived += int(notes.size());
        }
        QCOMPARE(arrived, posts());
        http.shutDown();
        bench.close();
    }

    void case103_closedWithUnsentWritesSendsThemNextTime()
    {
        m_stage->bench.proxy().down();
        QList<Sent> all = queueAll();
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] {
            return std::any_of(all.begin(), all.end(), [this](const Sent &sent) {
                return m_stage->bench.outbox().command(sent.command.id)->sends > 1;
            });
        }));
        m_stage->restart(); // closed, and opened again
        QCOMPARE(m_stage->bench.outbox().commands().size(), all.size());
        m_stage->bench.proxy().restore();
        QVERIFY(m_stage->play());
        checkAllArrivedOnce(all);
        QCOMPARE(posts(), int(all.size()));
    }
};

QTEST_GUILESS_MAIN(TestOutboxCases)
#include "tst_outboxcases.moc"
