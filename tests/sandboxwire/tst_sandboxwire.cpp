#include "services/sandbox/wire/callreader.h"
#include "services/sandbox/wire/pythonjson.h"
#include "tests/sandboxwire/tinyclose.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>

using namespace leadline::sandbox;
using namespace leadline::test;

/// Close's conventions on the wire (close-api.md 1, 2, 4), spoken to over raw sockets.
class TestSandboxWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void slashlessGetIsRedirected();
    void slashlessWriteIsNotFound();
    void listenerIsOnLoopbackOnly();
    void keepsConnectionAlive();
    void pipelinedRequestsAreAnsweredInOrder();
    void headHasNoBody();
    void connectionCloseIsHonoured();
    void headersLookLikeClose();
    void unknownPathAndMethod();
    void refusalBodiesComeFromQuirks();
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
    void jsonLooksLikePython_data();
    void jsonLooksLikePython();
    void createdHasLocation();
    void noContentIsEmpty();
    void compressesForThoseWhoAsk();

private:
    TinyClose m_close;
    bool m_isStarted = false;
};

void TestSandboxWire::init()
{
    expectSilence();
    if (!m_isStarted)
        m_close.start();
    m_isStarted = true;
    m_close.nowMs += 60'000;
    m_close.log.clear();
}

void TestSandboxWire::slashlessGetIsRedirected()
{
    WebClient client(m_close.port());
    const WebAnswer answer = client.request("GET", "/api/v1/lead?_limit=1&name=a%2Fb");
    QCOMPARE(answer.status, 301);
    QCOMPARE(answer.headers.value("location"), "/api/v1/lead/?_limit=1&name=a%2Fb");
    QCOMPARE(answer.headers.value("content-length"), "0");
}

void TestSandboxWire::slashlessWriteIsNotFound()
{
    WebClient client(m_close.port());
    QCOMPARE(client.call("POST", "/api/v1/activity/note", "{}").status, 404);
    QCOMPARE(client.call("DELETE", "/api/v1/pipeline/pipe_1").status, 404);
    QCOMPARE(m_close.notes(), 0);
}

void TestSandboxWire::listenerIsOnLoopbackOnly()
{
    // Any other address of this machine, and IPv6, must find nobody there.
    QList<QHostAddress> others = QNetworkInterface::allAddresses();
    others.append(QHostAddress(QStringLiteral("127.0.0.2")));
    others.removeAll(QHostAddress(QHostAddress::LocalHost));
    for (const QHostAddress &address : std::as_const(others)) {
        QTcpSocket socket;
        socket.connectToHost(address, m_close.port());
        QVERIFY2(!socket.waitForConnected(2000), qPrintable(address.toString()));
    }
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_close.port());
    QVERIFY(socket.waitForConnected(2000));
}

void TestSandboxWire::keepsConnectionAlive()
{
    WebClient client(m_close.port());
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").status, 200);
    const quint16 port = client.socket().localPort();
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_2/").json()[u"id"], QStringLiteral("lead_2"));
    QCOMPARE(client.socket().localPort(), port);
}

void TestSandboxWire::pipelinedRequestsAreAnsweredInOrder()
{
    WebClient client(m_close.port());
    const QByteArray tail = " HTTP/1.1\r\nHost: x\r\n" + WebClient::basic("api_sandbox.leadline") + "\r\n";
    client.socket().connectToHost(QHostAddress::LocalHost, m_close.port());
    client.socket().write("GET /api/v1/lead/lead_1/" + tail + "GET /api/v1/lead/lead_2/" + tail);
    QByteArray received;
    WAIT_FOR((received += client.socket().readAll()).count("HTTP/1.1 200") == 2 && received.endsWith('}'));
    QVERIFY(received.indexOf("lead_1") < received.indexOf("lead_2"));
}

void TestSandboxWire::headHasNoBody()
{
    WebClient client(m_close.port());
    const WebAnswer get = client.call("GET", "/api/v1/lead/lead_1/");
    const WebAnswer head = client.call("HEAD", "/api/v1/lead/lead_1/");
    QCOMPARE(head.status, 200);
    QCOMPARE(head.body, QByteArray());
    QCOMPARE(head.headers.value("content-length"), QByteArray::number(get.body.size()));
    // Nothing of a body may follow, or this answer would be broken.
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").body, get.body);
}

void TestSandboxWire::connectionCloseIsHonoured()
{
    WebClient client(m_close.port());
    QCOMPARE(
        client.call("GET", "/api/v1/lead/lead_1/", {}, "Connection: close\r\n").headers.value("connection"),
        "close");
    WAIT_FOR(client.socket().state() == QAbstractSocket::UnconnectedState);
}

