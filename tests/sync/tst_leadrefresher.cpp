#include "services/sync/leadrefresher.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::test::Bench;

/// What opening a lead asks of Close, and what it leaves in the mirror.
class TestLeadRefresher final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<LeadRefresher> m_refresher;

    /// Puts notes on the lead in the sandbox until it has `count` activities more.
    void addNotes(const LeadId &lead, int count)
    {
        auto &store = m_bench->server().store();
        for (int i = 0; i < count; ++i) {
            const QString now = sandbox::timestamp(store.tick());
            QJsonObject note{{QStringLiteral("id"), store.newId(QStringLiteral("acti"))},
                             {QStringLiteral("_type"), QStringLiteral("Note")},
                             {QStringLiteral("lead_id"), lead.value},
                             {QStringLiteral("note"), QString::number(i)},
                             {QStringLiteral("activity_at"), now},
                             {QStringLiteral("date_created"), now},
                             {QStringLiteral("date_updated"), now}};
            store.put(Kind::Activity, note);
        }
    }
    /// What a list without `thread_emails` holds: e-mails, not their threads (close-api.md 5.5).
    [[nodiscard]] int inClose(const LeadId &lead) const
    {
        const auto activities = m_bench->server().store().ofLead(Kind::Activity, lead.value);
        return int(std::count_if(activities.begin(), activities.end(), [](const QJsonObject &activity) {
            return activity[u"_type"] != QLatin1String("EmailThread");
        }));
    }
    [[nodiscard]] int inMirror(const LeadId &lead) const { return m_bench->mirror().activityCount(lead, {}); }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_bench = std::make_unique<Bench>(m_clock);
        m_refresher = std::make_unique<LeadRefresher>(m_bench->api(), m_bench->mirror());
    }
    void cleanup()
    {
        m_refresher.reset();
        m_bench->close();
        m_bench.reset();
    }

    void bringsTheLeadAndItsActivities()
    {
        const LeadId lead = m_bench->lead(2);
        QSignalSpy finished(m_refresher.get(), &LeadRefresher::finished);
        m_refresher->open(lead);
        WAIT_FOR(finished.count() == 1);
        QVERIFY(m_bench->mirror().lead(lead));
        QCOMPARE(inMirror(lead), std::min(100, inClose(lead)));
    }

    void aPageOfUnreadableActivitiesIsNotTheEnd()
    {
        const LeadId lead = m_bench->lead(2);
        const int readable = inClose(lead);
        QVERIFY(readable > 0);
        auto &store = m_bench->server().store();
        for (int i = 0; i < 100; ++i) {
            const QString now = sandbox::timestamp(store.tick());
            store.put(Kind::Activity, {{QStringLiteral("id"), QStringLiteral("not an id %1").arg(i)},
                                       {QStringLiteral("_type"), QStringLiteral("Note")},
                                       {QStringLiteral("lead_id"), lead.value},
                                       {QStringLiteral("activity_at"), now},
                                       {QStringLiteral("date_created"), now},
                                       {QStringLiteral("date_updated"), now}});
        }
        QSignalSpy finished(m_refresher.get(), &LeadRefresher::finished);
        m_refresher->open(lead);
        WAIT_FOR(finished.count() == 1);
        QVERIFY(!m_bench->mirror().hasAllActivities(lead));
        m_refresher->loadOlder(lead);
        WAIT_FOR(finished.count() == 2);
        QCOMPARE(inMirror(lead), std::min(100, readable));
    }

    void bringsOlderPagesUntilTheLast()
    {
        const LeadId lead = m_bench->lead(2);
        addNotes(lead, 240);
        QSignalSpy finished(m_refresher.get(), &LeadRefresher::finished);
        m_refresher->open(lead);
        WAIT_FOR(finished.count() == 1);
        QCOMPARE(inMirror(lead), 100);
        QVERIFY(!m_bench->mirror().hasAllActivities(lead));
        for (int page = 2; !m_bench->mirror().hasAllActivities(lead); ++page) {
            QVERIFY(page < 6);
            m_refresher->loadOlder(lead);
            m_refresher->loadOlder(lead); // while one is under way: no second request
            WAIT_FOR(finished.count() == page);
        }
        QCOMPARE(inMirror(lead), inClose(lead));
        const int asked = int(m_bench->server().requestLog().size());
        m_refresher->loadOlder(lead);
        QCOMPARE(int(m_bench->server().requestLog().size()), asked);
    }

    void skipsLeadsThatWereOnlyPassed()
    {
        QSignalSpy finished(m_refresher.get(), &LeadRefresher::finished);
        for (int i = 0; i < 10; ++i)
            m_refresher->open(m_bench->lead(i));
        WAIT_FOR(finished.count() == 3);
        QCOMPARE(m_bench->mirror().leadCount(), 3);
        QVERIFY(m_bench->mirror().lead(m_bench->lead(9)));
    }

    void removesALeadThatIsGone()
    {
        const LeadId lead = m_bench->lead(2);
        QSignalSpy finished(m_refresher.get(), &LeadRefresher::finished);
        m_refresher->open(lead);
        WAIT_FOR(finished.count() == 1);
        m_bench->server().store().remove(Kind::Lead, lead.value);
        QSignalSpy failed(m_refresher.get(), &LeadRefresher::failed);
        m_refresher->open(lead);
        WAIT_FOR(failed.count() == 1);
        QCOMPARE(failed.first().at(1).value<ApiError>().kind, ErrorKind::NotFound);
        WAIT_FOR(!m_bench->mirror().lead(lead));
    }

    void aFailureLeavesWhatIsThere()
    {
        const LeadId lead = m_bench->lead(2);
        QSignalSpy finished(m_refresher.get(), &LeadRefresher::finished);
        m_refresher->open(lead);
        WAIT_FOR(finished.count() == 1);
        const int before = inMirror(lead);
        sandbox::FaultRule rule;
        rule.fault = Fault::WrongTypes;
        rule.times = 2;
        m_bench->server().faults().add(rule);
        QSignalSpy failed(m_refresher.get(), &LeadRefresher::failed);
        m_refresher->open(lead);
        WAIT_FOR(failed.count() == 1);
        QVERIFY(m_bench->mirror().lead(lead));
        QCOMPARE(inMirror(lead), before);
        m_refresher->open(lead);
        WAIT_FOR(finished.count() == 2);
    }
};

QTEST_GUILESS_MAIN(TestLeadRefresher)
#include "tst_leadrefresher.moc"
