#include "services/sandbox/server.h"
#include "tests/sandboxwire/metafixture.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace leadline::test {

using namespace Qt::Literals::StringLiterals;

/// Clients that were written for Close work against the sandbox unchanged: the headers and habits of the
/// official Python client and of Close's own scripts (close-api.md 1.1, 1.4, 2, 9.26).
class TestSandboxClients : public QObject
{
    Q_OBJECT
private:
    /// What python-requests sends for the official client.
    static QByteArray headers(bool hasBody)
    {
        QByteArray lines = "User-Agent: Close/2.1 python (python-requests/2.31.0)\r\n"
                           "Accept: */*\r\n"
                           "Connection: keep-alive\r\n"
                           "X-TZ-Offset: -0.0\r\n" +
                           WebClient::basic("api_sandbox.leadline");
        return hasBody ? lines + "Content-Type: application/json\r\n" : lines;
    }
    WebAnswer call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                   const QByteArray &extra = {})
    {
        return m_client->request(method, "/api/v1/" + path, headers(!body.isEmpty()) + extra, body);
    }
    /// As its scripts page: the number of items received is added to `_skip` until nothing more is there.
    QStringList pageThrough(const QByteArray &resource, int limit)
    {
        QStringList ids;
        bool hasMore = true;
        while (hasMore && ids.size() < 10'000) {
            const QByteArray query = "/?_skip=" + QByteArray::number(ids.size()) +
                                     "&_limit=" + QByteArray::number(limit) + "&_fields=id";
            const QJsonObject page = call("GET", resource + query).json();
            ids += idsOf(page[u"data"]);
            hasMore = page[u"has_more"].toBool();
        }
        return ids;
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void theOfficialHeadersAreRead();
    void pageLoopsEnd_data();
    void pageLoopsEnd();
    void longFiltersTravelInABody();
    void clientsLimitedToPost_data();
    void clientsLimitedToPost();
    void wholeObjectsArePostedBack();
    void eventsAreReadAsTheScriptsDo();
    void anApplicationInvitesAMember();

private:
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<WebClient> m_client;
};

void TestSandboxClients::init()
{
    expectSilence();
    m_server = std::make_unique<sandbox::Server>(MetaFixture::options());
    QCOMPARE(m_server->listen(), QString());
    m_client = std::make_unique<WebClient>(quint16(m_server->baseUrl().port()));
}

void TestSandboxClients::cleanup()
{
    m_client.reset();
    m_server.reset();
}

void TestSandboxClients::theOfficialHeadersAreRead()
{
    const WebAnswer me = call("GET", "me/");
    QCOMPARE(me.status, 200);
    const QJsonObject lead = call("POST", "lead/", R"({"name": "Lakeside"})").json();
    const QByteArray task = R"({"lead_id": ")" + lead[u"id"].toString().toLatin1() + R"(", "text": "Call"})";
    const WebAnswer made = call("POST", "task/", task);
    QCOMPARE(made.status, 200);
    QCOMPARE(made.json()[u"date"].toString(), u"2026-06-19"_s); // -0.0 hours from UTC
    QVERIFY(call("GET", "me").status == 301);                   // without the slash, as Close redirects
}

void TestSandboxClients::pageLoopsEnd_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<int>("limit");
    QTest::newRow("lead") << QByteArray("lead") << 7;
    QTest::newRow("contact") << QByteArray("contact") << 20;
    QTest::newRow("opportunity") << QByteArray("opportunity") << 3;
    QTest::newRow("activity") << QByteArray("activity") << 100;
    QTest::newRow("email_template") << QByteArray("email_template") << 3;
    QTest::newRow("saved_search") << QByteArray("saved_search") << 2;
    QTest::newRow("user") << QByteArray("user") << 3;
}

void TestSandboxClients::pageLoopsEnd()
{
    QFETCH(const QByteArray, resource);
    QFETCH(const int, limit);
    const QStringList ids = pageThrough(resource, limit);
    QVERIFY(ids.size() > limit);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
    QCOMPARE(idsOf(call("GET", resource + "/?_skip=100000").json()[u"data"]), QStringList());
}

void TestSandboxClients::longFiltersTravelInABody()
{
    const QStringList ids = idsOf(call("GET", "lead/?_limit=3&_fields=id").json()[u"data"]);
    const QJsonObject params{{u"lead_id"_s, ids.first()}, {u"_limit"_s, 5}};
    const QByteArray body = QJsonDocument(QJsonObject{{u"_params"_s, params}}).toJson();
    const QJsonObject byBody = call("POST", "contact/", body, "X-HTTP-Method-Override: GET\r\n").json();
    QCOMPARE(byBody, call("GET", "contact/?_limit=5&lead_id=" + ids.first().toLatin1()).json());
    QVERIFY(!byBody[u"data"].toArray().isEmpty());
    QCOMPARE(idsOf(call("GET", "lead/?_limit=3&_fields=id").json()[u"data"]), ids); // nothing was written
}