void TestSandboxWire::headersLookLikeClose()
{
    WebClient client(m_close.port());
    const WebAnswer answer = client.call("GET", "/api/v1/lead/lead_1/");
    QVERIFY(answer.head.startsWith("HTTP/1.1 200 OK\r\n"));
    QCOMPARE(answer.headers.value("content-type"), "application/json");
    QCOMPARE(answer.headers.value("vary"), "Accept-Encoding");
    QCOMPARE(answer.headers.value("server"), "envoy");
    QVERIFY(answer.headers.value("set-cookie").startsWith("session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
    QVERIFY(QRegularExpression(QStringLiteral("^[0-9a-f]{32}$"))
                .match(QString::fromLatin1(answer.headers.value("trace-id")))
                .hasMatch());
    QVERIFY(QRegularExpression(
                QStringLiteral("^[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$"))
                .match(QString::fromLatin1(answer.headers.value("date")))
                .hasMatch());
    for (auto it = answer.headers.begin(); it != answer.headers.end(); ++it)
        QCOMPARE(it.key(), it.key().toLower());
    QVERIFY(!answer.headers.contains("etag"));
    QVERIFY(client.call("GET", "/api/v1/lead/lead_1/").headers.value("trace-id") !=
            answer.headers.value("trace-id"));
}

void TestSandboxWire::unknownPathAndMethod()
{
    WebClient client(m_close.port());
    QCOMPARE(client.call("GET", "/api/v1/no/such/").status, 404);
    QCOMPARE(client.call("GET", "/elsewhere/").status, 404);
    QCOMPARE(client.call("PUT", "/api/v1/lead/lead_1/", "{}").status, 405);
    QCOMPARE(client.call("PATCH", "/api/v1/lead/lead_1/", "{}").status, 405);
    const WebAnswer unknown = client.call("GET", "/api/v1/lead/lead_x/");
    QCOMPARE(unknown.status, 404);
    QCOMPARE(unknown.body, R"({"error": "Empty query: Lead matching query does not exist."})");
}

void TestSandboxWire::refusalBodiesComeFromQuirks()
{
    TinyClose close;
    close.quirks.methodNotAllowed = QStringLiteral("Nope.");
    close.quirks.paymentRequired = QStringLiteral("Pay.");
    close.start();
    WebClient client(close.port());
    QCOMPARE(client.call("DELETE", "/api/v1/lead/").body, R"({"error": "Nope."})");
    const WebAnswer unpaid = client.call("GET", "/api/v1/unpaid/");
    QCOMPARE(unpaid.status, 402);
    QCOMPARE(unpaid.body, R"({"error": "Pay."})");
    const WebAnswer json = client.call("GET", "/api/v1/forbidden/");
    QCOMPARE(json.status, 403);
    QCOMPARE(json.json()[u"error"].toString(), close.quirks.forbidden);
    close.quirks.isForbiddenPlain = true;
    const WebAnswer plain = client.call("GET", "/api/v1/forbidden/");
    QCOMPARE(plain.status, 403);
    QCOMPARE(plain.body, "Forbidden");
}

void TestSandboxWire::fieldsOfObject_data()
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

void TestSandboxWire::fieldsOfObject()
{
    QFETCH(QByteArray, fields);
    QFETCH(QStringList, keys);
    WebClient client(m_close.port());
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_7/?_fields=" + fields).json().keys(), keys);
}

void TestSandboxWire::fieldsOfListKeepEnvelope()
{
    WebClient client(m_close.port());
    const QJsonObject page = client.call("GET", "/api/v1/lead/?_limit=2&_fields=id").json();
    QCOMPARE(page.keys(), (QStringList{QStringLiteral("data"), QStringLiteral("has_more"),
                                       QStringLiteral("total_results")}));
    QCOMPARE(page[u"data"].toArray().first().toObject().keys(), QStringList{QStringLiteral("id")});
    // Error bodies are not cut down.
    QVERIFY(client.call("GET", "/api/v1/lead/lead_x/?_fields=id").json().contains(u"error"));
}

void TestSandboxWire::pagesAdvance()
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

void TestSandboxWire::limitsAreChecked_data()
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

void TestSandboxWire::limitsAreChecked()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QString, error);
    WebClient client(m_close.port());
    const WebAnswer answer = client.call("GET", "/api/v1/" + target);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json()[u"error"].toString(), error);
}

void TestSandboxWire::methodOverrideReadsParams()
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

void TestSandboxWire::bulkPutReadsParams()
{
    WebClient client(m_close.port());
    const QJsonObject got =
        client
            .call("PUT", "/api/v1/echo/a/", R"({"_params": {"id__in": "memb_a,memb_b"}, "role_id": "user"})")
            .json();
    QCOMPARE(got[u"query"].toObject()[u"id__in"], QStringLiteral("memb_a,memb_b"));
    QCOMPARE(got[u"body"].toObject(), (QJsonObject{{QStringLiteral("role_id"), QStringLiteral("user")}}));
}

void TestSandboxWire::queryIsDecoded()
{
    WebClient client(m_close.port());
    const QJsonObject query =
        client.call("GET", "/api/v1/echo/a/?q=one+two%2Bthree%26%C3%A9&number=%2B14155550101")
            .json()[u"query"]
            .toObject();
    QCOMPARE(query[u"q"], QStringLiteral("one two+three&\u00e9"));
    QCOMPARE(query[u"number"], QStringLiteral("+14155550101"));
}

