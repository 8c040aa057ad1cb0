#include "services/sandbox/faultproxy.h"
#include "tests/sandboxwire/tinyclose.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace leadline::sandbox;
using namespace leadline::test;

namespace {

const QByteArray noteBody = R"({"note": "x"})";

QByteArray requestText(const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
{
    QByteArray text =
        method + " /api/v1/" + path + " HTTP/1.1\r\nHost: x\r\n" + WebClient::basic("api_sandbox.leadline");
    if (!body.isEmpty())
        text +=
            "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

} // namespace

/// Each damage of the proxy against a read and a write, and the server's own log to tell whether it was
/// applied.
class TestFaultProxy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void passesThrough();
    void matchesEachRequestOfAConnection();
    void refuses();
    void resetsBefore();
    void resetsBeforeTheBodyIsThere();
    void resetsAfter();
    void closesAfter();
    void stalls();
    void cutsAnswer_data();
    void cutsAnswer();
    void slowsAnswer();
    void timesAndClear();
    void downCutsConnections();
    void forwardsLargeAndChunkedBodies();
    void serverThatIsAwayEndsTheConnection();
    void qtSeesItsErrors();

private:
    struct Ending
    {
        QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
        QByteArray received;
        bool hasEnded = false;
    };
    Ending exchange(const QByteArray &request);

    std::unique_ptr<TinyClose> m_close;
    std::unique_ptr<FaultProxy> m_proxy;
};

void TestFaultProxy::init()
{
    expectSilence();
    m_proxy.reset();
    m_close = std::make_unique<TinyClose>();
    m_close->start();
    m_proxy = std::make_unique<FaultProxy>(m_close->baseUrl());
    QCOMPARE(m_proxy->listen(), QString());
}

/// Writes a request over a new connection and waits until the other side ends it.
TestFaultProxy::Ending TestFaultProxy::exchange(const QByteArray &request)
{
    Ending ending;
    QTcpSocket socket;
    connect(&socket, &QTcpSocket::errorOccurred, this,
            [&](QAbstractSocket::SocketError error) { ending.error = error; });
    socket.connectToHost(QHostAddress::LocalHost, quint16(m_proxy->baseUrl().port()));
    socket.write(request);
    ending.hasEnded = QTest::qWaitFor(
        [&] {
            ending.received += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        },
        10000);
    return ending;
}

void TestFaultProxy::passesThrough()
{
    QCOMPARE(m_proxy->baseUrl().path(), QStringLiteral("/api/v1/"));
    WebClient client(quint16(m_proxy->baseUrl().port()));
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").json()[u"id"], QStringLiteral("lead_1"));
    QCOMPARE(client.call("POST", "/api/v1/activity/note/", noteBody).status, 200);
    QCOMPARE(client.call("DELETE", "/api/v1/pipeline/pipe_1/").status, 204);
    QCOMPARE(client.call("HEAD", "/api/v1/lead/lead_1/").status, 200);
    QCOMPARE(m_close->log.size(), 4);
    QTcpSocket elsewhere;
    elsewhere.connectToHost(QHostAddress(QStringLiteral("127.0.0.2")), quint16(m_proxy->baseUrl().port()));
    QVERIFY(!elsewhere.waitForConnected(2000));
}

void TestFaultProxy::matchesEachRequestOfAConnection()
{
    WebClient client(quint16(m_proxy->baseUrl().port()));
    m_proxy->next(WireFault::CloseAfter, "POST", QStringLiteral("activity/note/"));
    QCOMPARE(client.call("GET", "/api/v1/activity/note/").status, 200);
    QCOMPARE(client.call("POST", "/api/v1/pipeline/", "{}").status, 201);
    QCOMPARE(client.call("POST", "/api/v1/activity/note/", noteBody).status, 0);
    QCOMPARE(m_close->notes(), 1);
}

void TestFaultProxy::refuses()
{
    m_proxy->next(WireFault::Refuse, "*", {});
    QCOMPARE(exchange(requestText("GET", "lead/")).error, QAbstractSocket::ConnectionRefusedError);
    QCOMPARE(exchange(requestText("POST", "activity/note/", noteBody)).error,
             QAbstractSocket::ConnectionRefusedError);
    QCOMPARE(m_close->log, QStringList());
    const QUrl before = m_proxy->baseUrl();
    m_proxy->restore();
    QCOMPARE(m_proxy->baseUrl(), before);
    WebClient client(quint16(before.port()));
    QCOMPARE(client.call("GET", "/api/v1/lead/").status, 200);
}

void TestFaultProxy::resetsBefore()
{
    m_proxy->next(WireFault::ResetBefore, "*", {}, 2);
    for (const QByteArray &request :
         {requestText("GET", "lead/"), requestText("POST", "activity/note/", noteBody)}) {
        const Ending ending = exchange(request);
        QVERIFY(ending.hasEnded);
        QCOMPARE(ending.error, QAbstractSocket::RemoteHostClosedError);
        QCOMPARE(ending.received, QByteArray());
    }
    QCOMPARE(m_close->log, QStringList());
    QCOMPARE(m_close->notes(), 0);
}

void TestFaultProxy::resetsBeforeTheBodyIsThere()
{
    m_proxy->next(WireFault::ResetBefore, "POST", QStringLiteral("activity/"));
    QByteArray head = requestText("POST", "activity/note/", noteBody);
    head.chop(noteBody.size());
    QVERIFY(exchange(head).hasEnded);
    QCOMPARE(m_close->log, QStringList());
}

void TestFaultProxy::resetsAfter()
{
    m_proxy->next(WireFault::ResetAfter, "*", {}, 2);
    QCOMPARE(exchange(requestText("GET", "lead/")).received, QByteArray());
    const Ending ending = exchange(requestText("POST", "activity/note/", noteBody));
    QVERIFY(ending.hasEnded);
    QCOMPARE(ending.received, QByteArray());
    QCOMPARE(m_close->log, (QStringList{QStringLiteral("GET /api/v1/lead/"),
                                        QStringLiteral("POST /api/v1/activity/note/")}));
    QCOMPARE(m_close->notes(), 1);
}

void TestFaultProxy::closesAfter()
{
    m_proxy->next(WireFault::CloseAfter, "*", {}, 2);
    QCOMPARE(exchange(requestText("GET", "lead/")).received, QByteArray());
    const Ending ending = exchange(requestText("POST", "activity/note/", noteBody));
    QCOMPARE(ending.error, QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(ending.received, QByteArray());
    QCOMPARE(m_close->log.size(), 2);
    QCOMPARE(m_close->notes(), 1);
}

void TestFaultProxy::stalls()
{
    m_proxy->next(WireFault::Stall, "*", {}, 2);
    for (const QByteArray &request :
         {requestText("GET", "lead/"), requestText("POST", "activity/note/", noteBody)}) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(m_proxy->baseUrl().port()));
        const qsizetype before = m_close->log.size();
        socket.write(request);
        WAIT_FOR(m_close->log.size() == before + 1);
        // An exchange begun later is through, and this one still has no byte.
        WebClient other(quint16(m_proxy->baseUrl().port()));
        m_proxy->clear();
        QCOMPARE(other.call("GET", "/api/v1/lead/lead_1/").status, 200);
        QCOMPARE(socket.bytesAvailable(), 0);
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
        m_proxy->next(WireFault::Stall, "*", {});
    }
    QCOMPARE(m_close->notes(), 1);
}

