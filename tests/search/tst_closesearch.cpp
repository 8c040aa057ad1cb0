#include "services/sync/closesearch.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::test::Bench;

/// Asking Close itself for leads that are not here yet.
class CloseSearchTest final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<CloseSearch> m_search;

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_bench = std::make_unique<Bench>(m_clock);
        m_search = std::make_unique<CloseSearch>(m_bench->api());
    }
    void cleanup()
    {
        m_search.reset();
        m_bench->close();
        m_bench.reset();
    }

    void findsLeadsByTheirNames()
    {
        const LeadId id = m_bench->lead(7);
        const QString name = m_bench->server()
                                 .store()
                                 .find(sandbox::Kind::Lead, id.value)
                                 ->value(QLatin1String("name"))
                                 .toString();
        QSignalSpy found(m_search.get(), &CloseSearch::found);
        m_search->search(name);
        WAIT_FOR(!found.isEmpty());
        QCOMPARE(found.first().at(0).toString(), name);
        const auto hits = found.first().at(1).value<QList<SearchHit>>();
        const auto it =
            std::find_if(hits.begin(), hits.end(), [&](const SearchHit &hit) { return hit.leadId == id; });
        QVERIFY(it != hits.end());
        QCOMPARE(it->title.text, name);
        QVERIFY(!it->title.marks.isEmpty());
        QVERIFY(!it->status.isEmpty());
    }

    void onlyTheLastQuestionIsAnswered()
    {
        QSignalSpy found(m_search.get(), &CloseSearch::found);
        m_search->search(QStringLiteral("first"));
        m_search->search(QStringLiteral("second"));
        WAIT_FOR(!found.isEmpty());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().at(0).toString(), QStringLiteral("second"));
    }

    void troubleIsTold()
    {
        sandbox::FaultRule rule;
        rule.fault = Fault::Rejected;
        rule.method = "POST";
        rule.path = QStringLiteral("data/search/");
        m_bench->server().faults().add(rule);
        QSignalSpy failed(m_search.get(), &CloseSearch::failed);
        m_search->search(QStringLiteral("anything"));
        WAIT_FOR(!failed.isEmpty());
        QCOMPARE(failed.first().at(1).value<ApiError>().kind, ErrorKind::Rejected);
    }
};

QTEST_GUILESS_MAIN(CloseSearchTest)
#include "tst_closesearch.moc"
