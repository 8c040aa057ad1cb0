#include "services/http/httpclient.h"
#include "services/http/systemproxy.h"
#include "tests/http/certificates.h"
#include "tests/http/wireserver.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QPointer>

using namespace leadline;
using namespace leadline::test;

namespace {

/// A proxy that lets a CONNECT through to a server of its own choice: what an attacker's `https_proxy` would
/// do.
class Tunnel final : public QObject
{
public:
    explicit Tunnel(quint16 target) : m_target(target)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &Tunnel::welcome);
        m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] const QByteArray &asked() const { return m_asked; } ///< the heads of every CONNECT

private:
    void welcome()
    {
        QTcpSocket *const near = m_server.nextPendingConnection();
        near->setParent(this);
        connect(near, &QTcpSocket::readyRead, this, [this, near] {
            QTcpSocket *const far = near->findChild<QTcpSocket *>();
            if (far) {
                far->write(near->readAll());
                return;
            }
            m_asked += near->readAll();
            if (m_asked.endsWith("\r\n\r\n"))
                join(near);
        });
    }
    void join(QTcpSocket *near) const
    {
        auto *const far = new QTcpSocket(near);
        connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
        connect(far, &QTcpSocket::connected, near, [near] { near->write("HTTP/1.1 200 Go on\r\n\r\n"); });
        far->connectToHost(QHostAddress::LocalHost, m_target);
    }

    quint16 m_target;
    QTcpServer m_server;
    QByteArray m_asked;
};

/// The environment's proxy while a test runs.
class ProxyVariable
{
public:
    explicit ProxyVariable(quint16 port)
    {
        qputenv("https_proxy", "http://127.0.0.1:" + QByteArray::number(port));
        QNetworkProxyFactory::setApplicationProxyFactory(new SystemProxy);
    }
    ~ProxyVariable()
    {
        QNetworkProxyFactory::setApplicationProxyFactory(nullptr);
        qunsetenv("https_proxy");
    }
    Q_DISABLE_COPY_MOVE(ProxyVariable)
};

const QUrl farAway(QStringLiteral("https://close.invalid/api/v1/"));

} // namespace

/// What lies between this machine and Close: names, proxies, certificates, and servers that cannot count.
class NetworkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_certificates.isReady(), "the openssl command made no certificates"); }
    void init() { expectSilence(); }
    void case003_unknownHostIsUnreached();
    void case008_lengthsThatContradict_data();
    void case008_lengthsThatContradict();
    void case025_redirectedWriteIsNotFollowed();
    void case028_proxyThatWantsAPassword();
    void case028_proxyThatRefuses();
    void case029_proxyCannotReadTheKey();
    void case031_networkThatComesBackNeedsNoRestart();
    void case034_onlyHttp1IsOffered();

private:
    [[nodiscard]] static HttpClient::Limits quick();
    [[nodiscard]] static Request note();
    Certificates m_certificates;
    SystemClock m_clock;
};

HttpClient::Limits NetworkTest::quick()
{
    HttpClient::Limits limits;
    limits.backoffBase = std::chrono::milliseconds(1);
    limits.writeTimeout = std::chrono::milliseconds(3000);
    limits.getTimeout = std::chrono::milliseconds(3000);
    return limits;
}

Request NetworkTest::note()
{
    Request request(Method::Post, QStringLiteral("activity/note/"));
    request.body = QJsonObject{{QStringLiteral("note"), QStringLiteral("once")}};
    return request;
}

void NetworkTest::case003_unknownHostIsUnreached()
{
    HttpClient client(farAway, Secret("key"), m_clock, quick());
    auto pending = client.send(note());
    const auto result = await(std::move(pending));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Unreached);
    QVERIFY(result.error().isCertainlyNotApplied());
}

void NetworkTest::case008_lengthsThatContradict_data()
{
    QTest::addColumn<QByteArray>("answerBytes");
    QTest::newRow("longer than said")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                      "2\r\n\r\n{}{\"id\": \"user_evil\"}");
    QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                               "Content-Length: 2\r\nContent-Length: 21\r\n\r\n"
                                               "{}{\"id\": \"user_evil\"}");
    QTest::newRow("length and chunks")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 40\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    QTest::newRow("an answer too many")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                      "19\r\n\r\n{\"id\": \"user_evil\"}");
}

/// Whatever is made of the odd answer itself, it is never taken for the answer to the next request.
void NetworkTest::case008_lengthsThatContradict()
{
    QFETCH(QByteArray, answerBytes);
    WireServer server(
        [answerBytes](QTcpSocket &socket, const WireServer::Seen &) { socket.write(answerBytes); });
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto odd = client.send(note());
    const auto first = await(std::move(odd));
    if (!first)
        QVERIFY(!first.error().isCertainlyNotApplied());
    auto oddRead = client.send(Request(Method::Get, QStringLiteral("lead/lead_1/")));
    [[maybe_unused]] const auto second = await(std::move(oddRead));

    server.setScript(answering(200, R"({"id": "user_good"})"));
    auto next = client.send(Request(Method::Get, QStringLiteral("me/")));
    const auto good = await(std::move(next));
    QVERIFY(good.isOk());
    QCOMPARE(good->json[u"id"].toString(), QStringLiteral("user_good"));
}