void TestSandboxClients::clientsLimitedToPost_data()
{
    QTest::addColumn<QByteArray>("override");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("PUT") << QByteArray("PUT") << QByteArray(R"({"name": "Renamed"})");
    QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray();
    QTest::newRow("delete with a body") << QByteArray("delete") << QByteArray("{}");
}

void TestSandboxClients::clientsLimitedToPost()
{
    QFETCH(const QByteArray, override);
    QFETCH(const QByteArray, body);
    const QByteArray path =
        "lead/" + idsOf(call("GET", "lead/?_limit=1&_fields=id").json()[u"data"]).first().toLatin1() + "/";
    QCOMPARE(call("POST", path, body, "X-HTTP-Method-Override: " + override + "\r\n").status, 200);
    const WebAnswer after = call("GET", path);
    if (override == "PUT")
        QCOMPARE(after.json()[u"name"].toString(), u"Renamed"_s);
    else
        QCOMPARE(after.status, 404);
}

/// Official scripts send a whole fetched object, read-only keys and all, to change one thing of it.
void TestSandboxClients::wholeObjectsArePostedBack()
{
    for (const QByteArray resource : {"lead", "contact", "opportunity", "task"}) {
        const QJsonObject first =
            call("GET", resource + "/?_limit=1").json()[u"data"].toArray().first().toObject();
        const QByteArray path = resource + "/" + first[u"id"].toString().toLatin1() + "/";
        const WebAnswer kept = call("PUT", path, QJsonDocument(first).toJson());
        QVERIFY2(kept.status == 200, (path + kept.body).constData());
        QJsonObject now = kept.json();
        for (const auto &key : {u"date_updated"_s, u"updated_by"_s, u"updated_by_name"_s})
            now.insert(key, first.value(key));
        QCOMPARE(now, first);
    }
}

void TestSandboxClients::eventsAreReadAsTheScriptsDo()
{
    const QStringList leads = idsOf(call("GET", "lead/?_limit=5&_fields=id").json()[u"data"]);
    for (const QString &lead : leads)
        QCOMPARE(call("DELETE", "lead/" + lead.toLatin1() + "/").status, 200);
    QStringList deleted;
    QByteArray cursor;
    do {
        const QJsonObject page =
            call("GET", "event/?object_type=lead&action=deleted&_cursor=" + cursor).json();
        deleted += idsOf(page[u"data"], u"lead_id");
        cursor = page[u"cursor_next"].toString().toLatin1();
    } while (!cursor.isEmpty());
    std::reverse(deleted.begin(), deleted.end());
    QCOMPARE(deleted, leads);
}

/// Memberships are made by applications only, with a token of theirs (1.3).
void TestSandboxClients::anApplicationInvitesAMember()
{
    const QByteArray page =
        m_client
            ->request("GET", "/oauth2/authorize/?client_id=oa2client_sandbox&response_type=code"
                             "&redirect_uri=http%3A%2F%2F127.0.0.1%2Fback")
            .headers.value("location");
    const QByteArray code = page.mid(page.indexOf("code=") + 5);
    const QByteArray form =
        "client_id=oa2client_sandbox&client_secret=sandbox-secret&grant_type=authorization_code"
        "&code=" +
        code;
    const QByteArray token =
        m_client
            ->request("POST", "/oauth2/token/", "Content-Type: application/x-www-form-urlencoded\r\n", form)
            .json()[u"access_token"]
            .toString()
            .toLatin1();
    const auto asApplication = [&](const QByteArray &method, const QByteArray &path, const QByteArray &body) {
        return m_client->request(method, "/api/v1/" + path,
                                 "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\n",
                                 body);
    };
    const QByteArray body = R"({"email": "new@harborpoint.example", "role_id": "restricteduser"})";
    const WebAnswer made = asApplication("POST", "membership/", body);
    QCOMPARE(made.status, 200);
    QCOMPARE(made.json()[u"permissions_granted"].toArray().size(), 5);
    QCOMPARE(asApplication("POST", "membership/", body).status, 400); // a member already
    QVERIFY(idsOf(call("GET", "user/").json()[u"data"], u"email").contains(u"new@harborpoint.example"_s));
    const QJsonObject event =
        call("GET", "event/?object_type=membership&action=activated").json()[u"data"][0].toObject();
    QCOMPARE(event[u"object_id"], made.json()[u"id"]);
    QVERIFY(event[u"api_key_id"].isNull());
    // Joel had left; he comes back with the membership of before.
    const QByteArray back = R"({"email": "joel@harborpoint.example", "role_id": "user"})";
    QCOMPARE(asApplication("POST", "membership/", back).json()[u"user_full_name"].toString(),
             u"Joel Kaplan"_s);
}

} // namespace leadline::test

QTEST_GUILESS_MAIN(leadline::test::TestSandboxClients)
#include "tst_sandboxclients.moc"
