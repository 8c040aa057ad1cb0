#include "services/http/ratelimit.h"
#include "tests/testkit/testmain.h"

using namespace leadline;
using std::chrono::milliseconds;

/// Every spelling of a rate limit, and what a hostile one may do to us (reliability.md, cases 12 to 14 and
/// 36).
class RateLimitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void case013_reads_data();
    void case013_reads();
    void case014_neverWaitsTooLong_data();
    void case014_neverWaitsTooLong();
    void headersAreFoundByAnyCase();
    void case036_dateHeaderMayBeMissingOrWrong();
};

namespace {

Headers headersOf(const QByteArray &lines)
{
    Headers headers;
    for (const QByteArray &line : lines.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    return headers;
}

const QDateTime now({2026, 6, 19}, {12, 0}, Qt::UTC);

} // namespace

void RateLimitTest::case013_reads_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("remaining");
    QTest::addColumn<int>("resetMs");
    QTest::addColumn<int>("waitMs");
    const auto row = [](const char *name, const QByteArray &headers, int limit, int remaining, int resetMs,
                        int waitMs) {
        QTest::newRow(name) << headers << limit << remaining << resetMs << waitMs;
    };
    row("nothing", "Content-Type: text/plain", -1, -1, 0, 0);
    row("semicolons, as sent", "ratelimit: limit=240; remaining=239; reset=2", 240, 239, 2000, 0);
    row("commas, as documented", "RateLimit: limit=100, remaining=50, reset=5", 100, 50, 5000, 0);
    row("no spaces", "ratelimit: limit=240;remaining=0;reset=2", 240, 0, 2000, 2000);
    row("many spaces", "ratelimit:  limit = 240 ;  remaining = 0 ; reset = 2 ", 240, 0, 2000, 2000);
    row("another order", "ratelimit: reset=3; remaining=1; limit=9", 9, 1, 3000, 0);
    row("upper case keys", "RATELIMIT: LIMIT=240; REMAINING=0; RESET=2", 240, 0, 2000, 2000);
    row("decimal reset", "ratelimit: limit=240; remaining=0; reset=0.25", 240, 0, 250, 250);
    row("quoted reset", "ratelimit: limit=240; remaining=0; reset=\"0.595956\"", 240, 0, 596, 596);
    row("all quoted", "ratelimit: limit=\"240\"; remaining=\"0\"; reset=\"1\"", 240, 0, 1000, 1000);
    row("only reset", "ratelimit: reset=4", -1, -1, 4000, 0);
    row("no reset", "ratelimit: limit=240; remaining=0", 240, 0, 0, 0);
    row("trio", "RateLimit-Limit: 60\nRateLimit-Remaining: 59\nRateLimit-Reset: 1", 60, 59, 1000, 0);
    row("trio at its end", "ratelimit-limit: 60\nratelimit-remaining: 0\nratelimit-reset: 1", 60, 0, 1000,
        1000);
    row("proxy's trio",
        "x-ratelimit-limit: 60, 60;w=1, 100;w=1\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1", 60, 0, 1000,
        1000);
    row("before 2023", "X-Rate-Limit-Limit: 320\nX-Rate-Limit-Remaining: 0\nX-Rate-Limit-Reset: 7.285078",
        320, 0, 7286, 7286);
    row("two limiters, the combined one is stricter",
        "ratelimit: limit=240; remaining=3; reset=2\nratelimit-limit: 60\nratelimit-remaining: "
        "59\nratelimit-reset: 1",
        240, 3, 2000, 0);
    row("two limiters, the trio is stricter",
        "ratelimit: limit=240; remaining=239; reset=2\nratelimit-limit: 60\nratelimit-remaining: "
        "4\nratelimit-reset: 1",
        60, 4, 1000, 0);
    row("two at their end, the longer wait",
        "ratelimit: limit=240; remaining=0; reset=2\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 9", -1, 0,
        9000, 9000);
    row("as recorded in 2026",
        "ratelimit: limit=240; remaining=239; reset=2\nratelimit-limit: 60\nratelimit-remaining: "
        "59\nratelimit-reset: 1\n"
        "x-ratelimit-limit: 60, 60;w=1, 100;w=1\nx-ratelimit-remaining: 59\nx-ratelimit-reset: 1",
        60, 59, 1000, 0);
    row("retry-after", "Retry-After: 7", -1, -1, 0, 7000);
    row("decimal retry-after", "Retry-After: 0.5", -1, -1, 0, 500);
    row("retry-after and less", "ratelimit: limit=1; remaining=0; reset=2\nretry-after: 3", 1, 0, 2000, 3000);
    row("retry-after and more", "ratelimit: limit=1; remaining=0; reset=5\nretry-after: 3", 1, 0, 5000, 5000);
    row("date", "Retry-After: Fri, 19 Jun 2026 12:00:30 GMT", -1, -1, 0, 30000);
    row("date by the server's clock",
        "Date: Mon, 01 Jan 2024 00:00:00 GMT\nRetry-After: Mon, 01 Jan 2024 00:00:09 GMT", -1, -1, 0, 9000);
    row("date in the past", "Retry-After: Fri, 19 Jun 2026 11:00:00 GMT", -1, -1, 0, 0);
    row("not a date", "Retry-After: soon", -1, -1, 0, 0);
    row("negative remaining", "ratelimit: limit=240; remaining=-3; reset=2", 240, 0, 2000, 2000);
    row("negative reset", "ratelimit: limit=240; remaining=0; reset=-1", 240, 0, 0, 0);
    row("empty reset", "ratelimit: limit=240; remaining=0; reset=", 240, 0, 0, 0);
    row("NaN", "ratelimit: limit=nan; remaining=nan; reset=nan", -1, -1, 0, 0);
    row("infinite", "ratelimit: limit=240; remaining=0; reset=inf", 240, 0, 0, 0);
    row("words", "ratelimit: limit=many; remaining=few; reset=later", -1, -1, 0, 0);
    row("empty", "ratelimit:\nretry-after:", -1, -1, 0, 0);
    row("only signs", "ratelimit: ;;==,,=", -1, -1, 0, 0);
    row("huge remaining", "ratelimit: limit=1e300; remaining=1e300; reset=1", 1'000'000'000, 1'000'000'000,
        1000, 0);
}

