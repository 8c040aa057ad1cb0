#include "services/http/httpclient.h"
#include "tests/http/certificates.h"
#include "tests/http/fulldoor.h"
#include "tests/http/wireserver.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QProcess>
#include <QTemporaryFile>
#include <QTimer>

using namespace leadline;
using namespace leadline::test;
using std::chrono::milliseconds;

namespace {

bool hasBothAddresses()
{
    const QList<QHostAddress> addresses = QHostInfo::fromName(QStringLiteral("localhost")).addresses();
    return addresses.contains(QHostAddress(QHostAddress::LocalHostIPv6)) &&
           addresses.contains(QHostAddress(QHostAddress::LocalHost));
}

/// Runs the function once more where `localhost` has both, in a mount namespace with an /etc/hosts of its
/// own. Empty if it passed there.
QByteArray againWithBothAddresses(const char *function)
{
    if (qEnvironmentVariableIsSet("LEADLINE_OWN_HOSTS"))
        return "no namespace";
    QTemporaryFile hosts;
    if (!hosts.open() || hosts.write("127.0.0.1 localhost\n::1 localhost\n") < 0 || !hosts.flush())
        return "no file";
    QProcess again;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LEADLINE_OWN_HOSTS"), QStringLiteral("1"));
    again.setProcessEnvironment(environment);
    again.start(QStringLiteral("unshare"),
                {QStringLiteral("-rm"), QStringLiteral("sh"), QStringLiteral("-c"),
                 QStringLiteral("mount --bind \"$0\" /etc/hosts || exit 99; exec \"$@\""), hosts.fileName(),
                 QCoreApplication::applicationFilePath(), QString::fromLatin1(function)});
    const bool isOver = again.waitForFinished(60'000);
    const QByteArray said = again.readAllStandardOutput();
    if (!isOver || !said.contains("Totals:") || said.contains("SKIP"))
        return "no namespace";
    return again.exitCode() == 0 ? QByteArray() : said;
}

} // namespace

/// Roads to Close that end before it: connection attempts without an answer, TLS that is none, a clock that
/// is wrong; and the half answers that come back over broken ones.
class RoadsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_certificates.isReady(), "the openssl command made no certificates"); }
    void init() { expectSilence(); }
    void case002_attemptsWithoutAnAnswerEndInTime();
    void case006_halfAHead_data();
    void case006_halfAHead();
    void case017_writesAreNotRepeatedAfter5xx_data();
    void case017_writesAreNotRepeatedAfter5xx();
    void case022_weakTlsIsRefused_data();
    void case022_weakTlsIsRefused();
    void case023_aCertificateOfAnotherTimeBlamesTheClock_data();
    void case023_aCertificateOfAnotherTimeBlamesTheClock();
    void case026_whatTheStatusMeans_data();
    void case026_whatTheStatusMeans();
    void case030_ipv4WorksWhereIpv6IsBroken();

private:
    [[nodiscard]] static HttpClient::Limits quick();
    [[nodiscard]] static Request note();
    [[nodiscard]] static Request me() { return Request(Method::Get, QStringLiteral("me/")); }
    Certificates m_certificates;
    SystemClock m_clock;
};

HttpClient::Limits RoadsTest::quick()
{
    HttpClient::Limits limits;
    limits.backoffBase = milliseconds(1);
    limits.connectTimeout = milliseconds(300);
    limits.maxTries = 2;
    return limits;
}

Request RoadsTest::note()
{
    Request request(Method::Post, QStringLiteral("activity/note/"));
    request.body = QJsonObject{{QStringLiteral("note"), QStringLiteral("once")}};
    return request;
}

