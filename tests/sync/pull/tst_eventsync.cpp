#include "services/sandbox/server.h"
#include "tests/sync/pull/colleague.h"
#include "tests/sync/pull/mirrorcheck.h"
#include "tests/sync/pull/program.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::test::Colleague;
using leadline::test::Program;
using std::chrono::milliseconds;

namespace {

bool isLong()
{
    return qEnvironmentVariableIsSet("LEADLINE_LONG");
}

} // namespace

/// The mirror stays what Close is, while the program runs and after it was off (issue 3, done means 3).
class TestEventSync final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<Program> m_program;
    QDateTime m_horizon;

    void build(int leads, const std::function<void(sandbox::Server::Options &)> &adjust = {})
    {
        m_program.reset();
        m_http.reset();
        sandbox::Server::Options options;
        options.rateLimit = 0;
        options.store.leads = leads;
        options.store.now = m_clock.nowUtc();
        if (adjust)
            adjust(options);
        m_server = std::make_unique<sandbox::Server>(options);
        QCOMPARE(m_server->listen(), QString());
        m_http = std::make_unique<HttpClient>(m_server->baseUrl(), Secret("api_sandbox.leadline"), m_clock,
                                              HttpClient::Limits());
        m_program = std::make_unique<Program>(m_server->baseUrl(), m_clock, real());
        m_horizon = m_clock.nowUtc().addDays(-89);
    }
    /// Pages as large as the program's.
    [[nodiscard]] static Puller::Options real()
    {
        Puller::Options options = Program::quick();
        options.load = FirstLoad::Options();
        options.events.leadPage = 200;
        return options;
    }
    /// The sanitizers make the long form ten times as slow, a busy machine again.
    [[nodiscard]] static int patience() { return isLong() ? 3'600'000 : 20'000; }
    void load(Program &program)
    {
        program.puller().start();
        QTRY_VERIFY_WITH_TIMEOUT(program.puller().progress().isComplete, patience());
    }
    /// Reads the log to its present end.
    void catchUp(Program &program)
    {
        for (int i = 0; i < 2; ++i) { // the reading under way may have begun before the last change
            QSignalSpy polled(&program.puller(), &Puller::dataAsOfChanged);
            program.puller().retryNow();
            QTRY_VERIFY_WITH_TIMEOUT(polled.count() >= 1, patience());
        }
    }
    void verifySame(Program &program)
    {
        const auto close = test::readClose(program.http(), m_horizon);
        QVERIFY(!close.leads.isEmpty());
        const QStringList found = test::differences(close, program.mirror(), m_horizon);
        QVERIFY2(
            found.isEmpty(),
            qPrintable(
                QStringLiteral("%1 differences\n%2").arg(found.size()).arg(found.mid(0, 12).join(u'\n'))));
    }
    void fail(Fault fault, const QString &path, int times)
    {
        sandbox::FaultRule rule;
        rule.fault = fault;
        rule.path = path;
        rule.times = times;
        m_server->faults().add(rule);
    }
    [[nodiscard]] QString leadAt(int index) const
    {
        return m_server->store()
            .list(Kind::Lead, index, 1)
            .items.value(0)
            .value(QLatin1String("id"))
            .toString();
    }
    Result<Response> send(Method method, const QString &path, const QJsonObject &body = {})
    {
        Request request(method, path);
        if (method != Method::Delete)
            request.body = body;
        auto sending = m_http->send(std::move(request));
        return test::await(std::move(sending));
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }
    void cleanup()
    {
        m_program.reset();
        m_http.reset();
        m_server.reset();
    }

    void bothMirrorsAreIdenticalToClose()
    {
        const int changes = isLong() ? 10'000 : 200;
        build(isLong() ? 1500 : 30);
        Program off(m_server->baseUrl(), m_clock, real());
        load(*m_program);
        load(off);
        catchUp(off);
        off.close();
        if (QTest::currentTestFailed())
            return;

        Colleague colleague(*m_http, m_server->store(), 20'260'619);
        QElapsedTimer timer;
        timer.start();
        while (colleague.changes() < changes) {
            colleague.change();
            if (colleague.changes() % 20 == 0)
                m_program->puller().retryNow(); // it reads while the colleague goes on
        }
        qInfo("%d changes in %lld ms, %d refused", changes, timer.restart(), colleague.refusals());
        QVERIFY(colleague.refusals() < changes / 10);
        catchUp(*m_program);
        qInfo("the one that ran was in step after %lld ms", timer.restart());
        off.open();
        off.puller().start();
        QSignalSpy polled(&off.puller(), &Puller::dataAsOfChanged);
        QTRY_VERIFY_WITH_TIMEOUT(polled.count() >= 1, patience());
        qInfo("the one that was off was in step after %lld ms", timer.restart());
        verifySame(*m_program);
        verifySame(off);
    }

    void changesDuringTheFirstLoad()
    {
        build(25);
        Colleague colleague(*m_http, m_server->store(), 7);
        m_program->puller().start();
        while (!m_program->puller().progress().isComplete)
            colleague.change();
        catchUp(*m_program);
        verifySame(*m_program);
    }

    void case053_awayTooLong()
    {
        build(25);
        load(*m_program);
        catchUp(*m_program);
        Colleague colleague(*m_http, m_server->store(), 3);
        for (int i = 0; i < 60; ++i)
            colleague.change();
        // As if all that had been a month ago: the log is not asked for it any more.
        const QDateTime long_ago = m_clock.nowUtc().addDays(-26);
        bool isStored = false;
        m_program->mirror().putEventState({long_ago, long_ago}, [&](const auto &) { isStored = true; });
        WAIT_FOR(isStored);
        m_program->close();
        m_program->open();
        QSignalSpy progress(&m_program->puller(), &Puller::progressChanged);
        m_program->puller().start();
        WAIT_FOR(!m_program->puller().progress().isComplete);
        QCOMPARE(m_program->puller().dataAsOf(), long_ago); // what is shown is still that old
        QTRY_VERIFY_WITH_TIMEOUT(m_program->puller().progress().isComplete, 20'000);
        catchUp(*m_program);
        verifySame(*m_program);
    }

    void aReloadWithoutTheActivityListBuriesNothing()
    {
        build(25);
        load(*m_program);
        catchUp(*m_program);
        const auto activities = [this] {
            int count = 0;
            for (int i = 0; i < 25; ++i)
                count += m_program->mirror().activityCount(LeadId(leadAt(i)), {});
            return count;
        };
        const int before = activities();
        QVERIFY(before > 0);
        fail(Fault::Rejected, QStringLiteral("activity/"), 10'000);
        bool isStored = false;
        m_program->mirror().putEventState({}, [&](const auto &) { isStored = true; });
        WAIT_FOR(isStored);
        m_program->puller().retryNow();
        WAIT_FOR(!m_program->puller().progress().isComplete);
        WAIT_FOR(m_program->puller().progress().isComplete);
        QCOMPARE(activities(), before);
    }

    void aRefusedKeyIsTriedAgainWhenAsked()
    {
        build(20);
        load(*m_program);
        catchUp(*m_program);
        fail(Fault::Unauthorized, QStringLiteral("event/"), 1);
        QSignalSpy failed(&m_program->puller(), &Puller::failed);
        m_program->puller().retryNow();
        WAIT_FOR(failed.count() == 1);
        catchUp(*m_program);
    }

    void case053_logThatIsRefused()
    {
        build(25);
        load(*m_program);
        fail(Fault::Rejected, QStringLiteral("event/"), 1000);
        QVERIFY(send(Method::Put, QStringLiteral("lead/%1/").arg(leadAt(18)),
                     {{QStringLiteral("name"), QStringLiteral("New")}}));
        catchUp(*m_program);
        const auto lead = m_program->mirror().lead(LeadId(leadAt(0)));
        QVERIFY(lead);
        QCOMPARE(lead->displayName, QStringLiteral("New"));
    }

    void case054_anHourLaterOnlyTheObjectsTell()
    {
        build(15);
        Program rep(m_server->baseUrl(), m_clock, real(), "api_rep.leadline"); // no administrator
        load(rep);
        catchUp(rep);
        rep.close();
        Colleague colleague(*m_http, m_server->store(), 54);
        for (int i = 0; i < 60; ++i)
            colleague.change();
        m_server->store().advance(3'700'000);
        rep.open();
        rep.puller().start();
        catchUp(rep);
        verifySame(rep);
    }

    void case055_mergedAndDeletedLeads()
    {
        build(25);
        load(*m_program);
        catchUp(*m_program);
        const QString source = leadAt(3);
        const QString destination = leadAt(8);
        const QString gone = leadAt(12);
        QVERIFY(send(Method::Post, QStringLiteral("lead/merge/"),
                     {{QStringLiteral("source"), source}, {QStringLiteral("destination"), destination}}));
        QVERIFY(send(Method::Delete, QStringLiteral("lead/%1/").arg(gone)));
        catchUp(*m_program);
        QVERIFY(!m_program->mirror().lead(LeadId(source)));
        QVERIFY(!m_program->mirror().lead(LeadId(gone)));
        verifySame(*m_program);
    }

    void case056_visibilityLost()
    {
        build(30);
        load(*m_program);
        catchUp(*m_program);
        const QString hidden = leadAt(4);
        QVERIFY(send(Method::Put, QStringLiteral("lead/%1/").arg(hidden),
                     {{QStringLiteral("name"), QStringLiteral("Secret")}}));
        m_server->store().remove(Kind::Lead, hidden); // no event: it is simply not there for us any more
        const QString line = QStringLiteral("GET /api/v1/lead/%1/").arg(hidden);
        catchUp(*m_program);
        QVERIFY(!m_program->mirror().lead(LeadId(hidden)));
        QVERIFY(m_server->requestLog().count(line) >= 2); // one refusal is not enough
    }

    void organizationFollowsItsEvents()
    {
        build(20);
        load(*m_program);
        catchUp(*m_program);
        QSignalSpy changed(&m_program->mirror(), &Mirror::organizationChanged);
        QVERIFY(send(Method::Post, QStringLiteral("status/lead/"),
                     {{QStringLiteral("label"), QStringLiteral("Brand new")}}));
        catchUp(*m_program);
        WAIT_FOR(changed.count() >= 1);
        const auto statuses = m_program->mirror().organization().me.leadStatuses;
        QVERIFY(std::any_of(statuses.begin(), statuses.end(), [](const LeadStatus &status) {
            return status.label == QLatin1String("Brand new");
        }));
    }

    void asksMoreOftenInTheForeground()
    {
        build(20);
        m_program->close();
        m_program->options().events.foregroundEvery = milliseconds(20);
        m_program->open();
        load(*m_program);
        QSignalSpy polled(&m_program->puller(), &Puller::dataAsOfChanged);
        WAIT_FOR(polled.count() >= 3);
        m_program->puller().setForeground(false);
        WAIT_FOR(polled.count() >= 4); // the one that was due
        const int before = int(m_server->requestLog().count(QStringLiteral("GET /api/v1/event/")));
        QTest::qWait(100);
        QVERIFY(m_server->requestLog().count(QStringLiteral("GET /api/v1/event/")) <= before + 1);
        m_program->puller().setForeground(true); // back at the window: now
        WAIT_FOR(m_server->requestLog().count(QStringLiteral("GET /api/v1/event/")) > before + 1);
    }

    void thePointMovesOnlyWhenEverythingIsDurable()
    {
        build(30);
        load(*m_program);
        catchUp(*m_program);
        const EventState before = m_program->mirror().eventState();
        const QString changed = leadAt(7);
        QVERIFY(send(Method::Put, QStringLiteral("lead/%1/").arg(changed),
                     {{QStringLiteral("name"), QStringLiteral("Once")}}));
        fail(Fault::ServerError, QStringLiteral("lead/"), 1);
        QSignalSpy failed(&m_program->puller(), &Puller::failed);
        m_program->puller().retryNow();
        WAIT_FOR(failed.count() == 1);
        QCOMPARE(m_program->mirror().eventState(), before);
        WAIT_FOR(m_program->mirror().eventState().point > before.point); // by itself
        QCOMPARE(m_program->mirror().lead(LeadId(changed))->displayName, QStringLiteral("Once"));
    }
};

QTEST_GUILESS_MAIN(TestEventSync)
#include "tst_eventsync.moc"
