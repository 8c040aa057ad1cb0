#include "services/close/codec/activitycodec.h"
#include "services/close/codec/commandcodec.h"
#include "services/sync/outbox/ownkey.h"
#include "tests/sync/stage.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::test::Stage;

namespace {

const QString notePath = QStringLiteral("activity/note/");
const QString deniedLesson = QStringLiteral("events_denied");

} // namespace

/// What a look in Close and the sweep after it may take for ours, and what not: objects of another program of
/// the same person, leads and logs this role may not see, what came into the mirror late.
class TestOutboxLooks final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    [[nodiscard]] CreateNote note(int onLead = 0) const
    {
        return {m_stage->lead(onLead), {}, {}, QStringLiteral("a"), {}};
    }
    [[nodiscard]] int made(const CommandBody &body) const { return test::madeBy(m_stage->bench, body); }
    [[nodiscard]] OutboxStore &outbox() { return m_stage->bench.outbox(); }
    [[nodiscard]] int eventRequests() const
    {
        return m_stage->bench.requests(QStringLiteral("GET /api/v1/event/"));
    }
    /// The same person makes it with another program; what Close answered.
    QJsonObject makeElsewhere(const CommandBody &body)
    {
        HttpClient http(m_stage->bench.proxy().baseUrl(), Secret("api_other.program"), m_stage->clock,
                        test::Bench::quick());
        ObjectApi other(http);
        const Creation creation = *encodeCreation(body);
        auto making = other.create(creation.path, creation.body);
        return test::await(std::move(making)).value();
    }
    QJsonObject makeLate(const CommandBody &body)
    {
        const Creation creation = *encodeCreation(body);
        auto making = m_stage->bench.objects().create(creation.path, creation.body);
        return test::await(std::move(making)).value();
    }
    void restartWithKey(const QByteArray &apiKey)
    {
        m_stage->bench.signInWith(apiKey);
        auto options = Stage::quick();
        options.keyMark = apiKey.left(apiKey.indexOf('.'));
        m_stage->restart(options);
        m_stage->sender->start();
    }
    void putIntoMirror(const LeadId &lead, const QJsonObject &activity)
    {
        bool isStored = false;
        m_stage->bench.mirror().putActivities(lead, {*decodeActivity(activity)}, false,
                                              [&isStored](const Result<Done> &r) { isStored = r.isOk(); });
        QVERIFY(QTest::qWaitFor([&isStored] { return isStored; }));
    }
    /// Stops the sender in the moment in which the command is certainly not in Close and would leave again.
    void playUntilAboutToRepeat(const CommandId &id)
    {
        bool isReady = false;
        const auto watch = connect(&outbox(), &OutboxStore::changed, this, [&] {
            const auto command = outbox().command(id);
            if (command && command->state == CommandState::Queued && command->doubts == 1) {
                isReady = true;
                m_stage->sender->stop();
            }
        });
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return isReady; }));
        disconnect(watch);
    }

    /// A message of which one draft too many was made, far too late; it was sent.
    void makeASurplusDraft(const LeadId &lead)
    {
        const CommandBody message = m_stage->oneOf("sms", lead, QStringLiteral("late"));
        m_stage->fail(Fault::ServerError, "POST", QStringLiteral("activity/sms/"), false);
        m_stage->bench.queued(message);
        QVERIFY(m_stage->play());
        makeLate(message);
    }
    [[nodiscard]] int drafts(const LeadId &lead) const
    {
        return int(m_stage
                       ->inClose(Kind::Activity, lead,
                                 [](const QJsonObject &o) {
                                     return o.value(u"status").toString() == u"draft" &&
                                            o.value(u"text").toString() == u"late sms";
                                 })
                       .size());
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_stage = std::make_unique<Stage>();
    }
    void cleanup() { m_stage.reset(); }

    /// Its note was known before ours left: that does not make its key ours.
    void case091_anotherProgramsKeyIsNotTakenForOurs()
    {
        putIntoMirror(m_stage->lead(0), makeElsewhere(note()));
        m_stage->fail(Fault::ServerError, "POST", notePath, true);
        m_stage->bench.queued(note());
        QVERIFY(m_stage->play());
        QCOMPARE(made(note()), 2);
        QCOMPARE(m_stage->bench.requests(QStringLiteral("POST /api/v1/activity/note/")), 2);
        QVERIFY(outbox().commands().isEmpty());
    }

    /// The first doubt of all on this lead: an earlier write of ours, elsewhere and of another kind, tells
    /// the key.
    void case091_theKeyIsKnownAtTheFirstDoubt()
    {
        CreateTask task;
        task.leadId = m_stage->lead(1);
        task.text = QStringLiteral("earlier");
        m_stage->bench.queued(task);
        QVERIFY(m_stage->play());
        m_stage->restart();
        m_stage->fail(Fault::ServerError, "POST", notePath, false);
        const Command command = m_stage->bench.queued(note());
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return m_stage->isIn(command.id, CommandState::Unknown); }));
        makeElsewhere(note());
        QVERIFY(m_stage->runOut());
        QCOMPARE(made(note()), 2); // both were meant
    }

    /// What the same person's second key makes is ours since we send with it.
    void case091_theNameOfAnEarlierKeyTellsNothing()
    {
        restartWithKey("api_sandbox.leadline");
        m_stage->bench.queued(note(2)); // by it the log tells the first key
        QVERIFY(m_stage->play());
        m_stage->fail(Fault::ServerError, "POST", notePath, true);
        m_stage->bench.queued(note(1));
        QVERIFY(m_stage->play());
        QCOMPARE(outbox().lesson(QStringLiteral("api_key_id")), QStringLiteral("api_sandbox"));

        restartWithKey("api_other.program");
        m_stage->fail(Fault::ServerError, "POST", notePath, true);
        m_stage->bench.queued(note());
        QVERIFY(m_stage->play());
        QCOMPARE(made(note()), 1);
    }

    /// Sent with one key, looked up with the next, whose name is known by then.
    void case091_whatLeftWithAnEarlierKeyIsNotTakenForAnothers()
    {
        restartWithKey("api_sandbox.leadline");
        m_stage->fail(Fault::ServerError, "POST", notePath, true);
        const Command command = m_stage->bench.queued(note());
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return m_stage->isIn(command.id, CommandState::Unknown); }));

        restartWithKey("api_other.program");
        m_stage->sender->start();
        QVERIFY(learnKey(outbox(), QStringLiteral("api_other")));
        QVERIFY(m_stage->play());
        QCOMPARE(made(note()), 1);
        QCOMPARE(outbox().lesson(QStringLiteral("api_key_id")), QStringLiteral("api_other"));
    }

    void case090_oneLeadThatMayNotBeSeenDoesNotEndTheUseOfTheLog()
    {
        m_stage->fail(Fault::ServerError, "POST", QStringLiteral("lead/"), true);
        m_stage->fail(Fault::Forbidden, "GET", QStringLiteral("lead/"), false);
        const CreateLead creation{LeadId(mintLocalId()), QStringLiteral("Hidden Ltd"), {}, {}, {}, {}, {}};
        const Command command = m_stage->bench.queued(creation);
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(command.id, CommandState::Done));
        QCOMPARE(made(creation), 1);
        QVERIFY(outbox().lesson(deniedLesson).isEmpty());
    }

    void aLogThatMayNotBeReadIsTriedAgainAfterADay_data()
    {
        QTest::addColumn<int>("hoursAgo");
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("just now") << 0 << false;
        QTest::newRow("yesterday") << 25 << true;
        QTest::newRow("by a clock that was wrong") << -48 << true;
    }
    void aLogThatMayNotBeReadIsTriedAgainAfterADay()
    {
        QFETCH(int, hoursAgo);
        QFETCH(bool, isAsked);
        const QDateTime then = m_stage->clock.nowUtc().addSecs(-3600 * hoursAgo);
        QVERIFY(outbox().learn(deniedLesson, then.toString(Qt::ISODate)));
        m_stage->fail(Fault::ServerError, "POST", notePath, true);
        m_stage->bench.queued(note());
        QVERIFY(m_stage->play());
        QCOMPARE(eventRequests() > 0, isAsked);
        QCOMPARE(outbox().lesson(deniedLesson).isEmpty(), isAsked); // it can be read again
    }

    void aLogThatMayNotBeReadIsRemembered()
    {
        m_stage->fail(Fault::Forbidden, "GET", QStringLiteral("event/"), false, 100);
        for (int i = 0; i < 2; ++i) {
            m_stage->fail(Fault::ServerError, "POST", notePath, true);
            m_stage->bench.queued(note(i));
            QVERIFY(m_stage->play());
            QCOMPARE(eventRequests(), 1);
            QCOMPARE(made(note(i)), 1);
        }
    }

    /// It came to Close, and from there into the mirror, after two looks had not shown it.
    void case089_whatCameIntoTheMirrorBeforeARepeatIsLookedAtFirst()
    {
        m_stage->fail(Fault::ServerError, "POST", notePath, false);
        const Command command = m_stage->bench.queued(note());
        playUntilAboutToRepeat(command.id);
        putIntoMirror(m_stage->lead(0), makeLate(note()));
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(command.id, CommandState::Done));
        QCOMPARE(made(note()), 1);
    }

    /// But what another program made in the meantime holds the repeat up for one look only.
    void case091_anothersLookAlikeInTheMirrorDoesNotStopTheRepeat()
    {
        m_stage->bench.queued(note(1)); // by it the log tells our key
        QVERIFY(m_stage->play());
        m_stage->fail(Fault::ServerError, "POST", notePath, false);
        const Command command = m_stage->bench.queued(note());
        playUntilAboutToRepeat(command.id);
        putIntoMirror(m_stage->lead(0), makeElsewhere(note()));
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(command.id, CommandState::Done));
        QCOMPARE(made(note()), 2);
    }

    /// Without the log nobody knows who made the draft: it may be one the person is still writing.
    void aDraftThatMayBeAnothersIsNotDeletedUnasked()
    {
        makeASurplusDraft(m_stage->lead(0));
        m_stage->fail(Fault::Forbidden, "GET", QStringLiteral("event/"), false, 100);
        Sweeper sweeper(m_stage->bench.objects(), outbox(), m_stage->bench.me(), m_stage->clock, {});
        QSignalSpy swept(&sweeper, &Sweeper::swept);
        sweeper.sweepNow();
        QVERIFY(m_stage->runUntil([&] { return swept.count() == 1; }));
        QVERIFY(m_stage->runOut());
        QCOMPARE(drafts(m_stage->lead(0)), 1);
        QCOMPARE(outbox().commands().size(), 1);
        QCOMPARE(outbox().commands().first().state, CommandState::User);
    }

    void aSweepThatIsStoppedAsksAndDeletesNothingMore()
    {
        makeASurplusDraft(m_stage->lead(0));
        makeASurplusDraft(m_stage->lead(1));
        Sweeper sweeper(m_stage->bench.objects(), outbox(), m_stage->bench.me(), m_stage->clock, {});
        QSignalSpy swept(&sweeper, &Sweeper::swept);
        QSignalSpy answers(&m_stage->bench.http(), &HttpClient::answered);
        const int lists = m_stage->bench.requests(QStringLiteral("GET /api/v1/activity/sms/"));
        sweeper.sweepNow();
        sweeper.stop();
        WAIT_FOR(answers.count() == 2); // the list and the log of the look that had begun
        QTest::qWait(20);
        QCOMPARE(m_stage->bench.requests(QStringLiteral("GET /api/v1/activity/sms/")), lists + 1);
        QCOMPARE(swept.count(), 0);
        QVERIFY(outbox().commands().isEmpty());
        sweeper.sweepNow(); // the next one is whole
        QVERIFY(m_stage->runUntil([&] { return swept.count() == 1; }));
        QVERIFY(m_stage->runOut());
        QCOMPARE(drafts(m_stage->lead(0)) + drafts(m_stage->lead(1)), 0);
    }
};

QTEST_GUILESS_MAIN(TestOutboxLooks)
#include "tst_outboxlooks.moc"
