#include "services/mirror/rowkey.h"
#include "services/sync/smartviews.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Kind;
using leadline::test::Bench;

namespace {

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

/// Smart Views run in Close and kept in the mirror.
class TestSmartViews final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<CloseApi> m_api;
    std::unique_ptr<SmartViews> m_views;

    /// A view of the sandbox, with all leads by name unless another query is given.
    SmartViewId addView(const QString &name, const QJsonObject &query = {},
                        const QString &type = QStringLiteral("lead"), const QString &text = {})
    {
        static const QJsonObject all = object(R"({"query": {"type": "object_type", "object_type": "lead"},
            "sort": [{"direction": "asc",
                      "field": {"type": "regular_field", "object_type": "lead", "field_name": "display_name"}}],
            "results_limit": null})");
        auto &store = m_bench->server().store();
        const SmartViewId id(store.newId(QStringLiteral("save")));
        QJsonObject view{
            {QStringLiteral("id"), id.value}, {QStringLiteral("name"), name}, {QStringLiteral("type"), type}};
        view.insert(QStringLiteral("s_query"),
                    text.isEmpty() ? QJsonValue(query.isEmpty() ? all : query) : QJsonValue());
        view.insert(QStringLiteral("query"), text.isEmpty() ? QJsonValue() : QJsonValue(text));
        store.put(Kind::SmartView, view);
        return id;
    }
    void run(const SmartViewId &view)
    {
        m_views->open(view);
        QVERIFY(QTest::qWaitFor([&] { return !m_views->isRunning(view); }, 30'000));
    }
    /// Names of the leads the mirror lists for the view.
    QStringList listed(const SmartViewId &view) const
    {
        LeadListQuery query;
        query.smartView = view;
        QStringList names;
        const auto rows = m_bench->mirror().leadRows(m_bench->mirror().leadKeys(query));
        for (const LeadRow &row : rows)
            names << row.name;
        return names;
    }
    QStringList namesInClose() const
    {
        QStringList names;
        const int count = int(m_bench->server().store().list(Kind::Lead, 0, 1).total);
        for (int i = 0; i < count; ++i)
            names << m_bench->server()
                         .store()
                         .list(Kind::Lead, i, 1)
                         .items.first()
                         .value(u"display_name")
                         .toString();
        std::sort(names.begin(), names.end());
        return names;
    }
    int searches() const { return m_bench->requests(QStringLiteral("POST /api/v1/data/search/")); }
    void start(int leads, std::function<qint64()> serverTime = {})
    {
        m_bench = std::make_unique<Bench>(m_clock, leads, [&](sandbox::Server::Options &options) {
            options.monotonicMs = std::move(serverTime);
        });
        auto limits = Bench::quick();
        limits.getTimeout = limits.writeTimeout = std::chrono::seconds(20); // a search of hundreds takes its time
        m_http = std::make_unique<HttpClient>(m_bench->proxy().baseUrl(), Secret("api_sandbox.leadline"), m_clock, limits);
        m_api = std::make_unique<CloseApi>(*m_http);
        m_views = std::make_unique<SmartViews>(*m_http, *m_api, m_bench->mirror(), m_clock);
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }
    void cleanup()
    {
        if (m_views)
            m_views->stop();
        m_http->shutDown();
        m_views.reset();
        m_api.reset();
        m_http.reset();
        m_bench->close();
        m_bench.reset();
    }

    void keepsWhatCloseFoundInItsOrder()
    {
        start(20);
        QVERIFY(m_bench->takeLeads());
        const SmartViewId view = addView(QStringLiteral("By name"));
        QSignalSpy changed(m_views.get(), &SmartViews::changed);
        QSignalSpy stored(&m_bench->mirror(), &Mirror::smartViewChanged);
        run(view);
        QCOMPARE(stored.count(), 1);
        QVERIFY(changed.count() >= 2);
        QCOMPARE(m_views->error(view).kind, ErrorKind::None);
        QCOMPARE(listed(view), namesInClose());
        const SmartViewResult kept = m_bench->mirror().smartView(view);
        QCOMPARE(kept.listed, 20);
        QCOMPARE(kept.total, 20);
        QVERIFY(!kept.isCut);
        QVERIFY(std::abs(kept.takenAt.secsTo(m_clock.nowUtc())) < 60);
    }

    void pagesAlongTheCursor()
    {
        start(450);
        const SmartViewId view = addView(QStringLiteral("By name"));
        run(view);
        QCOMPARE(m_bench->mirror().smartView(view).listed, 450);
        QCOMPARE(searches(), 3);
    }

    void leadsThatAreNotHereAreFetched()
    {
        start(20);
        const SmartViewId view = addView(QStringLiteral("By name"));
        QCOMPARE(m_bench->mirror().leadCount(), 0);
        run(view);
        WAIT_FOR(listed(view) == namesInClose());
    }

    void viewsOfContactsListTheirLeads()
    {
        start(20);
        QVERIFY(m_bench->takeLeads());
        const SmartViewId view =
            addView(QStringLiteral("People"),
                    object(R"({"query": {"type": "object_type", "object_type": "contact"}})"),
                    QStringLiteral("contact"));
        run(view);
        const QStringList names = listed(view);
        QVERIFY(names.size() > 1);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size()); // each lead once
        QCOMPARE(m_bench->mirror().smartView(view).total, names.size());
    }

    void limitsOfTheViewHold()
    {
        start(20);
        QVERIFY(m_bench->takeLeads());
        const SmartViewId view = addView(
            QStringLiteral("Top three"),
            object(
                R"({"query": {"type": "object_type", "object_type": "lead"}, "results_limit": 3, "sort": []})"));
        run(view);
        QCOMPARE(listed(view).size(), 3);
        QVERIFY(!m_bench->mirror().smartView(view).isCut);
    }

    void oldViewsAreATextQuery()
    {
        start(20);
        QVERIFY(m_bench->takeLeads());
        const QString name = namesInClose().first();
        const SmartViewId view =
            addView(QStringLiteral("Old"), {}, QStringLiteral("lead"), name.section(u' ', 0, 0));
        run(view);
        QVERIFY2(listed(view).contains(name), qPrintable(name));
        QCOMPARE(searches(), 0);
    }

    void theLastAnswerStaysWhenCloseIsAway()
    {
        start(20);
        QVERIFY(m_bench->takeLeads());
        const SmartViewId view = addView(QStringLiteral("By name"));
        run(view);
        const QDateTime taken = m_bench->mirror().smartView(view).takenAt;
        m_bench->proxy().down();
        QSignalSpy failed(m_views.get(), &SmartViews::failed);
        run(view);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(m_views->error(view).kind, ErrorKind::Unreached);
        QCOMPARE(listed(view), namesInClose());
        QCOMPARE(m_bench->mirror().smartView(view).takenAt, taken);
        m_bench->proxy().restore();
        run(view);
        QCOMPARE(m_views->error(view).kind, ErrorKind::None);
    }

    void case053_anExpiredCursorBeginsAnew()
    {
        // Half a minute goes by before the second page is asked for.
        start(450, [this] { return m_bench && searches() >= 2 ? qint64(31'000) : qint64(0); });
        const SmartViewId view = addView(QStringLiteral("By name"));
        run(view);
        QCOMPARE(m_views->error(view).kind, ErrorKind::None);
        QCOMPARE(m_bench->mirror().smartView(view).listed, 450);
        QCOMPARE(searches(), 5); // one, the dead one, and three anew
    }

    void whatCloseRefusesIsTold()
    {
        start(5);
        const SmartViewId view =
            addView(QStringLiteral("Odd"), object(R"({"query": {"type": "of_tomorrow"}, "sort": []})"));
        QSignalSpy failed(m_views.get(), &SmartViews::failed);
        run(view);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(m_views->error(view).kind, ErrorKind::Rejected);
        QVERIFY(!m_bench->mirror().smartView(view).takenAt.isValid());
        run(SmartViewId(QStringLiteral("save_gone")));
        QCOMPARE(m_views->error(SmartViewId(QStringLiteral("save_gone"))).kind, ErrorKind::NotFound);
    }

    void openingAnotherGivesUpTheFirst()
    {
        start(20);
        QVERIFY(m_bench->takeLeads());
        const SmartViewId first = addView(QStringLiteral("First"));
        const SmartViewId second = addView(QStringLiteral("Second"));
        m_views->open(first);
        m_views->open(second);
        QVERIFY(!m_views->isRunning(first));
        WAIT_FOR(!m_views->isRunning(second));
        QVERIFY(!m_bench->mirror().smartView(first).takenAt.isValid());
        QCOMPARE(m_bench->mirror().smartView(second).listed, 20);
    }

    void case038_oddIdsAreNotAsked()
    {
        start(5);
        const auto asked = m_bench->server().requestLog().size();
        m_views->open(SmartViewId(QStringLiteral("../me")));
        m_views->open(SmartViewId());
        QVERIFY(!m_views->isRunning(SmartViewId(QStringLiteral("../me"))));
        QCOMPARE(m_bench->server().requestLog().size(), asked);
    }
};

QTEST_GUILESS_MAIN(TestSmartViews)
#include "tst_smartviews.moc"