void TestFaultProxy::cutsAnswer_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {0, 1, 12, 60, -1, -20})
        QTest::addRow("%d", bytes) << bytes;
}

void TestFaultProxy::cutsAnswer()
{
    QFETCH(int, bytes);
    m_proxy->next(WireFault::CutAnswer, "*", {}, 2, bytes);
    for (const QByteArray &request :
         {requestText("GET", "lead/lead_1/"), requestText("POST", "activity/note/", noteBody)}) {
        const Ending ending = exchange(request);
        QVERIFY(ending.hasEnded);
        if (bytes >= 0) {
            QCOMPARE(ending.received,
                     QByteArray("HTTP/1.1 200 OK\r\ndate: ").left(bytes) + ending.received.mid(23));
            QCOMPARE(ending.received.size(), bytes);
        } else {
            QVERIFY(ending.received.startsWith("HTTP/1.1 200 OK\r\n"));
            QVERIFY(ending.received.contains("\r\n\r\n"));
            QVERIFY(!ending.received.endsWith('}'));
        }
    }
    QCOMPARE(m_close->log.size(), 2);
    QCOMPARE(m_close->notes(), 1);
}

void TestFaultProxy::slowsAnswer()
{
    WebClient client(quint16(m_proxy->baseUrl().port()));
    const WebAnswer quick = client.call("GET", "/api/v1/lead/lead_1/");
    m_proxy->next(WireFault::SlowAnswer, "*", {}, 2, 4000);
    QElapsedTimer timer;
    timer.start();
    const WebAnswer slow = client.call("GET", "/api/v1/lead/lead_1/");
    // A lower bound only: a busy machine may take longer.
    QVERIFY(timer.elapsed() >= (slow.head.size() + slow.body.size()) * 1000 / 4000 - 100);
    QCOMPARE(slow.body, quick.body);
    QCOMPARE(client.call("POST", "/api/v1/activity/note/", noteBody).status, 200);
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").body, quick.body);
    QCOMPARE(m_close->notes(), 1);
}

