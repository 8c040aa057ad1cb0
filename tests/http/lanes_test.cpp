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
    void backgroundLeavesATwentieth();
    void backgroundYieldsToABusyPerson();
    void limitersCountApart();
    void lateNewsOfTheWindowBeforeCountNothing();
    void backgroundUsesNineTenthsAndIsNeverRefused_data();
    void backgroundUsesNineTenthsAndIsNeverRefused();
    void refusalsDouble();
    void windowsEnd();
    void firstComeFirstServed();
    void aPersonNeverWaitsForTheBackground();
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
    result.limiters = {{limit, remaining, milliseconds(resetMs)}};
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
    m_budgets->taken(group, Lane::Foreground);
    m_budgets->taken(group, Lane::Foreground); // both are under way, the server does not know yet
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(5'000));
    m_clock->advance(4'000);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(1'000));
    m_clock->advance(1'000);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(0));
    QCOMPARE(m_budgets->waitFor(QStringLiteral("GET me"), Lane::Foreground), milliseconds(0));
}

void LanesTest::backgroundLeavesATwentieth()
{
    const QString group = QStringLiteral("GET lead");
    m_budgets->note(group, 200, limit(240, 13, 8'000));
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(0));
    m_budgets->note(group, 200, limit(240, 12, 8'000));
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(0));
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(8'000));
    const QString small = QStringLiteral("POST data/search");
    m_budgets->note(small, 200, limit(16, 1, 8'000));
    QCOMPARE(m_budgets->waitFor(small, Lane::Background), milliseconds(8'000));
    QCOMPARE(m_budgets->waitFor(small, Lane::Foreground), milliseconds(0));
}

void LanesTest::backgroundYieldsToABusyPerson()
{
    const QString group = QStringLiteral("GET activity");
    for (int i = 0; i < 20; ++i) {
        m_budgets->taken(group, Lane::Foreground);
        m_budgets->returned(group);
    }
    m_budgets->note(group, 200, limit(240, 32, 8'000));
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(8'000));
    m_clock->advance(7'000);
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(1'000));
    m_clock->advance(3'000); // another window, and the person has been quiet
    m_budgets->note(group, 200, limit(240, 32, 8'000));
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(0));
}

void LanesTest::limitersCountApart()
{
    const QString group = QStringLiteral("GET lead");
    RateLimit both = limit(240, 100, 8'000);
    both.limiters.append({60, 0, milliseconds(1'000)});
    m_budgets->note(group, 200, both);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(1'000));
    m_clock->advance(1'000);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(0));
    both.limiters = {{240, 0, milliseconds(7'000)}, {60, 59, milliseconds(1'000)}};
    m_budgets->note(group, 200, both);
    QCOMPARE(m_budgets->waitFor(group, Lane::Foreground), milliseconds(7'000));
}

void LanesTest::lateNewsOfTheWindowBeforeCountNothing()
{
    const QString group = QStringLiteral("GET lead");
    m_budgets->note(group, 200, limit(240, 3, 1'000));
    m_clock->advance(1'000);
    m_budgets->note(group, 200, limit(240, 239, 8'000));
    m_budgets->note(group, 200, limit(240, 2, 1'000)); // overtaken on its way
    QCOMPARE(m_budgets->waitFor(group, Lane::Background), milliseconds(0));
    m_budgets->note(group, 200, limit(240, 5, 8'000));
    m_budgets->note(group, 200, limit(240, 9, 8'000)); // older than the one before
    QCOMPARE(m_budgets->percentFree(), 2);
}

void LanesTest::backgroundUsesNineTenthsAndIsNeverRefused_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("windowMs");
    QTest::newRow("as Close's") << 240 << 8'000;
    QTest::newRow("search") << 16 << 8'000;
    QTest::newRow("edge") << 30 << 1'000;
    QTest::newRow("2017") << 600 << 15'000;
}

/// Against a limiter as Close's, in fixed windows with `reset` rounded up to seconds, over a line of 80 ms
/// where answers overtake each other: the clock steps by 5 ms for two minutes.
void LanesTest::backgroundUsesNineTenthsAndIsNeverRefused()
{
    QFETCH(int, limit);
    QFETCH(int, windowMs);
    struct OnTheWay
    {
        qint64 arrives = 0; ///< at the server, then back here
        int lateBy = 0;
        std::optional<RateLimit> answer;
    };
    const QString group = QStringLiteral("POST data/search");
    QList<OnTheWay> requests;
    qint64 start = m_clock->monotonicMs();
    const qint64 begin = start;
    int inWindow = 0;
    int used = 0;
    for (int step = 0; step < 120'000 / 5; ++step) {
        const qint64 now = m_clock->monotonicMs();
        for (qsizetype i = requests.size() - 1; i >= 0; --i) {
            OnTheWay &request = requests[i];
            if (request.arrives > now)
                continue;
            if (request.answer) {
                m_budgets->note(group, 200, *request.answer);
                m_budgets->returned(group);
                requests.removeAt(i);
                continue;
            }
            if (now - start >= windowMs) {
                start = now;
                inWindow = 0;
            }
            QVERIFY2(++inWindow <= limit, "a 429");
            ++used;
            request.answer =
                LanesTest::limit(limit, limit - inWindow, int((start + windowMs - now + 999) / 1000) * 1000);
            request.arrives = now + 40 + request.lateBy;
        }
        while (requests.size() < Lanes::atOnce &&
               m_budgets->waitFor(group, Lane::Background) == milliseconds(0)) {
            m_budgets->taken(group, Lane::Background);
            requests.append({now + 40, int(step * 7 % 3) * 20, {}});
        }
        m_clock->advance(5);
    }
    // A window begins with the first request that finds the last one over: the way there is lost to each.
    const double windows = double(m_clock->monotonicMs() - begin) / (windowMs + 40);
    const double share = used / (windows * limit);
    QVERIFY2(share >= 0.9, qPrintable(QString::number(share)));
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

void LanesTest::aPersonNeverWaitsForTheBackground()
{
    const QString group = QStringLiteral("GET lead");
    QList<std::shared_ptr<Latch>> background;
    for (int i = 0; i < 8; ++i)
        background << m_lanes->enter(Lane::Background, group);
    QCOMPARE(m_lanes->running(), 6);
    QList<std::shared_ptr<Latch>> turns;
    for (int i = 0; i < 7; ++i)
        turns << m_lanes->enter(Lane::Foreground, group);
    for (int i = 0; i < 7; ++i)
        QCOMPARE(turns.at(i)->isOpen(), i < 6);
    m_lanes->leave(Lane::Background, group);
    QVERIFY(!turns.at(6)->isOpen());
    QVERIFY(background.at(6)->isOpen());
    m_lanes->leave(Lane::Foreground, group);
    QVERIFY(turns.at(6)->isOpen());
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
