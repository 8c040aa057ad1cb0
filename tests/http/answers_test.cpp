#include "services/http/httpclient.h"
#include "tests/http/wireserver.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTimer>

using namespace leadline;
using namespace leadline::test;
using std::chrono::milliseconds;

/// Bad answers over real sockets: late, cut, too big, not Close's (reliability.md, cases 4 to 8, 16, 20 and
/// 32).
class AnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { expectSilence(); }
    void case004_silenceTimesOut();
    void case005_dripEndsAtTheDeadline();
    void case007_cutBodyIsLost();
    void case033_tooBigIsRefused();
    void compressedAnswersAreRead();
    void case032_bombIsRefused_data();
    void case032_bombIsRefused();
    void case020_strangersAreNotClose_data();
    void case020_strangersAreNotClose();
    void case016_getsAreTriedAgain_data();
    void case016_getsAreTriedAgain();
    void getsGiveUp();
    void emptyDeleteAnswers();

private:
    [[nodiscard]] static HttpClient::Limits quick();
    [[nodiscard]] static QByteArray gzip(const QByteArray &bytes);
    SystemClock m_clock;
};

HttpClient::Limits AnswersTest::quick()
{
    HttpClient::Limits limits;
    limits.getTimeout = milliseconds(300);
    limits.deadline = milliseconds(1'500);
    limits.backoffBase = milliseconds(1);
    limits.maxTries = 1;
    limits.maxAnswerBytes = 1'000'000;
    return limits;
}

QByteArray AnswersTest::gzip(const QByteArray &bytes)
{
    QProcess gzip;
    gzip.start(QStringLiteral("gzip"), {QStringLiteral("-c")});
    gzip.write(bytes);
    gzip.closeWriteChannel();
    gzip.waitForFinished();
    return gzip.readAllStandardOutput();
}

void AnswersTest::case004_silenceTimesOut()
{
    WireServer server(silent());
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    QCOMPARE(await(std::move(pending)).error().kind, ErrorKind::Timeout);
}

void AnswersTest::case005_dripEndsAtTheDeadline()
{
    // A byte every 50 ms keeps the idle timeout of 300 ms quiet for ever.
    WireServer server([](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
        auto *timer = new QTimer(&socket);
        connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write(" "); });
        timer->start(milliseconds(50));
    });
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    QElapsedTimer elapsed;
    elapsed.start();
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    const auto result = await(std::move(pending));
    QCOMPARE(result.error().kind, ErrorKind::Timeout);
    QCOMPARE(result.error().httpStatus, 200);
    QVERIFY(elapsed.elapsed() >= 1'400);
}

void AnswersTest::case007_cutBodyIsLost()
{
    for (const QByteArray &head :
         {QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"a\": 1}"),
          QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\": 1,\r\n")}) {
        WireServer server(saying(head));
        HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
        auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
        const auto result = await(std::move(pending));
        QVERIFY2(!result, head.constData());
        QCOMPARE(result.error().kind, ErrorKind::ConnectionLost);
    }
}

void AnswersTest::case033_tooBigIsRefused()
{
    const QByteArray big = "{\"a\": \"" + QByteArray(1'100'000, 'x') + "\"}";
    WireServer server(answering(200, big));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    QCOMPARE(await(std::move(pending)).error().kind, ErrorKind::TooLarge);
}

