#include "services/sandbox/faultproxy.h"
#include "tests/sandboxwire/metafixture.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTcpServer>
#include <QThread>

using namespace leadline::sandbox;
using namespace leadline::test;

/// The server as the program uses it: its options, its log, a thread of its own, the proxy in front.
class TestSandboxServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void baseUrlIsTheOneThatAnswers();
    void takenPortIsAnError();
    void chosenKeyAloneOpens();
    void logHasEveryRequestButControl();
    void oauthSpeaksOfTheOrganization();
    void timeIsInjected();
    void runsOnAThreadOfItsOwn();
    void proxyLosesTheAnswerNotTheCall();
    void peopleCanDamageConnections();
    void weatherDelaysRefusesAndCuts();
    void everyResourceIsThere_data();
    void everyResourceIsThere();

private:
    static Server::Options options();
    MetaFixture m_close;
};

void TestSandboxServer::init()
{
    expectSilence();
}

Server::Options TestSandboxServer::options()
{
    Server::Options options = MetaFixture::options();
    options.rateLimit = 240;
    return options;
}

void TestSandboxServer::baseUrlIsTheOneThatAnswers()
{
    Server server(options());
    QCOMPARE(server.listen(), QString());
    QCOMPARE(server.baseUrl().host(), QStringLiteral("127.0.0.1"));
    QCOMPARE(server.baseUrl().path(), QStringLiteral("/api/v1/"));
    WebClient client(quint16(server.baseUrl().port()));
    QCOMPARE(client.call("GET", "/api/v1/me/").json()[u"id"].toString(), server.store().currentUserId());
}

void TestSandboxServer::takenPortIsAnError()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Server::Options taken = options();
    taken.port = other.serverPort();
    Server server(taken);
    QVERIFY(!server.listen().isEmpty());
}

void TestSandboxServer::chosenKeyAloneOpens()
{
    Server::Options own = options();
    own.apiKey = "api_mine";
    Server server(own);
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    QCOMPARE(client.request("GET", "/api/v1/me/", WebClient::basic("api_mine")).status, 200);
    QCOMPARE(client.call("GET", "/api/v1/me/").status, 401);
}

void TestSandboxServer::logHasEveryRequestButControl()
{
    Server server(options());
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    client.call("GET", "/api/v1/lead/?_limit=1");
    client.request("GET", "/api/v1/me/");
    client.request("POST", "/sandbox/fault/", {}, R"({"fault": "unavailable", "method": "GET"})");
    QCOMPARE(client.call("GET", "/api/v1/user/").status, 503);
    QCOMPARE(server.requestLog(),
             (QStringList{QStringLiteral("GET /api/v1/lead/"), QStringLiteral("GET /api/v1/me/"),
                          QStringLiteral("GET /api/v1/user/")}));
    QVERIFY(server.faults().isEmpty());
}

void TestSandboxServer::weatherDelaysRefusesAndCuts()
{
    Server::Options slow = options();
    slow.weather.latencyMs = 60;
    Server late(slow);
    QCOMPARE(late.listen(), QString());
    WebClient patient(quint16(late.baseUrl().port()));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(patient.call("GET", "/api/v1/me/").status, 200);
    QVERIFY(timer.elapsed() >= 59);

    Server::Options busy = options();
    busy.weather.rateLimitedShare = 1;
    Server limited(busy);
    QCOMPARE(limited.listen(), QString());
    WebClient refused(quint16(limited.baseUrl().port()));
    QCOMPARE(refused.call("GET", "/api/v1/me/").status, 429);

    Server::Options stormy = options();
    stormy.weather.resetShare = 1;
    Server cut(stormy);
    QCOMPARE(cut.listen(), QString());
    const int before = cut.store().count(Kind::Lead);
    WebClient unlucky(quint16(cut.baseUrl().port()));
    QCOMPARE(unlucky.call("POST", "/api/v1/lead/", R"({"name": "Storm Ltd"})").status, 0);
    QCOMPARE(cut.store().count(Kind::Lead), before + 1); // applied, the answer lost
}

void TestSandboxServer::oauthSpeaksOfTheOrganization()
{
    Server::Options own = options();
    own.oauthClientId = QStringLiteral("mine");
    own.oauthClientSecret = QStringLiteral("hush");
    own.accessTokenSeconds = 60;
    Server server(own);
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    const WebAnswer page = client.request(
        "GET",
        "/oauth2/authorize/?client_id=mine&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2F");
    const QByteArray code = page.headers.value("location").split('=').last();
    const WebAnswer tokens =
        client.request("POST", "/oauth2/token/", "Content-Type: application/x-www-form-urlencoded\r\n",
                       "grant_type=authorization_code&client_id=mine&client_secret=hush&code=" + code);
    QCOMPARE(tokens.json()[u"organization_id"], server.store().organization()[u"id"]);
    QCOMPARE(tokens.json()[u"user_id"].toString(), server.store().currentUserId());
    QCOMPARE(tokens.json()[u"expires_in"], 60);
    const QByteArray bearer =
        "Authorization: Bearer " + tokens.json()[u"access_token"].toString().toLatin1() + "\r\n";
    QCOMPARE(client.request("GET", "/api/v1/me/", bearer).json()[u"id"], tokens.json()[u"user_id"]);
}

void TestSandboxServer::timeIsInjected()
{
    qint64 now = 5;
    Server::Options timed = options();
    timed.rateLimit = 1;
    timed.monotonicMs = [&now] { return now; };
    Server server(timed);
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    QCOMPARE(client.call("GET", "/api/v1/me/").status, 200);
    QCOMPARE(client.call("GET", "/api/v1/me/").status, 429);
    now += 8'000;
    QCOMPARE(client.call("GET", "/api/v1/me/").status, 200);
}

