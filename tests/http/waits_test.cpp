#include "services/http/httpclient.h"
#include "tests/http/wireserver.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

#include <sys/socket.h>

using namespace leadline;
using namespace leadline::test;
using std::chrono::milliseconds;

/// Who goes when, over real sockets: budgets, lanes, six at once, and the way out (reliability.md, cases 12,
/// 13, 15).
class WaitsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void case012_limitIsObeyed_data();
    void case012_limitIsObeyed();
    void writeIsNotRepeatedAfter429();
    void aQuestionIsRepeatedLikeARead();
    void bytesComeUndecoded();
    void otherGroupsGoOn();
    void case015_sixAtOnceInEachLane();
    void retryNowEndsThePause();
    void shutDownEndsEverything();
    void destructionEndsEverything();
    void destructionFromInsideAnAnswer();
    void destructionByTheOneWhoWaited();
    void deadConnectionsHoldNobodyUp();
    void timeOutsAmongBytesAreQuiet();

private:
    using Outcome = std::shared_ptr<Result<Response>>;
    [[nodiscard]] static Request get(const QString &path, Lane lane = Lane::Foreground);
    [[nodiscard]] static QCoro::Task<void> run(QCoro::Task<Result<Response>> task, Outcome outcome);
    [[nodiscard]] Outcome begin(HttpClient &client, Request request);
    [[nodiscard]] static bool isOver(const Outcome &outcome);
    std::unique_ptr<ManualClock> m_clock;
};

void WaitsTest::init()
{
    expectSilence();
    m_clock = std::make_unique<ManualClock>();
}

Request WaitsTest::get(const QString &path, Lane lane)
{
    Request request(Method::Get, path);
    request.lane = lane;
    return request;
}

QCoro::Task<void> WaitsTest::run(QCoro::Task<Result<Response>> task, Outcome outcome)
{
    *outcome = co_await std::move(task);
}

WaitsTest::Outcome WaitsTest::begin(HttpClient &client, Request request)
{
    auto outcome = std::make_shared<Result<Response>>();
    auto task = run(client.send(std::move(request)), outcome);
    Q_UNUSED(task); // runs on by itself
    return outcome;
}

bool WaitsTest::isOver(const Outcome &outcome)
{
    return outcome->isOk() || outcome->error().kind != ErrorKind::None;
}

void WaitsTest::case012_limitIsObeyed_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("waitMs");
    QTest::newRow("semicolons") << QByteArray("ratelimit: limit=240; remaining=0; reset=2\r\n") << 2'000;
    QTest::newRow("commas") << QByteArray("RateLimit: limit=100, remaining=0, reset=2.5\r\n") << 2'500;
    QTest::newRow("retry-after") << QByteArray("Retry-After: 7\r\n") << 7'000;
    QTest::newRow("the longer of both")
        << QByteArray("ratelimit: limit=240; remaining=0; reset=2\r\nRetry-After: 7\r\n") << 7'000;
    QTest::newRow("nothing said") << QByteArray() << 2'000;
}

void WaitsTest::case012_limitIsObeyed()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, waitMs);
    WireServer server([&server, headers](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write(server.seen().size() == 1 ? answer(429, {}, headers) : answer(200, "{}"));
    });
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, {});
    QSignalSpy retrying(&client, &HttpClient::retrying);
    const auto outcome = begin(client, get(QStringLiteral("lead/")));
    WAIT_FOR(retrying.count() == 1);
    WAIT_FOR(client.isHeldBack());
    QCOMPARE(client.percentFree(), 0);

    m_clock->advance(waitMs - 1);
    client.retryNow(); // a person's impatience does not bend the server's limit
    QTest::qWait(0);
    QVERIFY(client.isHeldBack());
    QCOMPARE(server.seen().size(), 1);

    m_clock->advance(1 + waitMs / 10); // the wait may be up to a tenth longer
    client.retryNow();
    WAIT_FOR(isOver(outcome));
    QVERIFY(outcome->isOk());
    QCOMPARE(server.seen().size(), 2);
    QVERIFY(!client.isHeldBack());
}