void TestFaultProxy::timesAndClear()
{
    m_proxy->next(WireFault::CloseAfter, "GET", QStringLiteral("lead/"), 2);
    m_proxy->next(WireFault::CloseAfter, "GET", QStringLiteral("lead/"), 0);
    QList<int> seen;
    for (int i = 0; i < 3; ++i) {
        WebClient client(quint16(m_proxy->baseUrl().port()));
        seen.append(client.call("GET", "/api/v1/lead/lead_1/").status);
    }
    QCOMPARE(seen, (QList<int>{0, 0, 200}));
    m_proxy->next(WireFault::CloseAfter, "*", {}, 9);
    m_proxy->clear();
    WebClient client(quint16(m_proxy->baseUrl().port()));
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").status, 200);
}

void TestFaultProxy::downCutsConnections()
{
    WebClient client(quint16(m_proxy->baseUrl().port()));
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").status, 200);
    m_proxy->down();
    WAIT_FOR(client.socket().state() == QAbstractSocket::UnconnectedState);
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").status, 0);
    m_proxy->restore();
    QCOMPARE(client.call("GET", "/api/v1/lead/lead_1/").status, 200);
}

void TestFaultProxy::forwardsLargeAndChunkedBodies()
{
    WebClient client(quint16(m_proxy->baseUrl().port()));
    const QByteArray large = "{\"note\": \"" + QByteArray(3'000'000, 'x') + "\"}";
    QCOMPARE(client.call("POST", "/api/v1/activity/note/", large).json()[u"note"].toString().size(),
             3'000'000);
    const QByteArray head =
        "POST /api/v1/activity/note/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n" +
        WebClient::basic("api_sandbox.leadline") + "\r\n";
    QCOMPARE(client.send(head + "9\r\n{\"note\": \r\n4\r\n\"y\"}\r\n0\r\n\r\n").json()[u"note"],
             QStringLiteral("y"));
    QCOMPARE(m_close->notes(), 2);
}

void TestFaultProxy::serverThatIsAwayEndsTheConnection()
{
    m_close.reset();
    const Ending ending = exchange(requestText("GET", "lead/"));
    QVERIFY(ending.hasEnded);
    QCOMPARE(ending.received, QByteArray());
}

void TestFaultProxy::qtSeesItsErrors()
{
    // With the client library of the program itself; GET only, as it repeats what it believes was lost.
    QNetworkAccessManager manager;
    QNetworkRequest request(m_proxy->baseUrl().resolved(QUrl(QStringLiteral("lead/lead_1/"))));
    request.setRawHeader("Authorization", WebClient::basic("api_sandbox.leadline").trimmed().mid(15));
    QNetworkAccessManager freshManager;
    const auto errorOf = [&request](QNetworkAccessManager &with) {
        const std::unique_ptr<QNetworkReply> reply(with.get(request));
        return QTest::qWaitFor([&] { return reply->isFinished(); }, 10000) ? reply->error()
                                                                           : QNetworkReply::TimeoutError;
    };
    m_proxy->next(WireFault::CutAnswer, "GET", {}, 1, -5);
    QCOMPARE(errorOf(manager), QNetworkReply::RemoteHostClosedError);
    m_proxy->clear();
    QCOMPARE(errorOf(manager), QNetworkReply::NoError);
    m_proxy->down();
    QCOMPARE(errorOf(freshManager), QNetworkReply::ConnectionRefusedError);
}

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
