#include "services/close/codec/commandcodec.h"
#include "tests/sync/stage.h"
#include "tests/testkit/testmain.h"

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::test::Stage;

namespace {

const QString notePath = QStringLiteral("activity/note/");

} // namespace

/// Bar W9: one part of the protocol is taken out, and the very thing it is there for goes wrong; with the
/// part in its place the same script goes well. (The sequential body has its mutant in the tests of the
/// network, the power cut in those of the files.)
class TestOutboxMutants final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    [[nodiscard]] CreateNote note(const QString &text) const { return {m_stage->lead(0), {}, {}, text, {}}; }
    [[nodiscard]] int made(const CommandBody &body) const { return test::madeBy(m_stage->bench, body); }
    void begin(OutboxSender::Options options) { m_stage->restart(std::move(options)); }
    static OutboxSender::Options options(bool isMutant, bool OutboxSender::Options::*part)
    {
        auto options = Stage::quick();
        options.*part = !isMutant;
        return options;
    }

    static void bothForms()
    {
        QTest::addColumn<bool>("isMutant");
        QTest::newRow("whole") << false;
        QTest::newRow("mutant") << true;
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_stage = std::make_unique<Stage>();
    }
    void cleanup() { m_stage.reset(); }

    void theMarkBeforeTheFirstByte_data() { bothForms(); }
    void theMarkBeforeTheFirstByte()
    {
        QFETCH(bool, isMutant);
        auto dying = options(isMutant, &OutboxSender::Options::marksSending);
        bool isAlive = true;
        dying.reached = [&isAlive] { return isAlive; };
        begin(dying);
        m_stage->bench.queued(note(QStringLiteral("a")));
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([this] { return m_stage->bench.requests(QStringLiteral("POST")) == 1; }));
        isAlive = false; // dies before it reads the answer
        begin(options(isMutant, &OutboxSender::Options::marksSending));
        QVERIFY(m_stage->play());
        QCOMPARE(made(note(QStringLiteral("a"))), isMutant ? 2 : 1);
    }

    void theLookBeforeARepeat_data() { bothForms(); }
    void theLookBeforeARepeat()
    {
        QFETCH(bool, isMutant);
        begin(options(isMutant, &OutboxSender::Options::looksBeforeRepeat));
        m_stage->fail(Fault::ServerError, "POST", notePath, true);
        m_stage->bench.queued(note(QStringLiteral("a")));
        QVERIFY(m_stage->play());
        QCOMPARE(made(note(QStringLiteral("a"))), isMutant ? 2 : 1);
    }

    /// D: a request that is applied a minute after it was given up.
    void theSettleTime_data() { bothForms(); }
    void theSettleTime()
    {
        QFETCH(bool, isMutant);
        auto impatient = Stage::quick();
        if (isMutant) {
            impatient.plan.settle = std::chrono::milliseconds(0);
            impatient.plan.readGap = std::chrono::milliseconds(0);
        }
        begin(impatient);
        m_stage->fail(Fault::ServerError, "POST", notePath, false);
        const Command command = m_stage->bench.queued(note(QStringLiteral("a")));
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return m_stage->isIn(command.id, CommandState::Unknown); }));
        const qint64 failedAt = m_stage->clock.monotonicMs();
        const int sends = isMutant ? 2 : 1; // the mutant's second one leaves before that
        QVERIFY(m_stage->runUntil([&] {
            return m_stage->clock.monotonicMs() > failedAt + 60'000 &&
                   m_stage->bench.requests(QStringLiteral("POST")) == sends;
        }));
        const Creation late = *encodeCreation(command.body);
        auto applying = m_stage->bench.objects().create(late.path, late.body);
        QVERIFY(test::await(std::move(applying)));
        QVERIFY(m_stage->runOut());
        QCOMPARE(made(command.body), isMutant ? 2 : 1);
    }

    /// The person makes the same note in Close's own window while ours is in doubt.
    void case091_theKeyInTheEventLog_data() { bothForms(); }
    void case091_theKeyInTheEventLog()
    {
        QFETCH(bool, isMutant);
        begin(options(isMutant, &OutboxSender::Options::knowsOwnKey));
        m_stage->bench.queued(note(QStringLiteral("an earlier one, by which the log tells our key")));
        QVERIFY(m_stage->play());
        m_stage->fail(Fault::ServerError, "POST", notePath, false);
        const Command command = m_stage->bench.queued(note(QStringLiteral("a")));
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return m_stage->isIn(command.id, CommandState::Unknown); }));
        HttpClient web(m_stage->bench.proxy().baseUrl(), Secret("api_other.program"), m_stage->clock,
                       test::Bench::quick());
        ObjectApi other(web);
        const Creation same = *encodeCreation(command.body);
        auto making = other.create(same.path, same.body);
        QVERIFY(test::await(std::move(making)));
        QVERIFY(m_stage->runOut());
        QCOMPARE(made(command.body), isMutant ? 1 : 2); // both were meant; the mutant loses ours
    }

    /// Two leads of one name, made at once, both in doubt, one of them made: both looks find the same one.
    void oneOfTwinsInDoubtAtATime_data() { bothForms(); }
    void oneOfTwinsInDoubtAtATime()
    {
        QFETCH(bool, isMutant);
        begin(options(isMutant, &OutboxSender::Options::keepsTwinsApart));
        m_stage->fail(Fault::ServerError, "POST", QStringLiteral("lead/"), true);
        m_stage->fail(Fault::ServerError, "POST", QStringLiteral("lead/"), false);
        const CreateLead first{LeadId(mintLocalId()), QStringLiteral("Twin Ltd"), {}, {}, {}, {}, {}};
        CreateLead second = first;
        second.leadId = LeadId(mintLocalId());
        const Command a = m_stage->bench.queued(first);
        const Command b = m_stage->bench.queued(second);
        QVERIFY(m_stage->play());
        const int done =
            int(m_stage->isIn(a.id, CommandState::Done)) + int(m_stage->isIn(b.id, CommandState::Done));
        QCOMPARE(made(first), 1);
        QCOMPARE(done, isMutant ? 2 : 1); // the mutant says that both arrived
    }
};

QTEST_GUILESS_MAIN(TestOutboxMutants)
#include "tst_outboxmutants.moc"