void WaitsTest::writeIsNotRepeatedAfter429()
{
    WireServer server(answering(429, {}, "Retry-After: 3\r\n"));
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, {});
    Request write(Method::Post, QStringLiteral("activity/call/"));
    write.body = QJsonObject();
    auto pending = client.send(write);
    const auto result = await(std::move(pending));
    QCOMPARE(result.error().kind, ErrorKind::RateLimited);
    QCOMPARE(result.error().retryAfter, milliseconds(3'000));
    // The next write of the group waits for the budget, not for luck.
    server.setScript(answering(200, "{}"));
    const auto next = begin(client, write);
    WAIT_FOR(client.isHeldBack());
    QCOMPARE(server.seen().size(), 1);
    m_clock->advance(3'300);
    WAIT_FOR(isOver(next)); // by its own timer this time
    QVERIFY(next->isOk());
}

void WaitsTest::aQuestionIsRepeatedLikeARead()
{
    WireServer server([&server](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write(server.seen().size() == 1 ? answer(503, {}) : answer(200, "{\"data\": []}"));
    });
    HttpClient::Limits quick;
    quick.backoffBase = quick.backoffCap = milliseconds(1);
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, quick);
    Request question(Method::Post, QStringLiteral("data/search/"));
    question.body = QJsonObject{{QStringLiteral("query"), 1}};
    question.isQuestion = true;
    auto pending = client.send(question);
    QVERIFY(await(std::move(pending)).isOk());
    QCOMPARE(server.seen().size(), 2);
    QCOMPARE(server.seen().last().method, "POST");
    QCOMPARE(server.seen().last().body, "{\"query\":1}");
    QCOMPARE(server.seen().last().header("content-type"), "application/json");
}

void WaitsTest::bytesComeUndecoded()
{
    WireServer server(answering(200, " {\"data\": [broken]} \n"));
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, {});
    Request request = get(QStringLiteral("lead/"));
    request.wantsBytes = true;
    request.isTriedOnce = true;
    auto pending = client.send(request);
    const auto page = await(std::move(pending));
    QVERIFY(page.isOk());
    QCOMPARE(page->bytes, "{\"data\": [broken]}");
    QVERIFY(page->json.isNull());
    for (const QByteArray &bad : {QByteArray("<html>{}</html>"), QByteArray(), QByteArray("{\"data\": [")}) {
        server.setScript(answering(200, bad));
        auto again = client.send(request);
        QCOMPARE(await(std::move(again)).error().kind, ErrorKind::NotClose);
    }
    server.setScript(answering(404, "{\"error\": \"gone\"}"));
    auto refused = client.send(request);
    QCOMPARE(await(std::move(refused)).error().kind, ErrorKind::NotFound);
}

void WaitsTest::otherGroupsGoOn()
{
    WireServer server([](QTcpSocket &socket, const WireServer::Seen &seen) {
        const bool isLead = seen.target.startsWith("/api/v1/lead/");
        socket.write(isLead ? answer(429, {}, "Retry-After: 60\r\n") : answer(200, "{}"));
    });
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, {});
    const auto lead = begin(client, get(QStringLiteral("lead/")));
    WAIT_FOR(client.isHeldBack());
    auto me = client.send(get(QStringLiteral("me/")));
    QVERIFY(await(std::move(me)).isOk());
    QVERIFY(!isOver(lead));
    client.shutDown();
    QCOMPARE(lead->error().kind, ErrorKind::Cancelled);
}

void WaitsTest::case015_sixAtOnceInEachLane()
{
    QList<QPointer<QTcpSocket>> background;
    QList<QPointer<QTcpSocket>> person;
    WireServer server([&](QTcpSocket &socket, const WireServer::Seen &seen) {
        (seen.target.contains("person") ? person : background) << &socket;
    });
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, {});
    QList<Outcome> outcomes;
    for (int i = 0; i < 10; ++i)
        outcomes << begin(client, get(QStringLiteral("background%1/").arg(i), Lane::Background));
    WAIT_FOR(background.size() == 6);
    for (int i = 0; i < 10; ++i)
        outcomes << begin(client, get(QStringLiteral("person%1/").arg(i)));
    WAIT_FOR(person.size() == 6); // although the background waits for all its answers

    // One ends, one begins: never more than six in a lane.
    for (auto *open : {&person, &background}) {
        for (int done = 0; done < 10; ++done) {
            WAIT_FOR(open->size() > done);
            QVERIFY(open->size() - done <= 6);
            open->at(done)->write(answer(200, "{}"));
        }
    }
    for (const Outcome &outcome : std::as_const(outcomes))
        WAIT_FOR(isOver(outcome));
}

void WaitsTest::retryNowEndsThePause()
{
    WireServer server(answering(503, {}));
    HttpClient::Limits limits;
    limits.backoffBase = std::chrono::hours(24);
    limits.backoffCap = std::chrono::hours(24);
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, limits);
    QSignalSpy retrying(&client, &HttpClient::retrying);
    const auto outcome = begin(client, get(QStringLiteral("me/")));
    WAIT_FOR(retrying.count() == 1);
    server.setScript(answering(200, "{}"));
    client.retryNow();
    WAIT_FOR(isOver(outcome));
    QVERIFY(outcome->isOk());
}

void WaitsTest::shutDownEndsEverything()
{
    WireServer server([](QTcpSocket &socket, const WireServer::Seen &seen) {
        if (seen.target.contains("pause"))
            socket.write(answer(503, {}, "Retry-After: 200\r\n"));
    });
    HttpClient client(server.baseUrl(), Secret("key"), *m_clock, {});
    QSignalSpy retrying(&client, &HttpClient::retrying);
    QList<Outcome> outcomes{begin(client, get(QStringLiteral("pause/")))};
    WAIT_FOR(retrying.count() == 1);
    for (int i = 0; i < 16; ++i)
        outcomes << begin(client,
                          get(QStringLiteral("lead/"), i % 2 == 0 ? Lane::Foreground : Lane::Background));
    WAIT_FOR(server.seen().size() == 13);
    client.shutDown();
    outcomes << begin(client, get(QStringLiteral("late/")));
    for (const Outcome &outcome : std::as_const(outcomes))
        QCOMPARE(outcome->error().kind, ErrorKind::Cancelled);
    QCOMPARE(server.seen().size(), 13);
}

