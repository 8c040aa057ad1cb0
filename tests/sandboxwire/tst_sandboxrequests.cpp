#include "services/sandbox/wire/callreader.h"
#include "tests/sandboxwire/tinyclose.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>

#include <cmath>

using namespace leadline::sandbox;
using namespace leadline::test;

/// What a request may say: fields, pages, overrides, time zones, bodies (close-api.md 1.4, 1.10, 2).
class TestSandboxRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void fieldsOfObject_data();
    void fieldsOfObject();
    void fieldsOfListKeepEnvelope();
    void pagesAdvance();
    void limitsAreChecked_data();
    void limitsAreChecked();
    void methodOverrideReadsParams();
    void bulkPutReadsParams();
    void queryIsDecoded();
    void tzOffset_data();
    void tzOffset();
    void tzOffsetReachesEndpoint();
    void wrongContentTypeIs415();
    void malformedJsonIs400_data();
    void malformedJsonIs400();

private:
    TinyClose m_close;
    bool m_isStarted = false;
};

void TestSandboxRequests::init()
{
    expectSilence();
    if (!m_isStarted)
        m_close.start();
    m_isStarted = true;
    m_close.nowMs += 60'000;
    m_close.log.clear();
}

void TestSandboxRequests::fieldsOfObject_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QStringList>("keys");
    const QString id = QStringLiteral("id");
    const QStringList custom = {QStringLiteral("custom"), QStringLiteral("custom.cf_a"),
                                QStringLiteral("custom.cf_b")};
    QTest::newRow("one") << QByteArray("id") << QStringList{id};
    QTest::newRow("two") << QByteArray("id,name") << QStringList{id, QStringLiteral("name")};
    QTest::newRow("unknown is ignored") << QByteArray("id,colour") << QStringList{id};
    QTest::newRow("all custom") << QByteArray("custom") << custom;
    QTest::newRow("one custom") << QByteArray("custom.cf_b") << QStringList{QStringLiteral("custom.cf_b")};
    QTest::newRow("_all") << QByteArray("_all") << custom + QStringList{id, QStringLiteral("name")};
    QTest::newRow("spaces") << QByteArray("id,+name") << QStringList{id, QStringLiteral("name")};
}

void TestSandboxRequests::fieldsOfObject()
{
    QFETCH(QByteArray, fields);
    QFETCH(QStringList, keys);
    WebClient client(m_close.port());
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_7/?_fields=" + fields).json().keys(), keys);
}

void TestSandboxRequests::fieldsOfListKeepEnvelope()
{
    WebClient client(m_close.port());
    const QJsonObject page = client.call("GET", "/api/v1/lead/?_limit=2&_fields=id").json();
    QCOMPARE(page.keys(), (QStringList{QStringLiteral("data"), QStringLiteral("has_more"),
                                       QStringLiteral("total_results")}));
    QCOMPARE(page[u"data"].toArray().first().toObject().keys(), QStringList{QStringLiteral("id")});
    // Error bodies are not cut down.
    QVERIFY(client.call("GET", "/api/v1/lead/lead_x/?_fields=id").json().contains(u"error"));
}

void TestSandboxRequests::pagesAdvance()
{
    WebClient client(m_close.port());
    const QJsonObject first = client.call("GET", "/api/v1/lead/").json();
    QCOMPARE(first[u"data"].toArray().size(), 100);
    QCOMPARE(first[u"has_more"], true);
    QCOMPARE(first[u"total_results"], 250);
    const QJsonObject last = client.call("GET", "/api/v1/lead/?_skip=200&_limit=200").json();
    QCOMPARE(last[u"data"].toArray().size(), 50);
    QCOMPARE(last[u"data"][0][u"id"], QStringLiteral("lead_200"));
    QCOMPARE(last[u"has_more"], false);
    const QJsonObject none = client.call("GET", "/api/v1/lead/?_limit=0").json();
    QCOMPARE(none[u"data"].toArray().size(), 0);
    QCOMPARE(none[u"total_results"], 250);
    // Activities come without a total.
    QVERIFY(!client.call("GET", "/api/v1/activity/note/").json().contains(u"total_results"));
}

void TestSandboxRequests::limitsAreChecked_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    const QString skip = QStringLiteral("The skip you set is larger than the maximum skip for this resource "
                                        "(max_skip = 250000). Please refine your search query.");
    QTest::newRow("lead 200") << QByteArray("lead/?_limit=200") << 200 << QString();
    QTest::newRow("lead 201")
        << QByteArray("lead/?_limit=201") << 400
        << QStringLiteral(
               "The limit you set is larger than the maximum limit for this resource (max_limit = 200).");
    QTest::newRow("activity 101")
        << QByteArray("activity/note/?_limit=101") << 400
        << QStringLiteral(
               "The limit you set is larger than the maximum limit for this resource (max_limit = 100).");
    QTest::newRow("negative limit") << QByteArray("lead/?_limit=-1") << 400
                                    << QStringLiteral("_limit must be a non-negative integer.");
    QTest::newRow("no number") << QByteArray("lead/?_skip=ten") << 400
                               << QStringLiteral("_skip must be a non-negative integer.");
    QTest::newRow("largest skip") << QByteArray("lead/?_skip=250000") << 200 << QString();
    QTest::newRow("skip too large") << QByteArray("lead/?_skip=250001") << 400 << skip;
}

void TestSandboxRequests::limitsAreChecked()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QString, error);
    WebClient client(m_close.port());
    const WebAnswer answer = client.call("GET", "/api/v1/" + target);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json()[u"error"].toString(), error);
}

