#include "services/closeservice.h"
#include "services/mirror/commandjson.h"
#include "services/sync/outbox/commandchain.h"
#include "tests/day/closetimeline.h"
#include "tests/day/roughroad.h"
#include "tests/sync/stage.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>

using namespace leadline;
using leadline::sandbox::Kind;
using leadline::test::CloseTimeline;
using leadline::test::DayLines;
using leadline::test::DayScript;
using leadline::test::lineOf;
using leadline::test::RoughRoad;
using leadline::test::WrapUp;

/// The cable test: a working day of 200 wrap-ups written into the whole service while the network comes and
/// goes and answers are cut, the program closed and opened again in the middle; in the evening a second
/// client reads in Close exactly what the script says. The clock of the day is the test's, for both sides.
/// `LEADLINE_SEED` plays another day.
class TestCable final : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {8, 0}, Qt::UTC)};
    std::unique_ptr<test::Bench> m_bench;
    std::unique_ptr<CloseService> m_service;
    std::unique_ptr<CloseTimeline> m_close;
    QList<LeadId> m_leads;
    int m_asked = 0;

    void openService()
    {
        CloseService::Options options;
        options.baseUrl = m_bench->proxy().baseUrl();
        options.apiKey = Secret("api_sandbox.leadline");
        options.dataFolder = m_bench->folder();
        options.userId = m_bench->me();
        auto service = CloseService::open(std::move(options), m_clock);
        QVERIFY(service);
        m_service = std::move(service).value();
        m_service->start();
    }
    void advance(qint64 ms)
    {
        m_clock.advance(ms);
        m_bench->server().store().advance(ms);
    }
    void advanceTo(const QDateTime &moment)
    {
        while (m_clock.nowUtc() < moment)
            advance(std::min<qint64>(30'000, m_clock.nowUtc().msecsTo(moment)));
    }
    /// What is under way goes on, for a while or until nothing is left.
    void let(int realMs)
    {
        QElapsedTimer real;
        real.start();
        while (real.elapsed() < realMs && !m_service->outbox().commands().isEmpty())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 2);
    }
    [[nodiscard]] bool runOut()
    {
        QElapsedTimer real;
        real.start();
        const auto isOver = [this] {
            const auto commands = m_service->outbox().commands();
            return std::all_of(commands.begin(), commands.end(),
                               [](const Command &c) { return isAtRest(c.state); });
        };
        while (!isOver() && real.elapsed() < 60'000) {
            advance(2'000);
            m_service->retryNow(); // the timers know nothing of the clock's haste
            QTest::qWait(10);
        }
        return isOver();
    }
    [[nodiscard]] DayScript script(quint32 seed)
    {
        QList<Lead> leads;
        for (const LeadId &id : std::as_const(m_leads))
            leads << *m_service->mirror().lead(id);
        QStringList statuses;
        for (const QJsonObject &status : m_bench->server().store().list(Kind::LeadStatus, 0, 10).items)
            statuses << status.value(u"id").toString();
        return DayScript(leads, statuses, test::ownNumber(*m_bench), m_clock.nowUtc(), seed);
    }
    void play(const WrapUp &wrapUp, int number, RoughRoad &road)
    {
        advanceTo(wrapUp.at);
        road.go(number);
        const auto group = m_service->submit(wrapUp.writes);
        QVERIFY(group);
        advance(3'000);
        if (wrapUp.isTakenBack)
            QVERIFY(m_service->undo(*group));
        advance(6'000); // the hold is over
        m_service->retryNow();
        switch (RoughRoad::stretchAt(number)) {
        case RoughRoad::Stretch::Up:
            let(1'000);
            break;
        case RoughRoad::Stretch::Down:
            let(4);
            break;
        case RoughRoad::Stretch::Flapping:
        case RoughRoad::Stretch::Cutting:
        case RoughRoad::Stretch::FlappingAndCutting:
            let(40);
            break;
        }
        road.flap(number);
        advance(30'000);
        m_service->retryNow();
        let(4);
    }
    /// What a person does with a write of which it cannot be known whether it arrived: looks into Close, and
    /// says so. Everything else that is left is a failure of the test.
    [[nodiscard]] QString decide(const DayScript &day, const QDateTime &morning)
    {
        QStringList trouble;
        const DayLines there = m_close->linesSince(morning, m_leads, trouble);
        QHash<QString, int> open;
        const auto left = m_service->outbox().commands();
        for (const Command &command : left)
            ++open[lineOf(command.body)];
        for (const Command &command : left) {
            const QString line = lineOf(command.body);
            if (command.state != CommandState::User || !command.conflicts.isEmpty())
                return stateName(command.state) + u' ' + command.lastError.message + u' ' + line;
            const QString lead = command.leadId().value;
            const auto meant = day.lines().activities.value(lead).count(line);
            const auto arrived = there.activities.value(lead).count(line);
            const bool isThere = arrived > meant - open.value(line);
            --open[line];
            ++m_asked;
            const auto decided = isThere ? m_service->confirmArrived(command.id)
                                         : m_service->resubmit(command.id, std::nullopt);
            if (!decided)
                return QStringLiteral("cannot be decided: ") + line;
        }
        return {};
    }
    /// Of what Close stores: how much was made there at least so long after it happened.
    [[nodiscard]] int madeLater(int minutes) const
    {
        int count = 0;
        for (const LeadId &lead : m_leads) {
            for (const QJsonObject &o : m_bench->server().store().ofLead(Kind::Activity, lead.value)) {
                const auto at = QDateTime::fromString(o.value(u"activity_at").toString(), Qt::ISODateWithMs);
                const auto made =
                    QDateTime::fromString(o.value(u"date_created").toString(), Qt::ISODateWithMs);
                count += at.isValid() && at.secsTo(made) > minutes * 60;
            }
        }
        return count;
    }
    [[nodiscard]] QList<int> otherObjects() const
    {
        const sandbox::Store &store = m_bench->server().store();
        return {store.count(Kind::Lead), store.count(Kind::Contact), store.count(Kind::Opportunity)};
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_bench = std::make_unique<test::Bench>(m_clock, 24, [](sandbox::Server::Options &options) {
            options.quirks.statusChangeMergeSeconds = 0; // each change is to be seen
        });
        m_bench->close(); // the service opens the same folder
        for (int i = 0; i < 24; ++i)
            m_leads << m_bench->lead(i);
        m_close = std::make_unique<CloseTimeline>(m_bench->server().baseUrl(), m_clock);
    }
    void cleanup()
    {
        m_service.reset();
        m_close.reset();
        m_bench.reset();
    }

    void aDayWithTheCableInAndOut()
    {
        QElapsedTimer real;
        real.start();
        bool isSeeded = false;
        const int given = qEnvironmentVariableIntValue("LEADLINE_SEED", &isSeeded);
        const quint32 seed = isSeeded ? quint32(given) : 20'260'619;
        openService();
        WAIT_FOR(m_service->pullProgress().isComplete);
        const QDateTime morning = m_clock.nowUtc();
        const int lateBefore = madeLater(60);
        const QList<int> others = otherObjects();
        const DayScript day = script(seed);
        RoughRoad road(m_bench->proxy(), seed);
        int number = 0;
        for (const WrapUp &wrapUp : day.wrapUps()) {
            if (number == 150) { // with two hours of unsent work
                m_service.reset();
                openService();
            }
            play(wrapUp, number++, road);
        }
        road.end();
        for (int evening = 0; evening < 5; ++evening) {
            QVERIFY(runOut());
            const QString trouble = decide(day, morning);
            QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        }
        QCOMPARE(m_service->outbox().commands().size(), 0);

        QStringList trouble;
        const DayLines there = m_close->linesSince(morning, m_leads, trouble);
        QCOMPARE(trouble, QStringList());
        for (const LeadId &lead : std::as_const(m_leads)) {
            QCOMPARE(there.activities.value(lead.value), day.lines().activities.value(lead.value));
            QCOMPARE(there.statuses.value(lead.value), day.lines().statuses.value(lead.value));
        }
        QCOMPARE(there, day.lines()); // nothing anywhere else
        QCOMPARE(otherObjects(), others);

        // The day was as rough as it should be.
        int doubtful = 0;
        const auto finished = m_service->outbox().finishedSince(morning);
        for (const FinishedCommand &each : finished)
            doubtful += each.command.doubts > 0;
        const int late = madeLater(60) - lateBefore;
        qInfo(
            "seed %u: %lld writes in %lld wrap-ups (%d calls, %d notes, %d messages, %d tasks, %d changes of "
            "status), %d exchanges damaged, %d answers in doubt, %d activities an hour late, %d asked, %.1f "
            "s",
            seed, qint64(finished.size()), qint64(day.wrapUps().size()), day.count(QStringLiteral("call")),
            day.count(QStringLiteral("note")), day.count(QStringLiteral("sms")),
            day.count(QStringLiteral("task")), day.count(QStringLiteral("status")), road.damaged(), doubtful,
            late, m_asked, double(real.elapsed()) / 1000);
        QVERIFY(doubtful >= 10);
        QVERIFY(late >= 30);
    }
};

QTEST_GUILESS_MAIN(TestCable)
#include "tst_cable.moc"