void AnswersTest::compressedAnswersAreRead()
{
    const QByteArray body = "{\"a\": \"" + QByteArray(900'000, 'x') + "\"}";
    WireServer server(answering(200, gzip(body), "Content-Encoding: gzip\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    const auto result = await(std::move(pending));
    QVERIFY(result.isOk());
    QCOMPARE(result->json[QLatin1String("a")].toString().size(), 900'000);
}

void AnswersTest::case032_bombIsRefused_data()
{
    QTest::addColumn<int>("megabytes");
    QTest::newRow("just over the limit") << 2;
    QTest::newRow("a hundred times") << 100;
}

void AnswersTest::case032_bombIsRefused()
{
    QFETCH(int, megabytes);
    const QByteArray packed = gzip("{\"a\": \"" + QByteArray(megabytes * 1'000'000, 'x') + "\"}");
    QVERIFY(packed.size() < 200'000);
    WireServer server(answering(200, packed, "Content-Encoding: gzip\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    QCOMPARE(await(std::move(pending)).error().kind, ErrorKind::TooLarge);
}

void AnswersTest::case020_strangersAreNotClose_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("login page") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>");
    QTest::newRow("JSON as HTML") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("broken JSON") << answer(200, "{\"a\": ");
    QTest::newRow("text") << answer(200, "ok");
    QTest::newRow("nothing") << answer(200, {});
    QTest::newRow("404 page") << QByteArray(
        "HTTP/1.1 404 No\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>");
    QTest::newRow("511") << answer(511, {});
    QTest::newRow("not gzip") << answer(200, "{}", "Content-Encoding: gzip\r\n");
}

void AnswersTest::case020_strangersAreNotClose()
{
    QFETCH(QByteArray, bytes);
    WireServer server(saying(bytes));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    QSignalSpy answered(&client, &HttpClient::answered);
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    const auto result = await(std::move(pending));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotClose);
    QCOMPARE(answered.count(), 0);
}

void AnswersTest::case016_getsAreTriedAgain_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<int>("reason");
    QTest::newRow("502") << answer(502, "<html>bad gateway</html>") << int(ErrorKind::ServerError);
    QTest::newRow("503") << answer(503, {}) << int(ErrorKind::ServerError);
    QTest::newRow("504") << answer(504, {}) << int(ErrorKind::ServerError);
    QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{")
                         << int(ErrorKind::ConnectionLost);
}

void AnswersTest::case016_getsAreTriedAgain()
{
    QFETCH(QByteArray, first);
    QFETCH(int, reason);
    WireServer server([&server, first](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write(server.seen().size() < 3 ? first : answer(200, "{}"));
        socket.disconnectFromHost();
    });
    HttpClient::Limits limits = quick();
    limits.maxTries = 6;
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, limits);
    QList<ErrorKind> reasons;
    connect(&client, &HttpClient::retrying, this, [&](const ApiError &error) { reasons << error.kind; });
    QSignalSpy answered(&client, &HttpClient::answered);
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    QVERIFY(await(std::move(pending)).isOk());
    QCOMPARE(server.seen().size(), 3);
    QCOMPARE(reasons, QList<ErrorKind>(2, ErrorKind(reason)));
    QCOMPARE(answered.count(), 1);
}

void AnswersTest::getsGiveUp()
{
    WireServer server(answering(503, {}));
    HttpClient::Limits limits = quick();
    limits.maxTries = 4;
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, limits);
    auto pending = client.send(Request(Method::Get, QStringLiteral("me/")));
    const auto result = await(std::move(pending));
    QCOMPARE(result.error().kind, ErrorKind::ServerError);
    QCOMPARE(result.error().httpStatus, 503);
    QCOMPARE(server.seen().size(), 4);

    server.setScript(answering(500, R"({"error": "broken"})"));
    auto broken = client.send(Request(Method::Get, QStringLiteral("me/")));
    QCOMPARE(await(std::move(broken)).error().message, QStringLiteral("broken"));
    QCOMPARE(server.seen().size(), 5);
}

void AnswersTest::emptyDeleteAnswers()
{
    WireServer server(saying("HTTP/1.1 204 No Content\r\n\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), m_clock, quick());
    auto pending = client.send(Request(Method::Delete, QStringLiteral("comment/comm_1/")));
    const auto result = await(std::move(pending));
    QVERIFY(result.isOk());
    QVERIFY(result->json.isNull());
    QCOMPARE(server.seen().constFirst().header("content-length"), QByteArray("0"));
}

QTEST_GUILESS_MAIN(AnswersTest)
#include "answers_test.moc"
