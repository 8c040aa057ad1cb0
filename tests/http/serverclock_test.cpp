#include "services/http/serverclock.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

/// The skew of Close's clock, by the dates of its answers.
class ServerClockTest final : public QObject
{
    Q_OBJECT

    const QDateTime m_now{{2026, 6, 19}, {12, 0}, Qt::UTC};
    static Headers dated(const char *date) { return {{"date", date}}; }

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void case036_anOddDateMovesNothing()
    {
        ServerClock clock;
        QVERIFY(!clock.skew());
        clock.note({{"server", "x"}}, m_now);
        clock.note(dated("yesterday"), m_now);
        QVERIFY(!clock.skew());
        clock.note(dated("Fri, 19 Jun 2026 12:00:30 GMT"), m_now);
        QCOMPARE(clock.skew()->count(), 30'000);
        clock.note(dated("Fri, 19 Jun 2026 12:00:32 GMT"), m_now);
        clock.note(dated("Thu, 19 Jun 2036 12:00:00 GMT"), m_now); // ten years off
        QCOMPARE(clock.skew()->count(), 32'000);
        for (int i = 0; i < 5; ++i)
            clock.note(dated("Fri, 19 Jun 2026 11:59:00 GMT"), m_now); // our own clock was set
        QCOMPARE(clock.skew()->count(), -60'000);
    }
};

QTEST_GUILESS_MAIN(ServerClockTest)
#include "serverclock_test.moc"