void TestSandboxWire::tzOffset_data()
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

void TestSandboxWire::tzOffset()
{
    QFETCH(QByteArray, header);
    QFETCH(double, hours);
    const double offset = leadline::sandbox::tzOffset(header);
    QCOMPARE(offset, hours);
    QVERIFY(!std::signbit(offset) || offset < 0);
}

void TestSandboxWire::tzOffsetReachesEndpoint()
{
    WebClient client(m_close.port());
    QCOMPARE(client.call("GET", "/api/v1/echo/a/", {}, "X-TZ-Offset: 5.5\r\n").json()[u"tz"], 5.5);
    QCOMPARE(client.call("GET", "/api/v1/echo/a/").json()[u"user"], QStringLiteral("user_dana"));
}

void TestSandboxWire::wrongContentTypeIs415()
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

void TestSandboxWire::malformedJsonIs400_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("cut") << QByteArray(R"({"note": "x")");
    QTest::newRow("list") << QByteArray("[1]");
    QTest::newRow("word") << QByteArray("note");
    QTest::newRow("bytes") << QByteArray("\xff\xfe{}");
}

void TestSandboxWire::malformedJsonIs400()
{
    QFETCH(QByteArray, body);
    WebClient client(m_close.port());
    const WebAnswer answer = client.call("POST", "/api/v1/activity/note/", body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()[u"error"].toString(), m_close.quirks.malformedJson);
    QCOMPARE(m_close.notes(), 0);
}

void TestSandboxWire::jsonLooksLikePython_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("separators") << QByteArray(R"({"a":1,"b":[1,2,{"c":null}]})")
                                << QByteArray(R"({"a": 1, "b": [1, 2, {"c": null}]})");
    QTest::newRow("empty") << QByteArray(R"({"a":[],"b":{}})") << QByteArray(R"({"a": [], "b": {}})");
    QTest::newRow("pound") << QByteArray("{\"a\":\"\xc2\xa3\"}") << QByteArray(R"({"a": "\u00a3"})");
    QTest::newRow("beyond the first plane")
        << QByteArray("{\"a\":\"\xf0\x9f\x98\x80\"}") << QByteArray(R"({"a": "\ud83d\ude00"})");
    QTest::newRow("control") << QByteArray(R"({"a":"\"\\\n\t\r\b\f\u0001/"})")
                             << QByteArray(R"({"a": "\"\\\n\t\r\b\f\u0001/"})");
    QTest::newRow("numbers") << QByteArray(R"({"a":1.15,"b":-3,"c":9007199254740993,"d":true})")
                             << QByteArray(R"({"a": 1.15, "b": -3, "c": 9007199254740993, "d": true})");
}

void TestSandboxWire::jsonLooksLikePython()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    QCOMPARE(pythonJson(QJsonDocument::fromJson(json).object()), expected);
}

void TestSandboxWire::createdHasLocation()
{
    WebClient client(m_close.port());
    const WebAnswer answer = client.call("POST", "/api/v1/pipeline/", R"({"name": "A"})");
    QCOMPARE(answer.status, 201);
    QVERIFY(answer.head.startsWith("HTTP/1.1 201 Created"));
    QCOMPARE(answer.headers.value("location"), "/api/v1/pipeline/pipe_1/");
}

void TestSandboxWire::noContentIsEmpty()
{
    WebClient client(m_close.port());
    const WebAnswer answer = client.call("DELETE", "/api/v1/pipeline/pipe_1/");
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.body, QByteArray());
    QVERIFY(!answer.headers.contains("content-length"));
    QVERIFY(!answer.headers.contains("content-type"));
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").status, 200);
}

void TestSandboxWire::compressesForThoseWhoAsk()
{
    WebClient client(m_close.port());
    const WebAnswer plain = client.call("GET", "/api/v1/lead/");
    QVERIFY(!plain.headers.contains("content-encoding"));
    const WebAnswer packed = client.call("GET", "/api/v1/lead/", {}, "Accept-Encoding: gzip, deflate\r\n");
    QCOMPARE(packed.headers.value("content-encoding"), "gzip");
    QVERIFY(packed.body.size() < plain.body.size() / 2);
    QVERIFY(!client.call("GET", "/api/v1/lead/lead_1/", {}, "Accept-Encoding: gzip\r\n")
                 .headers.contains("content-encoding"));

    // Qt asks for gzip by itself and unpacks; a wrong checksum or length would fail there.
    QNetworkAccessManager manager;
    QNetworkRequest request(m_close.baseUrl().resolved(QUrl(QStringLiteral("lead/"))));
    request.setRawHeader("Authorization", WebClient::basic("api_sandbox.leadline").trimmed().mid(15));
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    WAIT_FOR(reply->isFinished());
    QCOMPARE(reply->error(), QNetworkReply::NoError);
    QCOMPARE(reply->readAll(), plain.body);
}

QTEST_GUILESS_MAIN(TestSandboxWire)
#include "tst_sandboxwire.moc"
