#include "tests/sandboxwire/tinyclose.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"

using namespace leadline::sandbox;
using namespace leadline::test;

/// Rate limits (close-api.md 3), with a time that the test moves.
class TestSandboxRates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void headersCountDown();
    void commaForm();
    void edgeHeadersDescribeAnotherLimit();
    void refusesBeyondTheLimit();
    void refusedWriteIsNotApplied();
    void windowsEnd();
    void groupsAreSeparate();
    void keysAreSeparateUntilTheOrganizationIsFull();
    void zeroMeansNoLimit();
    void defaultIs240In8Seconds();

private:
    void start(int limit);
    std::unique_ptr<TinyClose> m_close;
    std::unique_ptr<WebClient> m_client;
};

void TestSandboxRates::init()
{
    expectSilence();
    m_client.reset();
    m_close = std::make_unique<TinyClose>();
}

void TestSandboxRates::start(int limit)
{
    m_close->options.rateLimit = limit;
    m_close->start();
    m_client = std::make_unique<WebClient>(m_close->port());
}

void TestSandboxRates::headersCountDown()
{
    start(240);
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").headers.value("ratelimit"),
             "limit=240; remaining=239; reset=8");
    m_close->nowMs += 6'500;
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").headers.value("ratelimit"),
             "limit=240; remaining=238; reset=2");
    // A 401 is counted for nobody.
    QVERIFY(!m_client->request("GET", "/api/v1/lead/").headers.contains("ratelimit"));
}

void TestSandboxRates::commaForm()
{
    m_close->options.usesCommaRateHeader = true;
    start(100);
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").headers.value("ratelimit"),
             "limit=100, remaining=99, reset=8");
}

void TestSandboxRates::edgeHeadersDescribeAnotherLimit()
{
    start(240);
    const WebAnswer answer = m_client->call("GET", "/api/v1/lead/");
    QCOMPARE(answer.headers.value("ratelimit-limit"), "60");
    QCOMPARE(answer.headers.value("ratelimit-remaining"), "59");
    QCOMPARE(answer.headers.value("ratelimit-reset"), "1");
    QCOMPARE(answer.headers.value("x-ratelimit-limit"), "60, 60;w=1, 100;w=1");
    QCOMPARE(answer.headers.value("x-ratelimit-remaining"), "59");
    QCOMPARE(answer.headers.value("x-ratelimit-reset"), "1");
    m_close->nowMs += 1'000;
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").headers.value("ratelimit-remaining"), "59");
}

void TestSandboxRates::refusesBeyondTheLimit()
{
    start(3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_client->call("GET", "/api/v1/lead/").status, 200);
    m_close->nowMs += 2'250;
    const WebAnswer refused = m_client->call("GET", "/api/v1/lead/");
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.head.startsWith("HTTP/1.1 429 Too Many Requests"));
    QCOMPARE(refused.headers.value("retry-after"), "6");
    QCOMPARE(refused.headers.value("ratelimit"), "limit=3; remaining=0; reset=6");
    const QJsonObject body = refused.json();
    QCOMPARE(body[u"message"], QStringLiteral("API call count exceeded for this period"));
    QCOMPARE(body[u"rate_limit"], 3);
    QCOMPARE(body[u"rate_limit_type"], QStringLiteral("key"));
    QCOMPARE(body[u"rate_reset"], QStringLiteral("5.750000"));
    QCOMPARE(body[u"rate_window"], 8);
    QCOMPARE(body[u"rate_endpoint_group"].toString().size(), 32);
    QCOMPARE(body.size(), 6);
}

void TestSandboxRates::refusedWriteIsNotApplied()
{
    start(1);
    QCOMPARE(m_client->call("POST", "/api/v1/activity/note/", "{}").status, 200);
    QCOMPARE(m_client->call("POST", "/api/v1/activity/note/", "{}").status, 429);
    QCOMPARE(m_close->notes(), 1);
}

void TestSandboxRates::windowsEnd()
{
    start(1);
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").status, 200);
    m_close->nowMs += 7'999;
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").status, 429);
    m_close->nowMs += 1;
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").status, 200);
}

void TestSandboxRates::groupsAreSeparate()
{
    start(1);
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").status, 200);
    QCOMPARE(m_client->call("GET", "/api/v1/lead/lead_1/").status, 429);
    QCOMPARE(m_client->call("GET", "/api/v1/activity/note/").status, 200);
    QCOMPARE(m_client->call("POST", "/api/v1/activity/note/", "{}").status, 200);
    QCOMPARE(RateLimiter::group(
                 "GET", {QStringLiteral("activity"), QStringLiteral("call"), QStringLiteral("acti_x")}),
             "GET activity/call");
    QCOMPARE(RateLimiter::group("PUT", {QStringLiteral("lead"), QStringLiteral("lead_x")}), "PUT lead");
}

void TestSandboxRates::keysAreSeparateUntilTheOrganizationIsFull()
{
    for (int i = 0; i < 4; ++i)
        m_close->options.authority.keys.insert("api_" + QByteArray::number(i), QStringLiteral("user_x"));
    start(2);
    for (int i = 0; i < 3; ++i) {
        for (int request = 0; request < 2; ++request)
            QCOMPARE(
                m_client->request("GET", "/api/v1/lead/", WebClient::basic("api_" + QByteArray::number(i)))
                    .status,
                200);
    }
    // The fourth key has used nothing, yet three times the limit of one key is gone.
    const WebAnswer refused = m_client->request("GET", "/api/v1/lead/", WebClient::basic("api_3"));
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.json()[u"rate_limit_type"], QStringLiteral("organization"));
    QCOMPARE(refused.headers.value("ratelimit"), "limit=6; remaining=0; reset=8");
}

void TestSandboxRates::zeroMeansNoLimit()
{
    start(0);
    for (int i = 0; i < 300; ++i)
        QCOMPARE(m_client->call("GET", "/api/v1/echo/a/").status, 200);
    const WebAnswer answer = m_client->call("GET", "/api/v1/echo/a/");
    QVERIFY(!answer.headers.contains("ratelimit"));
    QVERIFY(!answer.headers.contains("ratelimit-limit"));
}

void TestSandboxRates::defaultIs240In8Seconds()
{
    QCOMPARE(m_close->options.rateLimit, 240);
    QCOMPARE(m_close->options.rateWindowMs, 8000);
    RateLimiter limiter(240, 8000, [] { return 0; });
    for (int i = 0; i < 240; ++i)
        QVERIFY(!limiter.take("key", "group").isRefused);
    QVERIFY(limiter.take("key", "group").isRefused);
}

QTEST_GUILESS_MAIN(TestSandboxRates)
#include "tst_sandboxrates.moc"