void RoadsTest::case002_attemptsWithoutAnAnswerEndInTime()
{
    QCOMPARE(HttpClient::Limits().connectTimeout, milliseconds(10'000));
    const FullDoor door(QHostAddress::LocalHost);
    QVERIFY(door.port() > 0);
    HttpClient client(QUrl(QStringLiteral("http://127.0.0.1:%1/api/v1/").arg(door.port())), Secret("key"),
                      m_clock, quick());
    qint64 longestStop = 0; // of the window's thread
    QElapsedTimer sinceTick;
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this,
            [&] { longestStop = std::max(longestStop, sinceTick.restart()); });
    sinceTick.start();
    ticks.start(5);
    QElapsedTimer elapsed;
    elapsed.start();

    auto writing = client.send(note());
    const auto written = await(std::move(writing));
    QCOMPARE(written.error().kind, ErrorKind::Unreached);
    QVERIFY(written.error().isCertainlyNotApplied());
    QVERIFY(elapsed.elapsed() >= 250);

    auto reading = client.send(me());
    const auto read = await(std::move(reading));
    QCOMPARE(read.error().kind, ErrorKind::Timeout); // after two tries
    QVERIFY2(elapsed.elapsed() < 3'000, qPrintable(QString::number(elapsed.elapsed())));
    QVERIFY2(longestStop < 200, qPrintable(QString::number(longestStop)));
}

void RoadsTest::case006_halfAHead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("half a status line") << QByteArray("HTTP/1.1 20");
    QTest::newRow("no header") << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
}

void RoadsTest::case006_halfAHead()
{
    QFETCH(QByteArray, bytes);
    WireServer server(saying(bytes));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto writing = client.send(note());
    const auto written = await(std::move(writing));
    QCOMPARE(written.error().kind, ErrorKind::ConnectionLost);
    QVERIFY(!written.error().isCertainlyNotApplied());

    int answers = 0;
    server.setScript([&answers, bytes](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write(++answers == 1 ? bytes : answer(200, "{}"));
        socket.disconnectFromHost();
    });
    auto reading = client.send(me());
    QVERIFY(await(std::move(reading)).isOk());
    QCOMPARE(server.count("POST"), 1);
    QVERIFY(server.count("GET") >= 2);
}

void RoadsTest::case017_writesAreNotRepeatedAfter5xx_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {500, 502, 503, 504, 599})
        QTest::addRow("%d", status) << status;
}

void RoadsTest::case017_writesAreNotRepeatedAfter5xx()
{
    QFETCH(int, status);
    WireServer server(answering(status, R"({"error": "broken"})", "Retry-After: 0\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    for (const Method method : {Method::Post, Method::Put, Method::Delete}) {
        Request write = note();
        write.method = method;
        auto pending = client.send(write);
        const auto result = await(std::move(pending));
        QCOMPARE(result.error().kind, ErrorKind::ServerError);
        QVERIFY(!result.error().isCertainlyNotApplied());
    }
    QCOMPARE(server.seen().size(), 3);
}

void RoadsTest::case022_weakTlsIsRefused_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char *name, const char *options, bool isGood) {
        QTest::newRow(name) << QString::fromLatin1(options).split(u' ') << isGood;
    };
    row("TLS 1.0", "-tls1 -cipher ALL:@SECLEVEL=0", false);
    row("TLS 1.1", "-tls1_1 -cipher ALL:@SECLEVEL=0", false);
    row("nothing encrypted", "-tls1_2 -cipher NULL-SHA256:@SECLEVEL=0", false);
    row("nobody proves who it is", "-tls1_2 -cipher ADH-AES128-GCM-SHA256:@SECLEVEL=0", false);
    row("TLS 1.2", "-tls1_2", true);
    row("TLS 1.3", "-tls1_3", true);
}

