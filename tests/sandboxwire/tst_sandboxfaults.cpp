#include "tests/sandboxwire/tinyclose.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"

#include <QJsonDocument>

using namespace leadline::sandbox;
using namespace leadline::test;

Q_DECLARE_METATYPE(leadline::sandbox::Fault)

/// Bad answers the server gives on demand, before or after the write was applied.
class TestSandboxFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void answers_data();
    void answers();
    void wrongTypesOfARead();
    void wrongTypesOfAWrite();
    void rateLimitedTellsItsSeconds();
    void rulesMatchMethodAndPath();
    void rulesRunOut();
    void peopleCanPlayFaults();
    void controlRefusesUnknownFaults();

private:
    std::unique_ptr<TinyClose> m_close;
    std::unique_ptr<WebClient> m_client;
};

void TestSandboxFaults::init()
{
    expectSilence();
    m_client.reset();
    m_close = std::make_unique<TinyClose>();
    m_close->start();
    m_client = std::make_unique<WebClient>(m_close->port());
}

void TestSandboxFaults::answers_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("rate limited") << Fault::RateLimited << 429 << QByteArray("application/json")
                                  << QByteArray("API call count exceeded");
    QTest::newRow("server error") << Fault::ServerError << 500 << QByteArray("application/json")
                                  << QByteArray("{\"error\": ");
    QTest::newRow("bad gateway") << Fault::BadGateway << 502 << QByteArray("text/html")
                                 << QByteArray("<html>");
    QTest::newRow("unavailable") << Fault::Unavailable << 503 << QByteArray() << QByteArray();
    QTest::newRow("gateway timeout") << Fault::GatewayTimeout << 504 << QByteArray("application/json")
                                     << QByteArray();
    QTest::newRow("html page") << Fault::HtmlPage << 200 << QByteArray("text/html; charset=utf-8")
                               << QByteArray("<form");
    QTest::newRow("wrong types") << Fault::WrongTypes << 200 << QByteArray("application/json")
                                 << QByteArray("{");
    QTest::newRow("rejected") << Fault::Rejected << 400 << QByteArray("application/json")
                              << QByteArray("\"field-errors\": {\"note\": ");
    QTest::newRow("request_timeout") << Fault::RequestTimeout << 408 << QByteArray() << QByteArray();
    QTest::newRow("redirect") << Fault::Redirect << 302 << QByteArray("text/html") << QByteArray();
    QTest::newRow("stale") << Fault::Stale << 200 << QByteArray("application/json")
                           << QByteArray("\"data\": []");
    QTest::newRow("unauthorized") << Fault::Unauthorized << 401 << QByteArray("application/json")
                                  << QByteArray("The server could not verify");
    QTest::newRow("payment required") << Fault::PaymentRequired << 402 << QByteArray("application/json")
                                      << QByteArray("Your plan");
    QTest::newRow("forbidden") << Fault::Forbidden << 403 << QByteArray("application/json")
                               << QByteArray("permission");
}

void TestSandboxFaults::answers()
{
    QFETCH(Fault, fault);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, part);
    int expectedNotes = 0;
    for (const bool after : {false, true}) {
        m_close->faults.add({.fault = fault,
                             .method = "POST",
                             .path = QStringLiteral("activity/note/"),
                             .afterApplying = after});
        const WebAnswer answer = m_client->call("POST", "/api/v1/activity/note/", R"({"note": "x"})");
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.headers.value("content-type"), type);
        QVERIFY(answer.headers.contains("content-type") == !type.isEmpty());
        QVERIFY(part.isEmpty() ? answer.body.isEmpty() : answer.body.contains(part));
        expectedNotes += after ? 1 : 0;
        QCOMPARE(m_close->notes(), expectedNotes);
        // Used up: the next one is served.
        QCOMPARE(m_client->call("POST", "/api/v1/activity/note/", R"({"note": "x"})").status, 200);
        ++expectedNotes;
    }
    m_close->faults.add({.fault = fault, .method = "GET", .path = QStringLiteral("lead/")});
    QCOMPARE(m_client->call("GET", "/api/v1/lead/lead_1/").status, status);
    QCOMPARE(m_client->call("GET", "/api/v1/lead/lead_1/").json()[u"id"], QStringLiteral("lead_1"));
}

void TestSandboxFaults::wrongTypesOfARead()
{
    m_close->faults.add({.fault = Fault::WrongTypes, .path = QStringLiteral("lead/")});
    const QJsonObject page = m_client->call("GET", "/api/v1/lead/?_limit=2").json();
    QVERIFY(page[u"data"].isObject());
    QCOMPARE(page[u"data"].toObject().size(), 2);
    QVERIFY(page[u"data"][u"0"][u"id"].isDouble());
    QVERIFY(page[u"data"][u"1"][u"custom"][u"Industry"].isDouble());
    QCOMPARE(page[u"has_more"], true);
}

