#include "services/http/httpclient.h"
#include "services/http/systemproxy.h"
#include "tests/http/certificates.h"
#include "tests/http/wireserver.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QNetworkProxyQuery>

using namespace leadline;
using namespace leadline::test;

/// The key goes to Close and nowhere else (reliability.md, finding 3, cases 20 to 27 and 29).
class OriginTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { expectSilence(); }
    void case024_redirectsAreNotFollowed_data();
    void case024_redirectsAreNotFollowed();
    void case027_oneRequestPer401_data();
    void case027_oneRequestPer401();
    void case021_tlsErrorsAreErrors_data();
    void case021_tlsErrorsAreErrors();
    void trustedCertificateWorks();
    void plainHttpOnlyToThisMachine_data();
    void plainHttpOnlyToThisMachine();
    void pathsStayBelowTheBase_data();
    void pathsStayBelowTheBase();
    void requestsSayWhatCloseNeeds();
    void cookiesAreIgnored();
    void loopbackNeedsNoProxy();

private:
    Certificates m_certificates;
    SystemClock m_clock;
};

void OriginTest::initTestCase()
{
    QVERIFY2(m_certificates.isReady(), "the openssl command made no certificates");
}

void OriginTest::case024_redirectsAreNotFollowed_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isWrite");
    QTest::addColumn<bool>("isSameHost");
    for (const int status : {301, 302, 303, 307, 308}) {
        for (const bool isWrite : {false, true}) {
            for (const bool isSameHost : {false, true}) {
                QTest::addRow("%d %s %s", status, isWrite ? "POST" : "GET",
                              isSameHost ? "inside" : "elsewhere")
                    << status << isWrite << isSameHost;
            }
        }
    }
}

void OriginTest::case024_redirectsAreNotFollowed()
{
    QFETCH(int, status);
    QFETCH(bool, isWrite);
    QFETCH(bool, isSameHost);
    WireServer elsewhere(answering(200, "{}"), QHostAddress(QStringLiteral("127.0.0.2")));
    WireServer close(silent());
    const QUrl target = isSameHost ? close.baseUrl() : elsewhere.baseUrl();
    close.setScript(answering(status, {}, "Location: " + target.toEncoded() + "other/\r\n"));

    HttpClient client(close.baseUrl(), Secret("key"), m_clock, {});
    Request request(isWrite ? Method::Post : Method::Get, QStringLiteral("lead/"));
    if (isWrite)
        request.body = QJsonObject{{QStringLiteral("name"), QStringLiteral("x")}};
    auto pending = client.send(request);
    const auto result = await(std::move(pending));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Redirected);
    QCOMPARE(result.error().httpStatus, status);
    QVERIFY(!result.error().isCertainlyNotApplied());
    QCOMPARE(elsewhere.connections(), 0);
    QCOMPARE(close.seen().size(), 1);
}

void OriginTest::case027_oneRequestPer401_data()
{
    QTest::addColumn<int>("method");
    QTest::newRow("GET") << int(Method::Get);
    QTest::newRow("POST") << int(Method::Post);
    QTest::newRow("DELETE") << int(Method::Delete);
}

void OriginTest::case027_oneRequestPer401()
{
    QFETCH(int, method);
    WireServer server(answering(401, R"({"error": "no"})", "WWW-Authenticate: Basic realm=\"Close\"\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, {});
    Request request(Method(method), QStringLiteral("me/"));
    if (request.method == Method::Post)
        request.body = QJsonObject();
    auto pending = client.send(request);
    const auto result = await(std::move(pending));
    QCOMPARE(result.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(result.error().message, QStringLiteral("no"));
    QCOMPARE(server.seen().size(), 1);
}

void OriginTest::case021_tlsErrorsAreErrors_data()
{
    QTest::addColumn<QSslConfiguration>("tls");
    QTest::addColumn<bool>("knowsAuthority");
    QTest::newRow("self-signed") << m_certificates.selfSigned() << true;
    QTest::newRow("unknown authority") << m_certificates.rightHost() << false;
    QTest::newRow("wrong host") << m_certificates.wrongHost() << true;
    QTest::newRow("expired") << m_certificates.expired() << true;
    QSslConfiguration old = m_certificates.rightHost();
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    old.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    QTest::newRow("TLS 1.1") << old << true;
}

void OriginTest::case021_tlsErrorsAreErrors()
{
    QFETCH(QSslConfiguration, tls);
    QFETCH(bool, knowsAuthority);
    WireServer server(answering(200, "{}"), tls);
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, {});
    if (knowsAuthority)
        client.setExtraCaCertificates({m_certificates.authority()});
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    const auto result = await(std::move(pending));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Tls);
    QCOMPARE(server.seen().size(), 0);
}

void OriginTest::trustedCertificateWorks()
{
    WireServer server(answering(200, R"({"id": "user_1"})"), m_certificates.rightHost());
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, {});
    client.setExtraCaCertificates({m_certificates.authority()});
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    QVERIFY(await(std::move(pending)).isOk());
}

