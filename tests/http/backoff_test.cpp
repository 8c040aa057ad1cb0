#include "services/http/backoff.h"
#include "tests/testkit/testmain.h"

using namespace leadline;
using std::chrono::milliseconds;

/// Full jitter: the whole range from nothing to the ceiling, and the ceiling doubles up to the cap.
class BackoffTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void ceilingDoubles_data();
    void ceilingDoubles();
    void startsAtNothing();
    void spreadsEvenly();
};

void BackoffTest::ceilingDoubles_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("ms");
    QTest::newRow("none yet") << 0 << 500;
    QTest::newRow("first") << 1 << 500;
    QTest::newRow("second") << 2 << 1'000;
    QTest::newRow("sixth") << 6 << 16'000;
    QTest::newRow("seventh") << 7 << 30'000;
    QTest::newRow("thousandth") << 1'000 << 30'000;
}

void BackoffTest::ceilingDoubles()
{
    QFETCH(int, failures);
    QFETCH(int, ms);
    const Backoff half(milliseconds(1'000), milliseconds(60'000), [] { return 0.5; });
    QCOMPARE(half.pauseAfter(failures), milliseconds(ms));
}

void BackoffTest::startsAtNothing()
{
    const Backoff least(milliseconds(1'000), milliseconds(60'000), [] { return 0.0; });
    QCOMPARE(least.pauseAfter(9), milliseconds(0));
}

void BackoffTest::spreadsEvenly()
{
    const Backoff real(milliseconds(1'000), milliseconds(60'000));
    QList<int> tenths(10, 0);
    for (int i = 0; i < 10'000; ++i) {
        const auto pause = real.pauseAfter(1).count();
        QVERIFY(pause >= 0 && pause < 1'000);
        ++tenths[int(pause / 100)];
    }
    for (const int count : std::as_const(tenths))
        QVERIFY(count > 800 && count < 1'200); // more than six standard deviations away
}

QTEST_GUILESS_MAIN(BackoffTest)
#include "backoff_test.moc"