void TestSandboxRequests::methodOverrideReadsParams()
{
    WebClient client(m_close.port());
    const QByteArray body =
        R"({"_params": {"lead_id": "lead_a,lead_b", "_limit": 5, "id__in": ["x", "y"], "flag": true}})";
    const QJsonObject got =
        client.call("POST", "/api/v1/echo/a/?_limit=1&kept=1", body, "X-HTTP-Method-Override: GET\r\n")
            .json();
    QCOMPARE(got[u"method"], QStringLiteral("GET"));
    const QJsonObject query = got[u"query"].toObject();
    QCOMPARE(query[u"lead_id"], QStringLiteral("lead_a,lead_b"));
    QCOMPARE(query[u"_limit"], QStringLiteral("5"));
    QCOMPARE(query[u"id__in"], QStringLiteral("x,y"));
    QCOMPARE(query[u"flag"], QStringLiteral("true"));
    QCOMPARE(query[u"kept"], QStringLiteral("1"));
    // Without the header it is a POST like any other.
    const QJsonObject posted = client.call("POST", "/api/v1/echo/a/", body).json();
    QCOMPARE(posted[u"method"], QStringLiteral("POST"));
    QVERIFY(posted[u"body"].toObject().contains(u"_params"));
    // A list asked for this way is a list.
    const QJsonObject page =
        client
            .call("POST", "/api/v1/lead/", R"({"_params": {"_limit": 3, "_fields": "id"}})",
                  "X-HTTP-Method-Override: GET\r\n")
            .json();
    QCOMPARE(page[u"data"].toArray().size(), 3);
    QCOMPARE(page[u"data"][0].toObject().size(), 1);
}

void TestSandboxRequests::bulkPutReadsParams()
{
    WebClient client(m_close.port());
    const QJsonObject got =
        client
            .call("PUT", "/api/v1/echo/a/", R"({"_params": {"id__in": "memb_a,memb_b"}, "role_id": "user"})")
            .json();
    QCOMPARE(got[u"query"].toObject()[u"id__in"], QStringLiteral("memb_a,memb_b"));
    QCOMPARE(got[u"body"].toObject(), (QJsonObject{{QStringLiteral("role_id"), QStringLiteral("user")}}));
}

void TestSandboxRequests::queryIsDecoded()
{
    WebClient client(m_close.port());
    const QJsonObject query =
        client.call("GET", "/api/v1/echo/a/?q=one+two%2Bthree%26%C3%A9&number=%2B14155550101")
            .json()[u"query"]
            .toObject();
    QCOMPARE(query[u"q"], QStringLiteral("one two+three&\u00e9"));
    QCOMPARE(query[u"number"], QStringLiteral("+14155550101"));
}

void TestSandboxRequests::tzOffset_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<double>("hours");
    QTest::newRow("whole") << QByteArray("-4") << -4.0;
    QTest::newRow("python") << QByteArray("-5.0") << -5.0;
    QTest::newRow("half") << QByteArray("5.5") << 5.5;
    QTest::newRow("minus zero") << QByteArray("-0.0") << 0.0;
    QTest::newRow("padded") << QByteArray(" 2 ") << 2.0;
    QTest::newRow("absent") << QByteArray() << 0.0;
    QTest::newRow("words") << QByteArray("Europe/Oslo") << 0.0;
    QTest::newRow("nan") << QByteArray("nan") << 0.0;
    QTest::newRow("infinite") << QByteArray("inf") << 0.0;
    QTest::newRow("too far") << QByteArray("99") << 0.0;
}

void TestSandboxRequests::tzOffset()
{
    QFETCH(QByteArray, header);
    QFETCH(double, hours);
    const double offset = leadline::sandbox::tzOffset(header);
    QCOMPARE(offset, hours);
    QVERIFY(!std::signbit(offset) || offset < 0);
}

void TestSandboxRequests::tzOffsetReachesEndpoint()
{
    WebClient client(m_close.port());
    QCOMPARE(client.call("GET", "/api/v1/echo/a/", {}, "X-TZ-Offset: 5.5\r\n").json()[u"tz"], 5.5);
    QCOMPARE(client.call("GET", "/api/v1/echo/a/").json()[u"user"], QStringLiteral("user_dana"));
}

void TestSandboxRequests::wrongContentTypeIs415()
{
    WebClient client(m_close.port());
    const WebAnswer form = client.call("POST", "/api/v1/activity/note/", "note=x",
                                       "Content-Type: application/x-www-form-urlencoded\r\n");
    QCOMPARE(form.status, 415);
    QCOMPARE(form.json()[u"error"].toString(), m_close.quirks.unsupportedType);
    QCOMPARE(client.request("POST", "/api/v1/activity/note/", WebClient::basic("api_sandbox.leadline"), "{}")
                 .status,
             415);
    QCOMPARE(m_close.notes(), 0);
    QCOMPARE(client.call("POST", "/api/v1/echo/a/", "{}", "Content-Type: application/json; charset=utf-8\r\n")
                 .status,
             200);
    QCOMPARE(client.call("POST", "/api/v1/echo/a/").status, 200);
}

void TestSandboxRequests::malformedJsonIs400_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("cut") << QByteArray(R"({"note": "x")");
    QTest::newRow("list") << QByteArray("[1]");
    QTest::newRow("word") << QByteArray("note");
    QTest::newRow("bytes") << QByteArray("\xff\xfe{}");
}

void TestSandboxRequests::malformedJsonIs400()
{
    QFETCH(QByteArray, body);
    WebClient client(m_close.port());
    const WebAnswer answer = client.call("POST", "/api/v1/activity/note/", body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()[u"error"].toString(), m_close.quirks.malformedJson);
    QCOMPARE(m_close.notes(), 0);
}

QTEST_GUILESS_MAIN(TestSandboxRequests)
#include "tst_sandboxrequests.moc"
