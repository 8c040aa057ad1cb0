#include "services/sync/puller.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::sandbox::WireFault;
using leadline::test::Bench;
using std::chrono::milliseconds;

namespace {

Puller::Options small()
{
    Puller::Options options;
    options.pageSize = 10;
    options.newestSize = 5;
    options.overlap = 2;
    options.retryAfter = milliseconds(5);
    options.refreshEvery = std::chrono::hours(1);
    return options;
}

const QString leadPath = QStringLiteral("lead/");

} // namespace

/// The first load against the sandbox: complete, resumable, cancellable, and unmoved by what Close does
/// meanwhile.
class TestPuller final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<Puller> m_puller;

    void makePuller(const Puller::Options &options = small())
    {
        m_puller = std::make_unique<Puller>(m_bench->api(), m_bench->mirror(), options);
    }
    [[nodiscard]] int pages() const { return m_bench->requests(QStringLiteral("GET /api/v1/lead/")); }
    [[nodiscard]] bool isComplete() const { return m_puller->progress().isComplete; }
    /// As if somebody edited the lead in Close: it moves to the front of the list.
    void touch(const LeadId &id)
    {
        auto &store = m_bench->server().store();
        QJsonObject lead = *store.find(Kind::Lead, id.value);
        lead.insert(QStringLiteral("date_updated"), sandbox::timestamp(store.tick()));
        store.put(Kind::Lead, lead);
    }
    /// Calls `act` once, when the n-th page of the list has been taken.
    void afterPage(int n, const std::function<void()> &act)
    {
        auto isDone = std::make_shared<bool>(false);
        connect(m_puller.get(), &Puller::progressChanged, this, [=](const PullProgress &progress) {
            if (*isDone || progress.taken < n * 8)
                return;
            *isDone = true;
            act();
        });
    }
    void verifyAllThere()
    {
        const auto listing = m_bench->server().store().list(Kind::Lead, 0, 1000);
        QCOMPARE(m_bench->mirror().leadCount(), listing.total);
        for (const QJsonObject &lead : listing.items)
            QVERIFY(m_bench->mirror().lead(LeadId(lead.value(QLatin1String("id")).toString())));
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_bench = std::make_unique<Bench>(m_clock, 45);
        makePuller();
    }
    void cleanup()
    {
        m_puller.reset();
        m_bench->close();
        m_bench.reset();
    }

    void takesEverything()
    {
        QSignalSpy progress(m_puller.get(), &Puller::progressChanged);
        m_puller->start();
        QVERIFY(m_puller->progress().isRunning);
        WAIT_FOR(isComplete());
        QVERIFY(!m_puller->progress().isRunning);
        QCOMPARE(m_puller->progress().total, 45);
        QCOMPARE(m_puller->progress().taken, 45);
        verifyAllThere();
        QVERIFY(!m_bench->mirror().organization().me.organizationName.isEmpty());
        QVERIFY(progress.count() >= 6);
        int before = 0;
        for (const QList<QVariant> &arguments : progress) {
            const int taken = arguments.first().value<PullProgress>().taken;
            QVERIFY(taken >= before);
            before = taken;
        }
    }

    void resumesAfterARestart()
    {
        afterPage(2, [this] { m_puller->cancel(); });
        m_puller->start();
        WAIT_FOR(m_bench->mirror().pullState().skip >= 16);
        QVERIFY(!m_puller->progress().isRunning);
        m_puller.reset();
        m_bench->close();
        m_bench->open();
        makePuller();
        const int before = pages();
        QVERIFY(m_puller->progress().taken >= 16);
        QCOMPARE(m_puller->progress().total, 45);
        m_puller->start();
        WAIT_FOR(isComplete());
        verifyAllThere();
        QVERIFY2(pages() - before <= 6, "it did not begin again from the first lead");
    }

    void cancelStopsAsking()
    {
        afterPage(1, [this] { m_puller->cancel(); });
        m_puller->start();
        WAIT_FOR(m_puller->progress().taken >= 8 && !m_puller->progress().isRunning);
        QVERIFY(!isComplete());
        const int asked = pages();
        auto other = m_bench->api().me(Lane::Background); // a round trip in which nothing else may be asked
        QVERIFY(test::await(std::move(other)));
        QCOMPARE(pages(), asked);
        m_puller->start();
        WAIT_FOR(isComplete());
        verifyAllThere();
    }

    void missesNothingWhenLeadsMove()
    {
        const LeadId last = m_bench->lead(44);
        const LeadId middle = m_bench->lead(30);
        afterPage(2, [this, last, middle] {
            touch(last); // not seen yet, and now in front of all that was seen
            touch(middle);
        });
        m_puller->start();
        WAIT_FOR(isComplete());
        verifyAllThere();
    }

    void missesNothingWhenLeadsGo()
    {
        const QList<LeadId> gone{m_bench->lead(0), m_bench->lead(1), m_bench->lead(2), m_bench->lead(3),
                                 m_bench->lead(4)};
        afterPage(2, [this, gone] {
            for (const LeadId &id : gone)
                m_bench->server().store().remove(Kind::Lead, id.value);
        });
        m_puller->start();
        WAIT_FOR(isComplete());
        for (const QJsonObject &lead : m_bench->server().store().list(Kind::Lead, 0, 1000).items)
            QVERIFY(m_bench->mirror().lead(LeadId(lead.value(QLatin1String("id")).toString())));
    }

    void survivesFaultsInTheMiddle_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<int>("wire");
        QTest::newRow("503") << int(Fault::Unavailable) << -1;
        QTest::newRow("500") << int(Fault::ServerError) << -1;
        QTest::newRow("login page") << int(Fault::HtmlPage) << -1;
        QTest::newRow("wrong types") << int(Fault::WrongTypes) << -1;
        QTest::newRow("reset") << -1 << int(WireFault::ResetAfter);
        QTest::newRow("stall") << -1 << int(WireFault::Stall);
        QTest::newRow("cut") << -1 << int(WireFault::CutAnswer);
    }
    void survivesFaultsInTheMiddle()
    {
        QFETCH(int, answer);
        QFETCH(int, wire);
        afterPage(2, [this, answer, wire] {
            sandbox::FaultRule rule;
            rule.method = "GET";
            rule.path = leadPath;
            // More than HttpClient tries by itself; Qt repeats a GET that was reset up to three times within each try.
            rule.times = WireFault(wire) == WireFault::ResetAfter ? 12 : 4;
            if (answer >= 0) {
                rule.fault = Fault(answer);
                m_bench->server().faults().add(rule);
            } else {
                m_bench->proxy().next(WireFault(wire), "GET", leadPath, rule.times, 2000);
            }
        });
        QSignalSpy failures(m_puller.get(), &Puller::failed);
        m_puller->start();
        WAIT_FOR(isComplete());
        QVERIFY(failures.count() >= 1);
        QCOMPARE(m_puller->progress().error.kind, ErrorKind::None);
        verifyAllThere();
    }

    void stopsAt401()
    {
        sandbox::FaultRule rule;
        rule.fault = Fault::Unauthorized;
        rule.times = 100;
        m_bench->server().faults().add(rule);
        QSignalSpy failures(m_puller.get(), &Puller::failed);
        m_puller->start();
        WAIT_FOR(failures.count() == 1);
        QCOMPARE(m_puller->progress().error.kind, ErrorKind::Unauthorized);
        QCOMPARE(m_bench->server().requestLog().size(), 1);
        m_puller->retryNow(); // no timer runs: a new key is needed
        QCOMPARE(m_puller->progress().isRunning, false);
    }

    void makesUpAnInterruptedRefresh()
    {
        m_puller->start();
        WAIT_FOR(isComplete());
        m_puller.reset();
        makePuller(); // as after a restart
        QList<LeadId> touched;
        for (int i = 20; i < 32; ++i)
            touched << m_bench->lead(i);
        for (const LeadId &id : std::as_const(touched))
            touch(id);
        // The first page of five is stored, then Close is gone for a moment.
        connect(
            &m_bench->mirror(), &Mirror::leadsChanged, this,
            [this] {
                sandbox::FaultRule rule;
                rule.fault = Fault::ServerError;
                rule.path = leadPath;
                m_bench->server().faults().add(rule);
            },
            Qt::SingleShotConnection);
        QSignalSpy failures(m_puller.get(), &Puller::failed);
        m_puller->start();
        WAIT_FOR(failures.count() == 1);
        for (const LeadId &id : std::as_const(touched)) {
            const QJsonObject inClose = *m_bench->server().store().find(Kind::Lead, id.value);
            const QString key = QStringLiteral("date_updated");
            WAIT_FOR(m_bench->mirror().lead(id)->raw.value(key) == inClose.value(key));
        }
    }

    void onceCompleteAsksForTheNewestOnly()
    {
        m_puller->start();
        WAIT_FOR(isComplete());
        m_puller.reset();
        auto options = small();
        options.refreshEvery = milliseconds(1);
        makePuller(options);
        const int before = pages();
        const LeadId id = m_bench->lead(40);
        touch(id);
        const QDateTime stale = m_bench->mirror().lead(id)->dateUpdated;
        QSignalSpy progress(m_puller.get(), &Puller::progressChanged);
        m_puller->start();
        WAIT_FOR(m_bench->mirror().lead(id)->dateUpdated > stale);
        QVERIFY(pages() - before <= 3);
        for (const QList<QVariant> &arguments : progress)
            QVERIFY(!arguments.first().value<PullProgress>().isRunning);
        const int now = pages();
        WAIT_FOR(pages() > now); // by itself
        QCOMPARE(m_bench->requests(QStringLiteral("GET /api/v1/me/")), 2); // once by each
        m_puller->cancel();
    }
};

QTEST_GUILESS_MAIN(TestPuller)
#include "tst_puller.moc"