void NetworkTest::case025_redirectedWriteIsNotFollowed()
{
    WireServer server(answering(307, {}, "Location: /api/v1/activity/note/other/\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto pending = client.send(note());
    const auto result = await(std::move(pending));
    QCOMPARE(result.error().kind, ErrorKind::Redirected);
    QVERIFY(!result.error().isCertainlyNotApplied()); // the outbox looks it up
    QCOMPARE(server.seen().size(), 1);
}

void NetworkTest::case028_proxyThatWantsAPassword()
{
    WireServer proxy(answering(407, {}, "Proxy-Authenticate: Basic realm=\"office\"\r\n"));
    const ProxyVariable variable(quint16(proxy.baseUrl().port()));
    HttpClient client(farAway, Secret("key"), m_clock, quick());
    auto pending = client.send(note());
    const auto result = await(std::move(pending));
    QVERIFY(!result);
    QVERIFY(result.error().isCertainlyNotApplied());
    QVERIFY(!proxy.seen().isEmpty());
    for (const auto &seen : proxy.seen()) {
        QCOMPARE(seen.method, QByteArray("CONNECT"));
        QVERIFY(!seen.head.contains("a2V5")); // "key" in base64
        QVERIFY(seen.header("authorization").isEmpty());
    }
}

void NetworkTest::case028_proxyThatRefuses()
{
    WireServer proxy(answering(403, {}));
    const ProxyVariable variable(quint16(proxy.baseUrl().port()));
    HttpClient client(farAway, Secret("key"), m_clock, quick());
    auto pending = client.send(note());
    const auto result = await(std::move(pending));
    QVERIFY(!result);
    QVERIFY(result.error().isCertainlyNotApplied());
    QVERIFY(result.error().kind != ErrorKind::Forbidden); // not Close's word
}

void NetworkTest::case029_proxyCannotReadTheKey()
{
    WireServer attacker(answering(200, "{}"), m_certificates.selfSigned());
    Tunnel proxy(quint16(attacker.baseUrl().port()));
    const ProxyVariable variable(proxy.port());
    HttpClient client(farAway, Secret("key"), m_clock, quick());
    auto pending = client.send(note());
    const auto result = await(std::move(pending));
    QCOMPARE(result.error().kind, ErrorKind::Tls);
    QVERIFY(result.error().isCertainlyNotApplied());
    QVERIFY(proxy.asked().startsWith("CONNECT close.invalid:443"));
    QVERIFY(!proxy.asked().contains("a2V5"));
    QCOMPARE(attacker.seen().size(), 0);
}

void NetworkTest::case031_networkThatComesBackNeedsNoRestart()
{
    auto server = std::make_unique<WireServer>(answering(200, "{}"));
    const QUrl base = server->baseUrl();
    HttpClient client(base, Secret("key"), m_clock, quick());
    auto before = client.send(Request(Method::Get, QStringLiteral("me/")));
    QVERIFY(await(std::move(before)).isOk());

    server->stopListening();
    auto during = client.send(note());
    QCOMPARE(await(std::move(during)).error().kind, ErrorKind::Unreached);

    QTcpServer back; // the same port, another connection
    QVERIFY(back.listen(QHostAddress::LocalHost, quint16(base.port())));
    connect(&back, &QTcpServer::newConnection, &back, [&back] {
        QTcpSocket *const socket = back.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->write(answer(200, "{}"));
        });
    });
    auto after = client.send(Request(Method::Get, QStringLiteral("me/")));
    QVERIFY(await(std::move(after)).isOk());
}

void NetworkTest::case034_onlyHttp1IsOffered()
{
    QSslConfiguration tls = m_certificates.rightHost();
    tls.setAllowedNextProtocols({QByteArrayLiteral("h2"), QByteArrayLiteral("http/1.1")});
    QByteArray agreed;
    WireServer server(
        [&agreed](QTcpSocket &socket, const WireServer::Seen &) {
            agreed = static_cast<QSslSocket &>(socket).sslConfiguration().nextNegotiatedProtocol();
            socket.write(answer(200, "{}"));
        },
        tls);
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    client.setExtraCaCertificates({m_certificates.authority()});
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    QVERIFY(await(std::move(pending)).isOk());
    QVERIFY2(agreed != "h2", agreed.constData());
}

QTEST_GUILESS_MAIN(NetworkTest)
#include "network_test.moc"