void RateLimitTest::case013_reads()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, limit);
    QFETCH(int, remaining);
    QFETCH(int, resetMs);
    QFETCH(int, waitMs);
    const RateLimit read = parseRateLimit(headersOf(headers), now);
    QCOMPARE(read.strictest().limit, limit);
    QCOMPARE(read.strictest().remaining, remaining);
    QCOMPARE(read.strictest().reset.count(), resetMs);
    QCOMPARE(read.wait.count(), waitMs);
}

void RateLimitTest::case014_neverWaitsTooLong_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::newRow("combined") << QByteArray("ratelimit: limit=1; remaining=0; reset=1e9");
    QTest::newRow("trio") << QByteArray("x-ratelimit-remaining: 0\nx-ratelimit-reset: 1781870400");
    QTest::newRow("retry-after") << QByteArray("retry-after: 99999999999999999999");
    QTest::newRow("date") << QByteArray("retry-after: Fri, 19 Jun 2099 12:00:00 GMT");
}

void RateLimitTest::case014_neverWaitsTooLong()
{
    QFETCH(QByteArray, headers);
    QCOMPARE(parseRateLimit(headersOf(headers), now).wait, milliseconds(300'000));
}

void RateLimitTest::headersAreFoundByAnyCase()
{
    const Headers headers{{"Trace-ID", "a"}, {"trace-id", "b"}};
    QCOMPARE(headerValue(headers, "TRACE-id"), std::optional<QByteArray>("a"));
    QVERIFY(!headerValue(headers, "trace"));
}

void RateLimitTest::case036_dateHeaderMayBeMissingOrWrong()
{
    QCOMPARE(serverTime({{"date", "Fri, 19 Jun 2026 12:00:30 GMT"}}), now.addSecs(30));
    QVERIFY(!serverTime({}).isValid());
    QVERIFY(!serverTime({{"date", "yesterday"}}).isValid());
    QVERIFY(!serverTime({{"date", ""}}).isValid());
}

QTEST_GUILESS_MAIN(RateLimitTest)
#include "ratelimit_test.moc"
