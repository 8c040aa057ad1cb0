#include "tests/sandboxwire/tinyclose.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"

#include <QUrl>

using namespace leadline::sandbox;
using namespace leadline::test;

namespace {

const QByteArray refusal = "{\"error\": \"The server could not verify that you are authorized to access the "
                           "URL requested.  You either supplied "
                           "the wrong credentials (e.g. a bad password), or your browser doesn't understand "
                           "how to supply the credentials "
                           "required.\"}";
const QByteArray formType = "Content-Type: application/x-www-form-urlencoded\r\n";
const QByteArray client1 = "client_id=oa2client_x&client_secret=s3cret%26more";

} // namespace

/// Basic, Bearer and the OAuth pages (close-api.md 1.2, 1.3, 4).
class TestSandboxAuth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keyOpens();
    void badCredentials_data();
    void badCredentials();
    void challengeIsAQuirk();
    void codeBecomesTokens();
    void codeWorksOnce();
    void refreshTokensRotate();
    void accessTokenExpires();
    void revokedSignInIsDead();
    void authorizePageRedirects();
    void consentCanBeDeclined();
    void authorizePageRefuses_data();
    void authorizePageRefuses();
    void tokenPageRefuses_data();
    void tokenPageRefuses();

private:
    QByteArray code();
    WebAnswer token(const QByteArray &form);
    int statusWith(const QByteArray &accessToken);

    std::unique_ptr<TinyClose> m_close;
    std::unique_ptr<WebClient> m_client;
};

void TestSandboxAuth::init()
{
    expectSilence();
    m_client.reset();
    m_close = std::make_unique<TinyClose>();
    m_close->start();
    m_client = std::make_unique<WebClient>(m_close->port());
}

QByteArray TestSandboxAuth::code()
{
    const WebAnswer answer = m_client->request(
        "GET",
        "/oauth2/authorize/"
        "?client_id=oa2client_x&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&state=a%20b");
    return QUrlQuery(QUrl::fromEncoded(answer.headers.value("location")))
        .queryItemValue(QStringLiteral("code"))
        .toLatin1();
}

WebAnswer TestSandboxAuth::token(const QByteArray &form)
{
    return m_client->request("POST", "/oauth2/token/", formType, client1 + '&' + form);
}

int TestSandboxAuth::statusWith(const QByteArray &accessToken)
{
    return m_client->request("GET", "/api/v1/lead/lead_1/", "Authorization: Bearer " + accessToken + "\r\n")
        .status;
}

void TestSandboxAuth::keyOpens()
{
    QCOMPARE(WebClient::basic("yourapikey"), "Authorization: Basic eW91cmFwaWtleTo=\r\n");
    QCOMPARE(m_client->request("GET", "/api/v1/echo/a/", WebClient::basic("api_second")).json()[u"user"],
             QStringLiteral("user_eli"));
    QCOMPARE(m_client
                 ->request("GET", "/api/v1/echo/a/",
                           "authorization: basic " + QByteArray("api_second:").toBase64() + "\r\n")
                 .status,
             200);
}

void TestSandboxAuth::badCredentials_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("absent") << QByteArray();
    QTest::newRow("wrong key") << WebClient::basic("api_wrong");
    QTest::newRow("no colon") << QByteArray("Authorization: Basic " + QByteArray("api_second").toBase64() +
                                            "\r\n");
    QTest::newRow("password") << QByteArray("Authorization: Basic " + QByteArray("api_second:x").toBase64() +
                                            "\r\n");
    QTest::newRow("empty key") << WebClient::basic("");
    QTest::newRow("no base64") << QByteArray("Authorization: Basic ***\r\n");
    QTest::newRow("key as token") << QByteArray("Authorization: Bearer api_second\r\n");
    QTest::newRow("other scheme") << QByteArray("Authorization: Digest x\r\n");
}

void TestSandboxAuth::badCredentials()
{
    QFETCH(QByteArray, header);
    const WebAnswer answer = m_client->request("GET", "/api/v1/lead/", header);
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.body, refusal);
    QCOMPARE(answer.headers.value("content-type"), "application/json");
    QVERIFY(!answer.headers.contains("www-authenticate"));
    const WebAnswer write = m_client->request("POST", "/api/v1/activity/note/",
                                              header + "Content-Type: application/json\r\n", "{}");
    QCOMPARE(write.status, 401);
    QCOMPARE(m_close->notes(), 0);
}

void TestSandboxAuth::challengeIsAQuirk()
{
    m_close->quirks.sendsWwwAuthenticate = true;
    QCOMPARE(m_client->request("GET", "/api/v1/lead/").headers.value("www-authenticate"),
             "Basic realm=\"Close\"");
}

void TestSandboxAuth::codeBecomesTokens()
{
    const QJsonObject tokens = token("grant_type=authorization_code&code=" + code()).json();
    QCOMPARE(tokens.keys(),
             (QStringList{QStringLiteral("access_token"), QStringLiteral("expires_in"),
                          QStringLiteral("organization_id"), QStringLiteral("refresh_token"),
                          QStringLiteral("scope"), QStringLiteral("token_type"), QStringLiteral("user_id")}));
    QCOMPARE(tokens[u"token_type"], QStringLiteral("Bearer"));
    QCOMPARE(tokens[u"expires_in"], 3600);
    QCOMPARE(tokens[u"scope"], QStringLiteral("all.full_access offline_access"));
    QCOMPARE(tokens[u"organization_id"], QStringLiteral("orga_x"));
    QCOMPARE(tokens[u"user_id"], QStringLiteral("user_dana"));
    QCOMPARE(statusWith(tokens[u"access_token"].toString().toLatin1()), 200);
    // The refresh token is no access token.
    QCOMPARE(statusWith(tokens[u"refresh_token"].toString().toLatin1()), 401);
}