void RoadsTest::case022_weakTlsIsRefused()
{
    QFETCH(QStringList, options);
    QFETCH(bool, isGood);
    QProcess server;
    server.setWorkingDirectory(m_certificates.folder());
    server.start(QStringLiteral("openssl"), QStringList{QStringLiteral("s_server"), QStringLiteral("-accept"),
                                                        QStringLiteral("127.0.0.1:0"),
                                                        QStringLiteral("-cert"), QStringLiteral("right.pem"),
                                                        QStringLiteral("-key"), QStringLiteral("right.key")} +
                                                options);
    QByteArray said;
    static const QRegularExpression port(QStringLiteral("ACCEPT 127\\.0\\.0\\.1:(\\d+)"));
    const auto found = [&said] { return port.match(QString::fromLatin1(said)); };
    while (!found().hasMatch() && server.waitForReadyRead(10'000))
        said += server.readAllStandardOutput();
    QVERIFY2(found().hasMatch(), server.readAllStandardError().constData());

    HttpClient::Limits once = quick();
    once.maxTries = 1;
    once.getTimeout = milliseconds(1'000);
    HttpClient client(QUrl(QStringLiteral("https://127.0.0.1:%1/api/v1/").arg(found().captured(1))),
                      Secret("key"), m_clock, once);
    client.setExtraCaCertificates({m_certificates.authority()});
    auto pending = client.send(me());
    const auto result = await(std::move(pending));
    server.kill();
    server.waitForFinished();
    QCOMPARE(result.error().kind, isGood ? ErrorKind::Timeout : ErrorKind::Tls); // it hears, and says nothing
}

void RoadsTest::case023_aCertificateOfAnotherTimeBlamesTheClock_data()
{
    QTest::addColumn<QSslConfiguration>("tls");
    QTest::addColumn<bool>("isAboutTheClock");
    QTest::newRow("not yet valid") << m_certificates.nextYear() << true;
    QTest::newRow("no longer valid") << m_certificates.expired() << true;
    QTest::newRow("another host") << m_certificates.wrongHost() << false;
    QTest::newRow("unknown authority") << m_certificates.selfSigned() << false;
}

void RoadsTest::case023_aCertificateOfAnotherTimeBlamesTheClock()
{
    QFETCH(QSslConfiguration, tls);
    QFETCH(bool, isAboutTheClock);
    WireServer server(answering(200, "{}"), tls);
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    client.setExtraCaCertificates({m_certificates.authority()});
    for (const Request &request : {me(), note()}) {
        auto pending = client.send(request);
        const auto result = await(std::move(pending));
        QCOMPARE(result.error().kind, ErrorKind::Tls);
        QCOMPARE(result.error().isClockInDoubt, isAboutTheClock);
    }
    QCOMPARE(server.seen().size(), 0);
}

void RoadsTest::case026_whatTheStatusMeans_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("401") << 401 << ErrorKind::Unauthorized;
    QTest::newRow("402") << 402 << ErrorKind::PaymentRequired;
    QTest::newRow("403") << 403 << ErrorKind::Forbidden;
}

void RoadsTest::case026_whatTheStatusMeans()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, kind);
    WireServer server(answering(200, "{}"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto good = client.send(me()); // the key was valid a moment ago
    QVERIFY(await(std::move(good)).isOk());
    server.setScript(answering(status, R"({"error": "no longer"})"));
    for (const Request &request : {me(), note()}) {
        auto pending = client.send(request);
        const auto result = await(std::move(pending));
        QCOMPARE(result.error().kind, kind);
        QCOMPARE(result.error().message, QStringLiteral("no longer"));
        QVERIFY(result.error().isCertainlyNotApplied());
    }
    QCOMPARE(server.seen().size(), 3); // nothing is asked twice
}

void RoadsTest::case030_ipv4WorksWhereIpv6IsBroken()
{
    if (!hasBothAddresses()) {
        const QByteArray trouble = againWithBothAddresses("case030_ipv4WorksWhereIpv6IsBroken");
        if (trouble == "no namespace")
            QSKIP("this machine has no name with addresses of both kinds, and gives none for a test");
        QVERIFY2(trouble.isEmpty(), trouble.constData());
        return;
    }
    WireServer server(answering(200, "{}"));
    const auto port = quint16(server.baseUrl().port());
    const FullDoor broken(QHostAddress::LocalHostIPv6, port);
    QCOMPARE(broken.port(), port);
    HttpClient client(QUrl(QStringLiteral("http://localhost:%1/api/v1/").arg(port)), Secret("key"), m_clock,
                      HttpClient::Limits());
    for (const Request &request : {me(), note()}) {
        QElapsedTimer elapsed;
        elapsed.start();
        auto pending = client.send(request);
        QVERIFY(await(std::move(pending)).isOk());
        QVERIFY2(elapsed.elapsed() < 1'000, qPrintable(QString::number(elapsed.elapsed())));
    }
    QCOMPARE(server.count("POST"), 1);
}

QTEST_GUILESS_MAIN(RoadsTest)
#include "roads_test.moc"
