#include "services/sync/outbox/commanddesk.h"
#include "tests/failures/tlsdoor.h"
#include "tests/http/certificates.h"
#include "tests/sync/stage.h"
#include "tests/testkit/testmain.h"

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::test::Stage;

/// What the failures of the network and of the server mean for writes that wait to be sent.
class TestSending final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    void build(int leads) { m_stage = std::make_unique<Stage>(Stage::quick(), leads); }
    [[nodiscard]] Command call(int lead, const QString &words)
    {
        return m_stage->bench.queued(m_stage->bench.callTo(m_stage->lead(lead), words));
    }
    [[nodiscard]] int arrived(const Command &command) const
    {
        return test::madeBy(m_stage->bench, command.body);
    }
    [[nodiscard]] std::optional<Command> kept(const Command &command) const
    {
        return m_stage->bench.outbox().command(command.id);
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }
    void cleanup() { m_stage.reset(); }

    void case017_aServerErrorIsLookedUpBeforeAnythingIsSentAgain_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("isApplied");
        for (const bool isApplied : {false, true}) {
            const char *when = isApplied ? "after" : "before";
            QTest::addRow("500 %s", when) << Fault::ServerError << isApplied;
            QTest::addRow("502 %s", when) << Fault::BadGateway << isApplied;
            QTest::addRow("503 %s", when) << Fault::Unavailable << isApplied;
            QTest::addRow("504 %s", when) << Fault::GatewayTimeout << isApplied;
        }
    }
    void case017_aServerErrorIsLookedUpBeforeAnythingIsSentAgain()
    {
        QFETCH(Fault, fault);
        QFETCH(bool, isApplied);
        build(2);
        const Command command = call(0, QStringLiteral("once"));
        m_stage->fail(fault, "POST", QStringLiteral("activity/call/"), isApplied);
        m_stage->sender->start();
        const QString listing = QStringLiteral("GET /api/v1/activity/call/");
        QVERIFY(m_stage->runUntil([&] { return m_stage->bench.requests(listing) > 0; }));
        QVERIFY(m_stage->isIn(command.id, CommandState::Unknown) ||
                m_stage->isIn(command.id, CommandState::Done));
        QCOMPARE(m_stage->bench.posts(), 1);
        QVERIFY(m_stage->runOut());
        QCOMPARE(m_stage->bench.posts(), isApplied ? 1 : 2);
        QCOMPARE(arrived(command), 1);
    }

    void case026_402And403StopOnlyTheirOwnWrite_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("402") << Fault::PaymentRequired << ErrorKind::PaymentRequired;
        QTest::newRow("403") << Fault::Forbidden << ErrorKind::Forbidden;
    }
    void case026_402And403StopOnlyTheirOwnWrite()
    {
        QFETCH(Fault, fault);
        QFETCH(ErrorKind, kind);
        build(4);
        const Command refused = call(0, QStringLiteral("refused"));
        const Command next = call(0, QStringLiteral("of the same lead"));
        m_stage->fail(fault, "POST", QStringLiteral("activity/call/"), false);
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return m_stage->isIn(refused.id, CommandState::Parked); }));
        QList<Command> others;
        for (int i = 1; i < 4; ++i)
            others << call(i, QStringLiteral("of another lead"));
        QVERIFY(m_stage->play());
        QVERIFY(kept(refused));
        QCOMPARE(kept(refused)->state, CommandState::Parked);
        QCOMPARE(kept(refused)->lastError.kind, kind);
        QVERIFY(!kept(refused)->lastError.message.isEmpty());
        QCOMPARE(std::get<LogCall>(kept(refused)->body).note, QStringLiteral("refused"));
        QCOMPARE(arrived(refused), 0);
        for (const Command &other : others + QList<Command>{next})
            QCOMPARE(arrived(other), 1);
        QCOMPARE(m_stage->bench.outbox().commands().size(), 1);
    }

    /// No handshake ends: nothing can have arrived, so nothing is in doubt, and one probes for all.
    void case035_oneProbesWhereNoHandshakeEnds()
    {
        const test::Certificates certificates;
        QVERIFY(certificates.isReady());
        build(30);
        QList<Command> all;
        for (int i = 0; i < 30; ++i)
            all << call(i, QStringLiteral("patient"));
        test::TlsDoor door(certificates.rightHost(), quint16(m_stage->bench.server().baseUrl().port()));
        door.setSlow(true);
        HttpClient::Limits limits = test::Bench::quick();
        limits.connectTimeout = std::chrono::milliseconds(150);
        HttpClient http(door.baseUrl(), Secret("api_sandbox.leadline"), m_stage->clock, limits);
        http.setExtraCaCertificates({certificates.authority()});
        ObjectApi api(http);
        OutboxSender::Options options = Stage::quick();
        options.plan.backoffBase = options.plan.backoffCap = std::chrono::milliseconds(60'000);
        m_stage->sender =
            std::make_unique<OutboxSender>(api, m_stage->bench.mirror(), m_stage->bench.outbox(),
                                           m_stage->bench.me(), m_stage->clock, options);
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return door.connections() >= 8; }));
        int tried = 0;
        int sends = 0;
        for (const Command &command : std::as_const(all)) {
            QVERIFY(kept(command) && kept(command)->doubts == 0);
            QVERIFY(kept(command)->state != CommandState::Unknown);
            tried += kept(command)->sends > 0;
            sends += kept(command)->sends;
        }
        QVERIFY2(tried <= options.atOnce + 1, qPrintable(QString::number(tried))); // and the one that probes
        QCOMPARE(sends, door.connections());

        door.setSlow(false);
        QVERIFY(m_stage->runUntil([&] { return m_stage->bench.outbox().commands().isEmpty(); }));
        for (const Command &command : std::as_const(all))
            QCOMPARE(arrived(command), 1);
        QCOMPARE(m_stage->bench.posts(), 30);
        http.shutDown();
        m_stage->sender.reset();
    }

    /// The organisation has made a field read-only, or another one required: what was typed stays, the field
    /// is named, and the corrected write is a new one.
    void case061_aRefusedFieldIsNamedAndNothingTypedIsLost()
    {
        build(2);
        CommandDesk desk(m_stage->bench.mirror(), m_stage->bench.outbox(), m_stage->clock);
        const QString text = QStringLiteral("long thought about, typed once");
        const auto group = desk.submit({CreateNote{m_stage->lead(0), {}, {}, text, {}}});
        QVERIFY(group);
        const Command first = m_stage->bench.outbox().commands().constFirst();
        m_stage->fail(Fault::Rejected, "POST", QStringLiteral("activity/note/"), false);
        QVERIFY(m_stage->play());
        QVERIFY(kept(first));
        QCOMPARE(kept(first)->state, CommandState::Rejected);
        const QList<FieldError> named{{QStringLiteral("note"), QStringLiteral("This value is not allowed.")}};
        QCOMPARE(kept(first)->lastError.fieldErrors, named);
        QCOMPARE(std::get<CreateNote>(kept(first)->body).text, text);
        m_stage->restart(); // nor is it lost with the program
        QCOMPARE(kept(first)->lastError.fieldErrors, named);
        QCOMPARE(std::get<CreateNote>(kept(first)->body).text, text);

        CommandDesk again(m_stage->bench.mirror(), m_stage->bench.outbox(), m_stage->clock);
        auto corrected = std::get<CreateNote>(kept(first)->body);
        corrected.text += QStringLiteral(", corrected");
        QVERIFY(again.resubmit(first.id, corrected));
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->bench.outbox().commands().isEmpty());
        const auto notes = m_stage->inClose(Kind::Activity, m_stage->lead(0), [&](const QJsonObject &o) {
            return o.value(u"note").toString().contains(text);
        });
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes.first().value(u"note").toString(), corrected.text);
    }
};

QTEST_GUILESS_MAIN(TestSending)
#include "tst_sending.moc"
