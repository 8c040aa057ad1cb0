#include "services/close/codec/commandcodec.h"
#include "services/sync/outbox/policy.h"
#include "services/sync/outbox/recognition.h"
#include "tests/sync/stage.h"
#include "tests/testkit/testmain.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::sandbox::WireFault;
using leadline::test::Stage;

namespace {

constexpr Fault answers[] = {Fault::RateLimited, Fault::ServerError, Fault::BadGateway,    Fault::Unavailable,
                             Fault::HtmlPage,    Fault::WrongTypes,  Fault::GatewayTimeout};
constexpr WireFault cuts[] = {WireFault::ResetBefore, WireFault::ResetAfter, WireFault::CloseAfter,
                              WireFault::CutAnswer};

quint32 seedOfRun()
{
    bool isGiven = false;
    const quint32 given = qEnvironmentVariable("LEADLINE_SEED").toUInt(&isGiven);
    return isGiven ? given : 20'260'619;
}

/// `LEADLINE_SOAK=100000` for the long form.
int writesOfRun()
{
    bool isGiven = false;
    const int given = qEnvironmentVariable("LEADLINE_SOAK").toInt(&isGiven);
    return isGiven ? given : 60;
}

} // namespace

/// Bars W2 and W3: many writes of every kind in random order, three in ten requests spoiled, the program
/// killed at random, twins among them; then Close's own objects are counted. The seed is printed.
class TestOutboxSoak final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;
    QRandomGenerator m_random;
    QHash<QByteArray, QList<Command>> m_sent; ///< by what can be told apart in Close
    int m_restarts = 0;

    [[nodiscard]] bool chance(int percent) { return int(m_random.bounded(100)) < percent; }

    void queueOne(int number)
    {
        const LeadId lead = m_stage->lead(int(m_random.bounded(6)));
        // Some of them twice the same: the person means both.
        const QString words = QStringLiteral("soak %1").arg(chance(15) ? number / 10 : number);
        const auto bodies = m_stage->oneOfEach(lead, words);
        const Command command =
            m_stage->bench.queued(bodies.at(int(m_random.bounded(quint32(bodies.size())))).second);
        m_sent[fingerprintOf(command.body)] << command;
    }
    /// Three in ten: some before, some after they are applied; reads too.
    void spoil()
    {
        const QByteArray method = chance(60) ? "POST" : chance(50) ? "PUT" : "GET";
        const QString paths[] = {QStringLiteral("activity/"), QStringLiteral("task/"),
                                 QStringLiteral("lead/"), QStringLiteral("contact/"),
                                 QStringLiteral("event/")};
        const QString path = paths[m_random.bounded(5)];
        if (chance(70))
            m_stage->fail(answers[m_random.bounded(quint32(std::size(answers)))], method, path, chance(50));
        else
            m_stage->bench.proxy().next(cuts[m_random.bounded(quint32(std::size(cuts)))], method, path, 1,
                                        40);
    }
    void kill()
    {
        ++m_restarts;
        int steps = int(m_random.bounded(12));
        auto options = Stage::quick();
        options.reached = [steps]() mutable { return steps-- > 0; };
        m_stage->restart(options);
        m_stage->sender->start();
        for (int i = 0; i < 10; ++i) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 2);
            m_stage->clock.advance(1'000);
            m_stage->sender->pump();
        }
        m_stage->restart(Stage::quick());
        m_stage->sender->start();
    }
    void playAll(int writes)
    {
        m_stage->sender->start();
        for (int sent = 0; sent < writes;) {
            const int batch = std::min(writes - sent, 6);
            for (int i = 0; i < batch; ++i)
                queueOne(++sent);
            for (int i = 0; i < batch * 3; ++i) {
                if (chance(30))
                    spoil();
            }
            if (chance(15))
                kill();
            m_stage->sender->pump();
            QVERIFY2(
                m_stage->runUntil([this] { return m_stage->bench.outbox().commands().size() < 60; }, 60'000),
                "stuck");
        }
        m_stage->bench.server().faults().clear();
        m_stage->bench.proxy().clear();
        QVERIFY(m_stage->runOut(60'000));
    }
    /// Of writes that cannot be told apart: as many objects as came to Close, and one more at most for each
    /// that a person has yet to decide about.
    [[nodiscard]] QString count()
    {
        for (const QList<Command> &twins : std::as_const(m_sent)) {
            int done = 0;
            int open = 0;
            for (const Command &command : twins)
                (m_stage->isIn(command.id, CommandState::Done) ? done : open) += 1;
            const int made = test::madeBy(m_stage->bench, twins.first().body);
            if (made < done || made > done + open)
                return QStringLiteral("%1: %2 done, %3 open, %4 in Close")
                    .arg(encodeCreation(twins.first().body)->path)
                    .arg(done)
                    .arg(open)
                    .arg(made);
            const bool isEverOpen = policyOf(twins.first().body).resend != Resend::Never;
            for (const Command &command : twins) {
                const auto left = m_stage->bench.outbox().command(command.id);
                if (left && isEverOpen && left->doubts < 3)
                    return QStringLiteral("%1 waits in state %2 after %3 doubts")
                        .arg(encodeCreation(command.body)->path)
                        .arg(int(left->state))
                        .arg(left->doubts);
            }
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_stage = std::make_unique<Stage>();
        m_random.seed(seedOfRun());
        m_sent.clear();
        m_restarts = 0;
    }
    void cleanup() { m_stage.reset(); }

    void nothingIsLostAndNothingDoubled()
    {
        QElapsedTimer real;
        real.start();
        const int writes = writesOfRun();
        playAll(writes);
        const QString trouble = count();
        qInfo("seed %u: %d writes, %d kills, %.1f s", seedOfRun(), writes, m_restarts,
              double(real.elapsed()) / 1000);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    }

    /// A request that was given up is applied after all, long after it was sent again: no client can prevent
    /// that, the sweeper mends it. Messages are never sent twice, leads never made twice by themselves.
    void case089_whatComesFarTooLateIsSweptAway()
    {
        QList<Creation> late;
        QList<QPair<QByteArray, CommandBody>> sent;
        const auto bodies = m_stage->oneOfEach(m_stage->lead(0), QStringLiteral("late"));
        QSet<QString> paths;
        for (const auto &[name, body] : bodies) {
            const Creation creation = *encodeCreation(body);
            if (paths.contains(creation.path)) // one request of each path is lost
                continue;
            paths << creation.path;
            m_stage->fail(Fault::ServerError, "POST", creation.path, false);
            m_stage->bench.queued(body);
            sent << qMakePair(name, body);
            if (name != "lead" && name != "contact" &&
                name != "opportunity") // those are not sent again at all
                late << creation;
        }
        QVERIFY(m_stage->play());
        for (const Creation &creation : late) {
            auto making = m_stage->bench.objects().create(creation.path, creation.body);
            QVERIFY(test::await(std::move(making)));
        }
        Sweeper sweeper(m_stage->bench.objects(), m_stage->bench.outbox(), m_stage->bench.me(),
                        m_stage->clock, {});
        bool isSwept = false;
        connect(&sweeper, &Sweeper::swept, this, [&] { isSwept = true; });
        sweeper.sweepNow();
        QVERIFY(m_stage->runUntil([&] { return isSwept; }));
        QVERIFY(m_stage->runOut());
        for (const auto &[name, body] : std::as_const(sent)) {
            const int made = test::madeBy(m_stage->bench, body);
            const int wanted = policyOf(body).resend == Resend::Never ? 0 : 1;
            QVERIFY2(made == wanted, QByteArray(name + ": " + QByteArray::number(made)).constData());
        }
        const auto drafts = m_stage->inClose(Kind::Activity, m_stage->lead(0), [](const QJsonObject &o) {
            return o.value(u"status").toString() == u"draft" &&
                   o.value(u"text").toString().startsWith(u"late");
        });
        QVERIFY(drafts.isEmpty());
    }

    /// What somebody has worked on since, or what may be another's, is not deleted: the person is asked.
    void aSurplusThatWasTouchedIsLeftToThePerson()
    {
        const LeadId lead = m_stage->lead(0);
        const CreateNote note{lead, {}, {}, QStringLiteral("late"), {}};
        const Creation creation = *encodeCreation(note);
        m_stage->fail(Fault::ServerError, "POST", creation.path, false);
        m_stage->bench.queued(note);
        QVERIFY(m_stage->play());
        auto making = m_stage->bench.objects().create(creation.path, creation.body);
        const QJsonObject made = test::await(std::move(making)).value();
        ObjectRef ref{ObjectKind::Activity, ActivityKind::Note, made.value(u"id").toString()};
        auto pinning = m_stage->bench.objects().change(ref, {{QStringLiteral("pinned"), true}});
        QVERIFY(test::await(std::move(pinning)));
        Sweeper sweeper(m_stage->bench.objects(), m_stage->bench.outbox(), m_stage->bench.me(),
                        m_stage->clock, {});
        for (int round = 0; round < 2; ++round) {
            bool isSwept = false;
            connect(&sweeper, &Sweeper::swept, this, [&] { isSwept = true; });
            sweeper.sweepNow();
            QVERIFY(m_stage->runUntil([&] { return isSwept; }));
            QVERIFY(m_stage->runOut());
        }
        QCOMPARE(test::madeBy(m_stage->bench, note), 2);
        const auto asked = m_stage->bench.outbox().commands();
        QCOMPARE(asked.size(), 1); // asked once
        QCOMPARE(asked.first().state, CommandState::User);
        QCOMPARE(std::get<DeleteObject>(asked.first().body).object, ref);
    }
};

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // of the long form
    QCoreApplication app(argc, argv);
    TestOutboxSoak test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_outboxsoak.moc"