void TestSandboxFaults::wrongTypesOfAWrite()
{
    m_close->faults.add({.fault = Fault::WrongTypes,
                         .method = "POST",
                         .path = QStringLiteral("activity/"),
                         .afterApplying = true});
    const QJsonObject note = m_client->call("POST", "/api/v1/activity/note/", R"({"note": "hello"})").json();
    QVERIFY(note[u"id"].isDouble());
    QCOMPARE(note[u"note"], 5);
    QCOMPARE(m_close->notes(), 1);
}

void TestSandboxFaults::rateLimitedTellsItsSeconds()
{
    m_close->faults.add({.fault = Fault::RateLimited, .retryAfterSeconds = 7});
    const WebAnswer answer = m_client->call("GET", "/api/v1/lead/");
    QCOMPARE(answer.headers.value("retry-after"), "7");
    QCOMPARE(answer.headers.value("ratelimit"), "limit=240; remaining=0; reset=7");
}

void TestSandboxFaults::rulesMatchMethodAndPath()
{
    m_close->faults.add(
        {.fault = Fault::Unavailable, .method = "POST", .path = QStringLiteral("/api/v1/activity/")});
    QCOMPARE(m_client->call("GET", "/api/v1/activity/note/").status, 200);
    QCOMPARE(m_client->call("POST", "/api/v1/pipeline/", "{}").status, 201);
    QCOMPARE(m_client->call("POST", "/api/v1/activity/note/", "{}").status, 503);
    m_close->faults.add({.fault = Fault::Unavailable, .path = QStringLiteral("oauth2/token/")});
    QCOMPARE(m_client->request("POST", "/oauth2/token/").status, 503);
    m_close->faults.add({.fault = Fault::Unavailable});
    m_close->faults.clear();
    QVERIFY(m_close->faults.isEmpty());
    QCOMPARE(m_client->call("GET", "/api/v1/lead/").status, 200);
}

void TestSandboxFaults::rulesRunOut()
{
    m_close->faults.add({.fault = Fault::Unavailable, .path = QStringLiteral("lead/"), .times = 2});
    m_close->faults.add({.fault = Fault::BadGateway, .path = QStringLiteral("lead/")});
    m_close->faults.add({.fault = Fault::ServerError, .path = QStringLiteral("lead/"), .times = 0});
    QList<int> seen;
    for (int i = 0; i < 4; ++i)
        seen.append(m_client->call("GET", "/api/v1/lead/lead_1/").status);
    QCOMPARE(seen, (QList<int>{503, 503, 502, 200}));
}

void TestSandboxFaults::peopleCanPlayFaults()
{
    const WebAnswer ordered = m_client->request(
        "POST", "/sandbox/fault/", {},
        R"({"fault": "gateway_timeout", "method": "post", "path": "activity/note/", "times": 2, "after": true})");
    QCOMPARE(ordered.status, 200);
    QCOMPARE(m_client->call("POST", "/api/v1/activity/note/", "{}").status, 504);
    QCOMPARE(m_close->notes(), 1);
    QCOMPARE(m_client->request("DELETE", "/sandbox/fault/").status, 200);
    QCOMPARE(m_client->call("POST", "/api/v1/activity/note/", "{}").status, 200);
    for (const char *name : {"rate_limited", "server_error", "bad_gateway", "unavailable", "gateway_timeout",
                             "html_page", "wrong_types", "rejected", "unauthorized", "payment_required",
                             "forbidden", "request_timeout", "redirect", "stale"})
        QVERIFY2(faultFromJson({{QStringLiteral("fault"), QString::fromLatin1(name)}}).has_value(), name);
}

void TestSandboxFaults::controlRefusesUnknownFaults()
{
    QCOMPARE(m_client->request("POST", "/sandbox/fault/", {}, R"({"fault": "earthquake"})").status, 400);
    QCOMPARE(m_client->request("POST", "/sandbox/fault/", {}, "nonsense").status, 400);
    QCOMPARE(m_client->request("GET", "/sandbox/fault/").status, 405);
    QCOMPARE(m_client->request("GET", "/sandbox/other/").status, 404);
    QVERIFY(m_close->faults.isEmpty());
}

QTEST_GUILESS_MAIN(TestSandboxFaults)
#include "tst_sandboxfaults.moc"
