#include "services/sandbox/wire/pythonjson.h"
#include "tests/sandboxwire/tinyclose.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>

using namespace leadline::sandbox;
using namespace leadline::test;

/// The connection and what an answer looks like (close-api.md 1.1, 1.5 to 1.7, 4), over raw sockets.
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
    void nonsenseEndsItsConnectionOnly_data();
    void nonsenseEndsItsConnectionOnly();
    void headersLookLikeClose();
    void unknownPathAndMethod();
    void refusalBodiesComeFromQuirks();
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

void TestSandboxWire::nonsenseEndsItsConnectionOnly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("words") << QByteArray("what is this\r\n\r\n");
    QTest::newRow("no protocol") << QByteArray("GET /api/v1/me/\r\n\r\n");
    QTest::newRow("tls") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 12);
}

void TestSandboxWire::nonsenseEndsItsConnectionOnly()
{
    QFETCH(QByteArray, bytes);
    WebClient good(m_close.port());
    QCOMPARE(good.call("GET", "/api/v1/lead/lead_1/").status, 200);
    WebClient bad(m_close.port());
    QCOMPARE(bad.send(bytes).status, 0);
    QCOMPARE(bad.socket().state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(good.call("GET", "/api/v1/lead/lead_1/").status, 200);
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