void TestSandboxAuth::codeWorksOnce()
{
    const QByteArray once = code();
    QCOMPARE(token("grant_type=authorization_code&code=" + once).status, 200);
    const WebAnswer again = token("grant_type=authorization_code&code=" + once);
    QCOMPARE(again.status, 400);
    QCOMPARE(again.body, R"({"error": "invalid_grant"})");
}

void TestSandboxAuth::refreshTokensRotate()
{
    const QByteArray first =
        token("grant_type=authorization_code&code=" + code()).json()[u"refresh_token"].toString().toLatin1();
    const WebAnswer refreshed = token("grant_type=refresh_token&refresh_token=" + first);
    QCOMPARE(refreshed.status, 200);
    const QByteArray second = refreshed.json()[u"refresh_token"].toString().toLatin1();
    QVERIFY(second != first);
    QCOMPARE(statusWith(refreshed.json()[u"access_token"].toString().toLatin1()), 200);
    // The old one died with its use, the new one lives.
    QCOMPARE(token("grant_type=refresh_token&refresh_token=" + first).body, R"({"error": "invalid_grant"})");
    QCOMPARE(token("grant_type=refresh_token&refresh_token=" + second).status, 200);
}

void TestSandboxAuth::accessTokenExpires()
{
    const QByteArray access =
        token("grant_type=authorization_code&code=" + code()).json()[u"access_token"].toString().toLatin1();
    m_close->nowMs += 3'599'000;
    QCOMPARE(statusWith(access), 200);
    m_close->nowMs += 1'000;
    QCOMPARE(statusWith(access), 401);
}

void TestSandboxAuth::revokedSignInIsDead()
{
    const QJsonObject tokens = token("grant_type=authorization_code&code=" + code()).json();
    const QByteArray refresh = tokens[u"refresh_token"].toString().toLatin1();
    const WebAnswer revoked =
        m_client->request("POST", "/oauth2/revoke/", formType, client1 + "&token=" + refresh);
    QCOMPARE(revoked.status, 200);
    QCOMPARE(statusWith(tokens[u"access_token"].toString().toLatin1()), 401);
    QCOMPARE(token("grant_type=refresh_token&refresh_token=" + refresh).status, 400);
}

void TestSandboxAuth::authorizePageRedirects()
{
    const WebAnswer answer =
        m_client->request("GET", "/oauth2/authorize/"
                                 "?client_id=oa2client_x&response_type=code&redirect_uri=http%3A%2F%2F127.0."
                                 "0.1%3A9%2Fcb%3Fx%3D1&state=a%20b%26c");
    QCOMPARE(answer.status, 302);
    const QUrl target = QUrl::fromEncoded(answer.headers.value("location"));
    QCOMPARE(target.port(), 9);
    QCOMPARE(target.path(), QStringLiteral("/cb"));
    const QUrlQuery query(target);
    QCOMPARE(query.queryItemValue(QStringLiteral("x")), QStringLiteral("1"));
    QCOMPARE(query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded), QStringLiteral("a b&c"));
    QVERIFY(!query.queryItemValue(QStringLiteral("code")).isEmpty());
}

void TestSandboxAuth::consentCanBeDeclined()
{
    m_close = std::make_unique<TinyClose>();
    m_close->options.authority.declinesConsent = true;
    m_close->start();
    WebClient client(m_close->port());
    const WebAnswer answer = client.request(
        "GET", "/oauth2/authorize/"
               "?client_id=oa2client_x&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb");
    QCOMPARE(answer.headers.value("location"), "http://127.0.0.1:9/cb?error=access_denied");
}

void TestSandboxAuth::authorizePageRefuses_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("client") << QByteArray(
        "client_id=other&response_type=code&redirect_uri=http://127.0.0.1/");
    QTest::newRow("type") << QByteArray(
        "client_id=oa2client_x&response_type=token&redirect_uri=http://127.0.0.1/");
    QTest::newRow("no target") << QByteArray("client_id=oa2client_x&response_type=code");
    QTest::newRow("relative target") << QByteArray(
        "client_id=oa2client_x&response_type=code&redirect_uri=/x");
}

void TestSandboxAuth::authorizePageRefuses()
{
    QFETCH(QByteArray, query);
    const WebAnswer answer = m_client->request("GET", "/oauth2/authorize/?" + query);
    QCOMPARE(answer.status, 400);
    QVERIFY(!answer.headers.contains("location"));
}

void TestSandboxAuth::tokenPageRefuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("secret") << QByteArray("POST") << formType
                            << QByteArray("client_id=oa2client_x&client_secret=no&grant_type=refresh_token")
                            << 401 << QByteArray(R"({"error": "invalid_client"})");
    QTest::newRow("grant type") << QByteArray("POST") << formType
                                << QByteArray(client1 + "&grant_type=password") << 400
                                << QByteArray(R"({"error": "unsupported_grant_type"})");
    QTest::newRow("unknown code") << QByteArray("POST") << formType
                                  << QByteArray(client1 + "&grant_type=authorization_code&code=x") << 400
                                  << QByteArray(R"({"error": "invalid_grant"})");
    QTest::newRow("json") << QByteArray("POST") << QByteArray("Content-Type: application/json\r\n")
                          << QByteArray("{}") << 400 << QByteArray(R"({"error": "invalid_request"})");
    QTest::newRow("get") << QByteArray("GET") << QByteArray() << QByteArray() << 405
                         << QByteArray(R"({"error": "invalid_request"})");
}

void TestSandboxAuth::tokenPageRefuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, form);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const WebAnswer answer = m_client->request(method, "/oauth2/token/", type, form);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.body, body);
}

QTEST_GUILESS_MAIN(TestSandboxAuth)
#include "tst_sandboxauth.moc"