void OriginTest::plainHttpOnlyToThisMachine_data()
{
    QTest::addColumn<QUrl>("base");
    for (const char *base :
         {"http://api.example/api/v1/", "http://192.0.2.1/api/v1/", "ftp://127.0.0.1/api/v1/",
          "http://user:word@127.0.0.1/api/v1/", "http://127.0.0.1/api/v1", ""})
        QTest::newRow(base) << QUrl(QString::fromLatin1(base));
}

void OriginTest::plainHttpOnlyToThisMachine()
{
    QFETCH(QUrl, base);
    HttpClient client(base, Secret("key"), m_clock, {});
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    QCOMPARE(await(std::move(pending)).error().kind, ErrorKind::InvalidInput);
}

void OriginTest::pathsStayBelowTheBase_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("target"); // empty: refused
    QTest::newRow("plain") << QStringLiteral("lead/lead_1/") << QByteArray("/api/v1/lead/lead_1/");
    QTest::newRow("another host") << QStringLiteral("//evil.example/") << QByteArray();
    QTest::newRow("a whole URL") << QStringLiteral("https://evil.example/")
                                 << QByteArray("/api/v1/https://evil.example/");
    QTest::newRow("upwards") << QStringLiteral("../../oauth2/token/") << QByteArray();
    QTest::newRow("query mark") << QStringLiteral("lead/?a=b#c") << QByteArray("/api/v1/lead/%3Fa=b%23c");
    QTest::newRow("empty") << QString() << QByteArray();
}

void OriginTest::pathsStayBelowTheBase()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, target);
    WireServer server(answering(200, "{}"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, {});
    auto pending = client.send(Request(Method::Get, path));
    const auto result = await(std::move(pending));
    if (target.isEmpty()) {
        QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(server.seen().size(), 0);
        return;
    }
    QVERIFY(result.isOk());
    QCOMPARE(server.seen().constFirst().target, target);
}

void OriginTest::requestsSayWhatCloseNeeds()
{
    WireServer server(answering(200, "{}", "trace-id: 0123abcd\r\n"));
    HttpClient client(server.baseUrl(), Secret("yourapikey"), m_clock, {});
    Request request(Method::Get, QStringLiteral("activity/"));
    request.query.addQueryItem(QStringLiteral("date_created__gt"),
                               QStringLiteral("2026-06-19T12:00:00.5+00:00"));
    auto pending = client.send(request);
    const auto result = await(std::move(pending));
    QCOMPARE(result->requestId, QStringLiteral("0123abcd"));
    const auto &seen = server.seen().constFirst();
    QCOMPARE(seen.header("authorization"), QByteArray("Basic eW91cmFwaWtleTo=")); // Close's test vector
    QCOMPARE(seen.header("x-tz-offset"), QByteArray("0"));                        // the tests run in UTC
    QVERIFY(seen.header("accept-encoding").contains("gzip"));
    QVERIFY(seen.header("user-agent").startsWith("Leadline/"));
    QCOMPARE(seen.header("content-type"), QByteArray());
    QCOMPARE(seen.target, QByteArray("/api/v1/activity/?date_created__gt=2026-06-19T12:00:00.5%2B00:00"));
}

void OriginTest::cookiesAreIgnored()
{
    WireServer server(answering(200, "{}", "Set-Cookie: session=1; Path=/\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, {});
    for (int i = 0; i < 2; ++i) {
        auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
        QVERIFY(await(std::move(pending)).isOk());
    }
    QCOMPARE(server.seen().at(1).header("cookie"), QByteArray());
}

void OriginTest::loopbackNeedsNoProxy()
{
    qputenv("http_proxy", "http://192.0.2.1:3128");
    const auto proxies = [](const char *url) {
        return SystemProxy().queryProxy(QNetworkProxyQuery(QUrl(QString::fromLatin1(url))));
    };
    for (const char *url : {"http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://127.8.8.8/"})
        QCOMPARE(proxies(url).constFirst().type(), QNetworkProxy::NoProxy);
    QCOMPARE(proxies("http://api.example/").constFirst().hostName(), QStringLiteral("192.0.2.1"));
    qunsetenv("http_proxy");
}

QTEST_GUILESS_MAIN(OriginTest)
#include "origin_test.moc"
