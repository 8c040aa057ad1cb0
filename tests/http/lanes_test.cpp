#include "services/http/lanes.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using namespace leadline::test;
using std::chrono::milliseconds;

/// Budgets and the order of the lanes, on a clock that the test moves.
class LanesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void groups_data();
    void groups();
    void budgetIsCountedDown();
    void backgroundLeavesATenth();
    void refusalsDouble();
    void windowsEnd();
    void firstComeFirstServed();
    void foregroundOvertakes();
    void blockedGroupIsOvertaken();
    void wakesByItself();
    void shutDownAnswersEverybody();

private:
    [[nodiscard]] static RateLimit limit(qint64 limit, qint64 remaining, int resetMs, int waitMs = 0);
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Budgets> m_budgets;
    std::unique_ptr<Lanes> m_lanes;
};

void LanesTest::init()
{
    expectSilence();
    m_lanes.reset();
    m_clock = std::make_unique<ManualClock>();
    m_budgets = std::make_unique<Budgets>(*m_clock, [] { return 0.0; });
    m_lanes = std::make_unique<Lanes>(*m_budgets);
}

RateLimit LanesTest::limit(qint64 limit, qint64 remaining, int resetMs, int waitMs)
{
    RateLimit result;
    result.limit = limit;
    result.remaining = remaining;
    result.reset = milliseconds(resetMs);
    result.wait = milliseconds(waitMs);
    return result;
}

void LanesTest::groups_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("group");
    QTest::newRow("list") << int(Method::Get) << QStringLiteral("lead/") << QStringLiteral("GET lead");
    QTest::newRow("one") << int(Method::Get) << QStringLiteral("lead/lead_EH0pRtTex/")
                         << QStringLiteral("GET lead");
    QTest::newRow("call") << int(Method::Delete) << QStringLiteral("activity/call/acti_5Xc1/")
                          << QStringLiteral("DELETE activity/call");
    QTest::newRow("words with _") << int(Method::Put) << QStringLiteral("custom_field/lead/cf_R8/")
                                  << QStringLiteral("PUT custom_field/lead");
    QTest::newRow("post") << int(Method::Post) << QStringLiteral("data/search/")
                          << QStringLiteral("POST data/search");
}

void LanesTest::groups()
{
    QFETCH(int, method);
    QFETCH(QString, path);
    QTEST(Budgets::groupOf(Method(method), path), "group");
}

void LanesTest::budgetIsCountedDown()
{
    const QString group = QStringLiteral("GET lead");
    m_budgets->note(group, 200, limit(100, 2, 5'000));
    QCOMPARE(m_budgets->percentFree(), 2);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(0));
    m_budgets->taken(group);
    m_budgets->taken(group); // both are under way, the server does not know yet
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(5'000));
    m_clock->advance(4'000);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(1'000));
    m_clock->advance(1'000);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(0));
    QCOMPARE(m_budgets->waitFor(QStringLiteral("GET me"), Lane::Foreground), milliseconds(0));
}

void LanesTest::backgroundLeavesATenth()
{
    const QString group = QStringLiteral("GET lead");
    m_budgets->note(group, 200, limit(240, 24, 8'000));
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(0));
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(8'000));
    m_budgets->note(group, 200, limit(240, 25, 8'000));
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(0));
}

void LanesTest::refusalsDouble()
{
    const QString group = QStringLiteral("POST activity/call");
    QList<qint64> waits;
    for (int i = 0; i < 10; ++i) {
        m_budgets->note(group, 429, {});
        waits << m_budgets->waitFor(group, Lane::Foreground).count();
        m_clock->advance(waits.last());
    }
    QCOMPARE(waits, (QList<qint64>{2'000, 4'000, 8'000, 16'000, 32'000, 64'000, 128'000, 256'000, 300'000,
                                   300'000}));
    m_budgets->note(group, 200, {});
    m_budgets->note(group, 429, limit(-1, -1, 3'000)); // only the reset is there: it counts
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(3'000));
    QCOMPARE(m_budgets->percentFree(), 0);
}

void LanesTest::windowsEnd()
{
    m_budgets->note(QStringLiteral("GET lead"), 200, limit(240, 12, 2'000));
    QCOMPARE(m_budgets->percentFree(), 5);
    m_clock->advance(2'000);
    QCOMPARE(m_budgets->percentFree(), 100);
}

void LanesTest::firstComeFirstServed()
{
    QList<std::shared_ptr<Latch>> turns;
    for (int i = 0; i < 9; ++i)
        turns << m_lanes->enter(Lane::Foreground, QStringLiteral("GET lead"));
    for (int i = 0; i < 9; ++i)
        QCOMPARE(turns.at(i)->isOpen(), i < 6);
    QCOMPARE(m_lanes->running(), 6);
    for (int i = 0; i < 3; ++i) {
        m_lanes->leave(Lane::Foreground, QStringLiteral("GET lead"));
        QVERIFY(turns.at(6 + i)->isOpen());
    }
}

void LanesTest::foregroundOvertakes()
{
    QList<std::shared_ptr<Latch>> background;
    for (int i = 0; i < 8; ++i)
        background << m_lanes->enter(Lane::Background, QStringLiteral("GET lead"));
    QCOMPARE(m_lanes->running(), 4); // two places are a person's
    const auto first = m_lanes->enter(Lane::Foreground, QStringLiteral("GET lead"));
    const auto second = m_lanes->enter(Lane::Foreground, QStringLiteral("GET lead"));
    const auto third = m_lanes->enter(Lane::Foreground, QStringLiteral("GET lead"));
    QVERIFY(first->isOpen() && second->isOpen() && !third->isOpen());
    m_lanes->leave(Lane::Background, QStringLiteral("GET lead"));
    QVERIFY(third->isOpen());
    QVERIFY(!background.at(4)->isOpen());
}

void LanesTest::blockedGroupIsOvertaken()
{
    m_budgets->note(QStringLiteral("GET lead"), 429, limit(-1, -1, 0, 9'000));
    QSignalSpy heldBack(m_lanes.get(), &Lanes::heldBackChanged);
    const auto lead = m_lanes->enter(Lane::Foreground, QStringLiteral("GET lead"));
    QVERIFY(!lead->isOpen());
    QVERIFY(m_lanes->isHeldBack());
    const auto me = m_lanes->enter(Lane::Background, QStringLiteral("GET me"));
    QVERIFY(me->isOpen());
    m_clock->advance(9'000);
    m_lanes->recheck();
    QVERIFY(lead->isOpen());
    QVERIFY(!m_lanes->isHeldBack());
    QCOMPARE(heldBack.count(), 2);
}

void LanesTest::wakesByItself()
{
    m_budgets->note(QStringLiteral("GET lead"), 429, limit(-1, -1, 0, 50));
    const auto turn = m_lanes->enter(Lane::Foreground, QStringLiteral("GET lead"));
    m_clock->advance(50);
    WAIT_FOR(turn->isOpen());
}

void LanesTest::shutDownAnswersEverybody()
{
    QList<std::shared_ptr<Latch>> turns;
    for (int i = 0; i < 9; ++i)
        turns << m_lanes->enter(i % 2 == 0 ? Lane::Foreground : Lane::Background, QStringLiteral("GET lead"));
    m_lanes->shutDown();
    turns << m_lanes->enter(Lane::Foreground, QStringLiteral("GET lead"));
    for (const auto &turn : std::as_const(turns))
        QVERIFY(turn->isOpen());
    QVERIFY(!turns.last()->opened().await_resume());
}

QTEST_GUILESS_MAIN(LanesTest)
#include "lanes_test.moc"