void WaitsTest::destructionEndsEverything()
{
    WireServer server(silent());
    auto client =
        std::make_unique<HttpClient>(server.baseUrl(), Secret("key"), *m_clock, HttpClient::Limits());
    QList<Outcome> outcomes;
    for (int i = 0; i < 9; ++i)
        outcomes << begin(*client, i % 3 == 0 ? Request(Method::Delete, QStringLiteral("x/"))
                                              : get(QStringLiteral("lead/")));
    WAIT_FOR(server.seen().size() == 6);
    client.reset();
    for (const Outcome &outcome : std::as_const(outcomes))
        QCOMPARE(outcome->error().kind, ErrorKind::Cancelled);
}

void WaitsTest::destructionFromInsideAnAnswer()
{
    WireServer server(answering(200, "{}"));
    auto client =
        std::make_unique<HttpClient>(server.baseUrl(), Secret("key"), *m_clock, HttpClient::Limits());
    connect(client.get(), &HttpClient::answered, this, [&client] { client.reset(); });
    const auto first = begin(*client, get(QStringLiteral("me/")));
    const auto second = begin(*client, get(QStringLiteral("me/")));
    WAIT_FOR(isOver(first) && isOver(second));
    QVERIFY(!client);
    QCOMPARE(int(first->isOk()) + int(second->isOk()), 1);
}

namespace {

QCoro::Task<void> askAndDestroy(std::unique_ptr<HttpClient> *client, bool *isOver)
{
    Request request(Method::Get, QStringLiteral("me/"));
    {
        auto pending = (*client)->send(std::move(request));
        const auto result = co_await std::move(pending);
        *isOver = result.isOk();
    }
    client->reset(); // nothing of the client's own runs any more but the signal that brought the answer
}

} // namespace

void WaitsTest::destructionByTheOneWhoWaited()
{
    WireServer server(answering(200, "{}"));
    auto client =
        std::make_unique<HttpClient>(server.baseUrl(), Secret("key"), *m_clock, HttpClient::Limits());
    bool isAnswered = false;
    auto task = askAndDestroy(&client, &isAnswered);
    WAIT_FOR(!client);
    QVERIFY(isAnswered);
}

// A connection that was kept alive is cut and the port is closed before Qt has noticed: Qt 6.4 loses a
// request then. The next try leaves through a connection of its own.
void WaitsTest::deadConnectionsHoldNobodyUp()
{
    QList<QPointer<QTcpSocket>> open;
    const WireServer::Script good = [&open](QTcpSocket &socket, const WireServer::Seen &) {
        open << &socket;
        socket.write(answer(200, "{}"));
    };
    HttpClient::Limits limits;
    limits.getTimeout = milliseconds(200); // what Qt loses ends here, and once only
    limits.maxTries = 2;
    limits.backoffBase = milliseconds(1);
    qint64 longest = 0;
    for (int round = 0; round < 30; ++round) {
        auto server = std::make_unique<WireServer>(good);
        HttpClient client(server->baseUrl(), Secret("key"), *m_clock, limits);
        auto first = client.send(get(QStringLiteral("me/")));
        QVERIFY(await(std::move(first)).isOk());
        for (const auto &socket : std::as_const(open)) {
            if (socket) {
                const linger hard{1, 0};
                ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
                socket->abort();
            }
        }
        open.clear();
        server.reset();
        if (round % 3 == 1)
            QTest::qWait(1);
        else if (round % 3 == 2)
            QTest::qWait(10);
        QElapsedTimer timer;
        timer.start();
        auto second = client.send(get(QStringLiteral("me/")));
        QVERIFY(!await(std::move(second)).isOk());
        longest = std::max(longest, timer.elapsed());
    }
    QVERIFY2(longest < 1'000, qPrintable(QString::number(longest)));
}

// Bytes may still be on their way to us when the time is up.
void WaitsTest::timeOutsAmongBytesAreQuiet()
{
    QList<QPointer<QTcpSocket>> open;
    WireServer server([&open](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");
        open << &socket;
    });
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&open] {
        for (const auto &socket : std::as_const(open)) {
            if (socket)
                socket->write(QByteArray(500, ' '));
        }
    });
    drip.start(0);
    for (int round = 0; round < 60; ++round) {
        HttpClient::Limits limits;
        limits.maxTries = 1;
        limits.getTimeout = milliseconds(1);
        limits.deadline = milliseconds(1 + round % 12);
        HttpClient client(server.baseUrl(), Secret("key"), *m_clock, limits);
        auto pending = client.send(get(QStringLiteral("me/")));
        QVERIFY(!await(std::move(pending)).isOk());
    }
}

QTEST_GUILESS_MAIN(WaitsTest)
#include "waits_test.moc"
