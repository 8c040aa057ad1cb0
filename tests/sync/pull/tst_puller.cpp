#include "services/sandbox/faultproxy.h"
#include "services/sandbox/server.h"
#include "tests/sync/pull/mirrorcheck.h"
#include "tests/sync/pull/program.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::sandbox::WireFault;
using leadline::test::Program;
using std::chrono::milliseconds;

namespace {

const QString searchPath = QStringLiteral("data/search/");

} // namespace

/// The first load against the sandbox: complete, resumable, cancellable, and unmoved by what Close does
/// meanwhile.
class TestPuller final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<sandbox::FaultProxy> m_proxy;
    std::unique_ptr<Program> m_program;

    void build(const std::function<void(sandbox::Server::Options &)> &adjust = {})
    {
        m_program.reset();
        m_proxy.reset();
        sandbox::Server::Options options;
        options.rateLimit = 0;
        options.store.leads = 25;
        options.store.now = m_clock.nowUtc();
        if (adjust)
            adjust(options);
        m_server = std::make_unique<sandbox::Server>(options);
        QCOMPARE(m_server->listen(), QString());
        m_proxy = std::make_unique<sandbox::FaultProxy>(m_server->baseUrl());
        QCOMPARE(m_proxy->listen(), QString());
        m_program = std::make_unique<Program>(m_proxy->baseUrl(), m_clock, Program::quick());
    }
    [[nodiscard]] Puller &puller() { return m_program->puller(); }
    [[nodiscard]] Mirror &mirror() { return m_program->mirror(); }
    [[nodiscard]] bool isComplete() { return puller().progress().isComplete; }
    [[nodiscard]] int requests(const QString &line) const { return int(m_server->requestLog().count(line)); }
    [[nodiscard]] int searches() const { return requests(QStringLiteral("POST /api/v1/data/search/")); }
    [[nodiscard]] QString leadAt(int index) const
    {
        return m_server->store()
            .list(Kind::Lead, index, 1)
            .items.value(0)
            .value(QLatin1String("id"))
            .toString();
    }
    /// As if somebody edited the lead in Close: it moves to the front of the list.
    void touch(const QString &id)
    {
        auto &store = m_server->store();
        QJsonObject lead = *store.find(Kind::Lead, id);
        lead.insert(QStringLiteral("date_updated"), sandbox::timestamp(store.tick()));
        store.put(Kind::Lead, lead);
    }
    /// Calls `act` once, when `leads` are in the mirror.
    void whenTaken(int leads, const std::function<void()> &act)
    {
        auto isDone = std::make_shared<bool>(false);
        connect(&puller(), &Puller::progressChanged, this, [this, isDone, leads, act] {
            if (*isDone || mirror().leadCount() < leads)
                return;
            *isDone = true;
            act();
        });
    }
    void fail(Fault fault, const QByteArray &method, const QString &path, int times)
    {
        sandbox::FaultRule rule;
        rule.fault = fault;
        rule.method = method;
        rule.path = path;
        rule.times = times;
        m_server->faults().add(rule);
    }
    void verifyAllThere()
    {
        const QDateTime horizon = m_clock.nowUtc().addDays(-89);
        const auto close = test::readClose(m_program->http(), horizon);
        QCOMPARE(close.leads.size(), m_server->store().count(Kind::Lead));
        const QStringList found = test::differences(close, mirror(), horizon);
        QVERIFY2(found.isEmpty(), qPrintable(found.mid(0, 10).join(u'\n')));
        QVERIFY(close.activities.size() > 10 || close.leads.size() < 20);
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        build();
    }
    void cleanup()
    {
        m_program.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void takesEverything()
    {
        QSignalSpy progress(&puller(), &Puller::progressChanged);
        puller().start();
        QVERIFY(puller().progress().isRunning);
        WAIT_FOR(isComplete());
        QVERIFY(!puller().progress().isRunning);
        QCOMPARE(puller().progress().total, 25);
        QCOMPARE(puller().progress().taken, 25);
        verifyAllThere();
        QVERIFY(!mirror().organization().me.organizationName.isEmpty());
        WAIT_FOR(puller().dataAsOf().isValid());
        QVERIFY(progress.count() >= 6);
        PullPhase phase = PullPhase::Organization;
        int taken = 0;
        for (const QList<QVariant> &arguments : progress) {
            const auto told = arguments.first().value<PullProgress>();
            QVERIFY(told.phase >= phase);
            QVERIFY(told.phase > phase || told.taken >= taken || told.isComplete);
            QVERIFY(told.total < 0 || told.taken <= told.total);
            phase = told.phase;
            taken = told.taken;
        }
    }

    void ownLeadsComeFirst()
    {
        constexpr int most = 40;
        constexpr int page = 10;
        build([](auto &options) { options.store.leads = 800; });
        m_program->close();
        m_program->options().load.mostOwn = most;
        m_program->options().load.leadPage = page;
        m_program->open();
        QList<LeadId> first;
        connect(&mirror(), &Mirror::leadsChanged, this, [&first](const QList<LeadId> &ids) { first += ids; });
        puller().start();
        WAIT_FOR(first.size() >= 400);
        puller().cancel();
        constexpr int mostTold = 2; // by the event log, beside the load
        int own = 0;
        for (int others = 0; others <= mostTold; ++own)
            others += test::isCallers(m_server->store(), first.at(own)) ? 0 : 1;
        // What was under way when there were enough comes too, and a few by chance.
        const bool isEnough = own >= most && own <= most + (RangeLoader::workers + 1) * page;
        QVERIFY2(isEnough, qPrintable(QString::number(own)));
    }

    void theOpenSmartViewComesFirst()
    {
        build([](auto &options) { options.store.leads = 300; });
        const QString wanted = leadAt(250); // one of the last, were it not for the view
        const QByteArray query = R"({"query": {"type": "and", "queries": [
            {"type": "object_type", "object_type": "lead"}, {"type": "id", "value": "WANTED"}]},
            "results_limit": null, "sort": []})";
        const auto search = QJsonDocument::fromJson(QByteArray(query).replace("WANTED", wanted.toUtf8()));
        const SmartViewId view(m_server->store().newId(QStringLiteral("save")));
        m_server->store().put(Kind::SmartView, {{QStringLiteral("id"), view.value},
                                                {QStringLiteral("type"), QStringLiteral("lead")},
                                                {QStringLiteral("s_query"), search.object()}});
        QList<LeadId> first;
        connect(&mirror(), &Mirror::leadsChanged, this, [&first](const QList<LeadId> &ids) { first += ids; });
        puller().setOpenView(view); // before anybody knows what it asks for
        puller().start();
        WAIT_FOR(!first.isEmpty());
        QCOMPARE(first.constFirst().value, wanted);
        puller().cancel();
    }

    void resumesAfterARestart()
    {
        build([](auto &options) { options.store.leads = 120; });
        whenTaken(60, [this] { puller().cancel(); });
        puller().start();
        WAIT_FOR(mirror().leadCount() >= 60 && !puller().progress().isRunning);
        QVERIFY(!isComplete());
        m_program->close();
        m_program->open();
        QVERIFY(puller().progress().taken >= 60);
        QCOMPARE(puller().progress().total, 120);
        const int before = searches();
        puller().start();
        WAIT_FOR(isComplete());
        QVERIFY2(searches() - before <= 26, qPrintable(QString::number(searches() - before)));
        verifyAllThere();
    }

    void cancelStopsAsking()
    {
        whenTaken(8, [this] { puller().cancel(); });
        puller().start();
        WAIT_FOR(mirror().leadCount() >= 8 && !puller().progress().isRunning);
        QVERIFY(!isComplete());
        auto settling = m_program->api().me(Lane::Background); // behind what was under way
        QVERIFY(test::await(std::move(settling)));
        const auto asked = m_server->requestLog().size();
        auto other = m_program->api().me(Lane::Background); // a round trip in which nothing else may be asked
        QVERIFY(test::await(std::move(other)));
        QCOMPARE(m_server->requestLog().size(), asked + 1);
        puller().start();
        WAIT_FOR(isComplete());
        verifyAllThere();
    }

    void case049_leadsMoveAndGoWhileTheyAreTaken_data()
    {
        QTest::addColumn<bool>("isByPages");
        QTest::newRow("searches") << false;
        QTest::newRow("pages") << true;
    }
    void case049_leadsMoveAndGoWhileTheyAreTaken()
    {
        QFETCH(bool, isByPages);
        for (quint32 seed = 1; seed <= 3; ++seed) {
            build();
            if (isByPages)
                fail(Fault::Rejected, "POST", searchPath, 1000);
            auto random = std::make_shared<QRandomGenerator>(seed);
            connect(&mirror(), &Mirror::leadsChanged, this, [this, random] {
                auto &store = m_server->store();
                for (int i = 0; i < 2 && store.count(Kind::Lead) > 15; ++i) {
                    touch(leadAt(random->bounded(store.count(Kind::Lead))));
                    if (random->bounded(3) == 0)
                        store.remove(Kind::Lead, leadAt(random->bounded(store.count(Kind::Lead))));
                }
            });
            puller().start();
            WAIT_FOR(isComplete());
            disconnect(&mirror(), &Mirror::leadsChanged, this, nullptr);
            for (const QJsonObject &lead : m_server->store().list(Kind::Lead, 0, 1000).items)
                QVERIFY(mirror().lead(LeadId(lead.value(QLatin1String("id")).toString())));
        }
    }

    void case050_listsAreNeverSkippedFar()
    {
        build([](auto &options) {
            options.quirks.maxSkip = 20;
            options.store.leads = 45;
        });
        puller().start();
        WAIT_FOR(isComplete());
        verifyAllThere();
    }

    void moreLeadsOfOneMomentThanASearchTells()
    {
        build([](auto &options) { options.quirks.searchCap = 20; });
        m_program->close();
        m_program->open();
        const QString moment = sandbox::timestamp(m_clock.nowUtc().addDays(-3));
        for (const QJsonObject &stored : m_server->store().list(Kind::Lead, 0, 100).items) {
            QJsonObject lead = stored;
            lead.insert(QStringLiteral("date_updated"), moment);
            m_server->store().put(Kind::Lead, lead);
        }
        puller().start();
        WAIT_FOR(isComplete());
        verifyAllThere();
    }

    void cursorsThatDieAtOnce()
    {
        build([](auto &options) {
            options.quirks.searchCursorSeconds = 0;
            options.store.leads = 30;
        });
        puller().start();
        WAIT_FOR(isComplete());
        verifyAllThere();
    }

    void pagesWhenSearchIsRefused()
    {
        fail(Fault::Rejected, "POST", searchPath, 1000);
        puller().start();
        WAIT_FOR(isComplete());
        QVERIFY(requests(QStringLiteral("GET /api/v1/lead/")) >= 3);
        verifyAllThere();
    }

    void pagesWhenSearchIsRefusedInTheMiddle()
    {
        whenTaken(20, [this] { fail(Fault::Rejected, "POST", searchPath, 1000); });
        puller().start();
        WAIT_FOR(isComplete());
        verifyAllThere();
    }

    void deniedListsAreSkipped()
    {
        for (const char *path : {"task/", "opportunity/", "event/"})
            fail(Fault::Rejected, "GET", QLatin1String(path), 1000);
        puller().start();
        WAIT_FOR(isComplete());
        WAIT_FOR(puller().dataAsOf().isValid());
        verifyAllThere();
    }

    void survivesFaultsInTheMiddle_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<int>("wire");
        QTest::newRow("503") << int(Fault::Unavailable) << -1;
        QTest::newRow("500") << int(Fault::ServerError) << -1;
        QTest::newRow("login page") << int(Fault::HtmlPage) << -1;
        QTest::newRow("reset") << -1 << int(WireFault::ResetAfter);
        QTest::newRow("stall") << -1 << int(WireFault::Stall);
        QTest::newRow("cut") << -1 << int(WireFault::CutAnswer);
    }
    void survivesFaultsInTheMiddle()
    {
        QFETCH(int, answer);
        QFETCH(int, wire);
        whenTaken(15, [this, answer, wire] {
            // More than HttpClient tries by itself, for six at once; Qt repeats a read that was reset up to
            // three times.
            const int times = WireFault(wire) == WireFault::ResetAfter ? 60
                              : WireFault(wire) == WireFault::Stall    ? 8
                                                                       : 20;
            if (answer >= 0)
                fail(Fault(answer), "*", QString(), times);
            else
                m_proxy->next(WireFault(wire), "*", QString(), times, 2000);
        });
        QSignalSpy failures(&puller(), &Puller::failed);
        puller().start();
        WAIT_FOR(isComplete());
        QVERIFY(failures.count() >= 1);
        m_server->faults().clear();
        m_proxy->clear();
        WAIT_FOR(puller().dataAsOf().isValid());
        QCOMPARE(puller().progress().error.kind, ErrorKind::None);
        verifyAllThere();
    }

    void stopsAt401()
    {
        fail(Fault::Unauthorized, "*", QString(), 100);
        QSignalSpy failures(&puller(), &Puller::failed);
        puller().start();
        WAIT_FOR(failures.count() == 1);
        QCOMPARE(puller().progress().error.kind, ErrorKind::Unauthorized);
        QCOMPARE(m_server->requestLog().size(), 1);
        QCOMPARE(puller().progress().isRunning, false); // no timer runs: a new key is needed
        puller().retryNow();                            // or a word that this one is good again
        WAIT_FOR(failures.count() == 2);
        QCOMPARE(m_server->requestLog().size(), 2);
    }

    /// How much of the budget it uses is judged by a clock of the test's own (lanes: nine tenths) and by P3.
    void isNeverRefusedAndLeavesThePersonsLaneFree()
    {
        build([](auto &options) {
            options.store.leads = 900;
            options.rateLimit = 20;
            options.rateWindowMs = 2000;
            options.quirks.edgeLimit = 0;
        });
        int refusals = 0;
        connect(&m_program->http(), &HttpClient::retrying, this, [&refusals](const ApiError &error) {
            refusals += error.kind == ErrorKind::RateLimited ? 1 : 0;
        });
        puller().start();
        WAIT_FOR(mirror().leadCount() > 300);
        auto opening = m_program->api().lead(LeadId(leadAt(5)), Lane::Foreground);
        QVERIFY(test::await(std::move(opening)));
        QVERIFY(!isComplete()); // it did not wait for the load
        QCOMPARE(refusals, 0);
        puller().cancel();
    }
};

QTEST_GUILESS_MAIN(TestPuller)
#include "tst_puller.moc"