void TestSandboxServer::runsOnAThreadOfItsOwn()
{
    QThread thread;
    auto *server = new Server(options());
    server->moveToThread(&thread);
    connect(&thread, &QThread::finished, server, &QObject::deleteLater);
    thread.start();
    QString problem = QStringLiteral("not asked");
    QMetaObject::invokeMethod(
        server, [&] { problem = server->listen(); }, Qt::BlockingQueuedConnection);
    QCOMPARE(problem, QString());
    server->faults().add({.fault = Fault::Unavailable, .path = QStringLiteral("user/")});
    WebClient client(quint16(server->baseUrl().port()));
    QCOMPARE(client.call("GET", "/api/v1/me/").status, 200);
    QCOMPARE(client.call("GET", "/api/v1/user/").status, 503);
    QCOMPARE(server->requestLog().size(), 2);
    thread.quit();
    QVERIFY(thread.wait(10000));
}

void TestSandboxServer::proxyLosesTheAnswerNotTheCall()
{
    Server server(options());
    QCOMPARE(server.listen(), QString());
    FaultProxy proxy(server.baseUrl());
    QCOMPARE(proxy.listen(), QString());
    WebClient client(quint16(proxy.baseUrl().port()));
    const QByteArray lead =
        client.call("GET", "/api/v1/lead/?_limit=1").json()[u"data"][0][u"id"].toString().toLatin1();
    const QByteArray body =
        "{\"lead_id\": \"" + lead + "\", \"direction\": \"outbound\", \"note\": \"lost answer\"}";
    const auto calls = [&] {
        WebClient direct(quint16(server.baseUrl().port()));
        const QByteArray answer = direct.call("GET", "/api/v1/activity/call/?lead_id=" + lead).body;
        return answer.count("lost answer");
    };
    const auto before = calls();
    proxy.next(WireFault::ResetBefore, "POST", QStringLiteral("activity/call/"));
    QCOMPARE(client.call("POST", "/api/v1/activity/call/", body).status, 0);
    QCOMPARE(calls(), before);
    proxy.next(WireFault::ResetAfter, "POST", QStringLiteral("activity/call/"));
    QCOMPARE(client.call("POST", "/api/v1/activity/call/", body).status, 0);
    QVERIFY(calls() > before);
    QCOMPARE(server.requestLog().count(QStringLiteral("POST /api/v1/activity/call/")), 1);
}

void TestSandboxServer::peopleCanDamageConnections()
{
    Server::Options withProxy = options();
    withProxy.proxyPort = 0;
    Server server(withProxy);
    QCOMPARE(server.listen(), QString());
    QVERIFY(server.proxyUrl().port() != server.baseUrl().port());
    WebClient direct(quint16(server.baseUrl().port()));
    const auto order = [&direct](const QByteArray &json) {
        return direct.request("POST", "/sandbox/fault/", {}, json).status;
    };
    const auto read = [&server] {
        return WebClient(quint16(server.proxyUrl().port())).call("GET", "/api/v1/me/").status;
    };
    QCOMPARE(read(), 200);
    for (const char *name : {"reset_before", "reset_after", "close_after", "cut_answer"}) {
        QCOMPARE(order("{\"fault\": \"" + QByteArray(name) + "\", \"method\": \"get\", \"path\": \"me/\"}"),
                 200);
        QCOMPARE(read(), 0);
        QCOMPARE(read(), 200);
    }
    QCOMPARE(order(R"({"fault": "slow_answer", "bytes": 1000000})"), 200);
    QCOMPARE(read(), 200);
    QCOMPARE(order(R"({"fault": "refuse"})"), 200);
    QCOMPARE(read(), 0);
    QCOMPARE(direct.request("DELETE", "/sandbox/fault/").status, 200);
    QCOMPARE(read(), 200);
    QCOMPARE(order(R"({"fault": "earthquake"})"), 400);
    // Without a proxy its names mean nothing.
    WebClient other(quint16(m_close.server().baseUrl().port()));
    QCOMPARE(other.request("POST", "/sandbox/fault/", {}, R"({"fault": "stall"})").status, 400);
    QVERIFY(m_close.server().proxyUrl().isEmpty());
}

void TestSandboxServer::everyResourceIsThere_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"lead",
                             "contact",
                             "opportunity",
                             "task",
                             "activity",
                             "activity/note",
                             "activity/call",
                             "activity/email",
                             "activity/emailthread",
                             "activity/sms",
                             "activity/whatsapp_message",
                             "activity/meeting",
                             "activity/custom",
                             "activity/created",
                             "activity/status_change/lead",
                             "activity/status_change/opportunity",
                             "activity/task_completed",
                             "activity/lead_merge",
                             "activity/form_submission",
                             "me",
                             "user",
                             "status/lead",
                             "status/opportunity",
                             "pipeline",
                             "custom_field/lead",
                             "custom_field/shared",
                             "custom_field_schema/contact",
                             "custom_activity",
                             "saved_search",
                             "phone_number",
                             "event",
                             "email_template",
                             "sms_template",
                             "outcome",
                             "webhook",
                             "group",
                             "role",
                             "user/availability"})
        QTest::newRow(path) << QByteArray(path);
}

void TestSandboxServer::everyResourceIsThere()
{
    QFETCH(QByteArray, path);
    const WebAnswer answer = m_close.send("GET", path + "/");
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.json().isEmpty());
}

QTEST_GUILESS_MAIN(TestSandboxServer)
#include "tst_sandboxserver.moc"
