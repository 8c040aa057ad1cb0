#include "services/sandbox/server.h"
#include "services/session/accountregistry.h"
#include "services/session/session.h"
#include "tests/session/datafolder.h"
#include "tests/session/keyring.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace leadline;
using leadline::sandbox::Kind;
using leadline::test::Keyring;

namespace {

const QByteArray canary = "api_canary.5f3a91c07e44";
const QByteArray otherKey = "api_canary.other0192837";
const QByteArray rotatedKey = "api_canary.rotated7465"; // of the same person as the first

} // namespace

/// Sign-in, switching and sign-out against the sandbox and a real gnome-keyring.
class TestSession final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QSignalSpy> m_signedIn;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_trouble;
    std::unique_ptr<QSignalSpy> m_signedOut;

    [[nodiscard]] QString root() const { return m_dir->path() + QStringLiteral("/data"); }
    void startSession()
    {
        m_session = std::make_unique<Session>(root(), m_clock);
        m_signedIn = std::make_unique<QSignalSpy>(m_session.get(), &Session::signedIn);
        m_failed = std::make_unique<QSignalSpy>(m_session.get(), &Session::signInFailed);
        m_trouble = std::make_unique<QSignalSpy>(m_session.get(), &Session::keychainTrouble);
        m_signedOut = std::make_unique<QSignalSpy>(m_session.get(), &Session::signedOut);
    }
    void signIn(const QByteArray &key = canary) { m_session->signIn(m_server->baseUrl(), Secret(key)); }
    [[nodiscard]] ErrorKind failure() const { return m_failed->last().first().value<ApiError>().kind; }
    [[nodiscard]] KeychainStatus trouble() const { return m_trouble->last().first().value<KeychainStatus>(); }
    [[nodiscard]] QString keyOf(int account) const
    {
        return m_session->accounts().value(account).keychainKey();
    }
    [[nodiscard]] CommandId queueACall()
    {
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_waiting"));
        call.activityAt = m_clock.nowUtc();
        return m_session->service()->submit(call).value();
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_dir = std::make_unique<QTemporaryDir>();
        sandbox::Server::Options options;
        options.apiKey = canary;
        options.store.leads = 3;
        options.store.now = m_clock.nowUtc();
        {
            const sandbox::Store store(options.store);
            for (const QJsonObject &user : store.list(Kind::User, 0, 10).items) {
                const QString id = user.value(QLatin1String("id")).toString();
                if (id != store.currentUserId())
                    options.otherKeys.insert(otherKey, id);
            }
            options.otherKeys.insert(rotatedKey, store.currentUserId());
        }
        m_server = std::make_unique<sandbox::Server>(options);
        QCOMPARE(m_server->listen(), QString());
        startSession();
    }
    void cleanup()
    {
        m_session.reset();
        QCOMPARE(test::leaksBelow(root(), {canary, otherKey, rotatedKey}), QStringList());
        for (const Account &account : AccountRegistry(root()).accounts())
            QCOMPARE(test::await(Keychain().remove(account.keychainKey())).status, KeychainStatus::Ok);
        m_server.reset();
    }

    void signsInAndRemembers()
    {
        signIn(" \n" + canary + " \n");
        WAIT_FOR(m_signedIn->count() == 1);
        const auto account = m_session->current();
        QVERIFY(account && m_session->service());
        QVERIFY(!account->organizationName.isEmpty() && !account->userName.isEmpty() &&
                !account->role.isEmpty());
        QCOMPARE(m_server->requestLog(), QStringList(QStringLiteral("GET /api/v1/me/")));
        QCOMPARE(Keyring::entries(account->keychainKey()), 1);

        // The next start: no question to Close, no key typed.
        startSession();
        QCOMPARE(m_session->accounts().size(), 1);
        QVERIFY(!m_session->service());
        m_session->open(m_session->accounts().constFirst());
        WAIT_FOR(m_signedIn->count() == 1);
        QCOMPARE(m_server->requestLog().size(), 1);
        m_session->service()->start();
        WAIT_FOR(m_session->service()->pullProgress().hasLeads);
        QCOMPARE(m_session->service()->mirror().leadCount(), 3);
    }

    void refusesAWrongKey()
    {
        signIn("api_wrong.key");
        WAIT_FOR(m_failed->count() == 1);
        QCOMPARE(failure(), ErrorKind::Unauthorized);
        QVERIFY(m_session->accounts().isEmpty());
        QVERIFY(!m_session->service());
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
    }

    void refusesWhatCannotBeAKeyOrAnAddress_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QByteArray>("key");
        const QUrl good(QStringLiteral("https://close.example/api/v1/"));
        QTest::newRow("no key") << good << QByteArray("  ");
        QTest::newRow("a line break inside") << good << QByteArray("api_a\r\nX-Evil: 1");
        QTest::newRow("not ASCII") << good << QByteArray("api_\xc3\xa4");
        QTest::newRow("plain http") << QUrl(QStringLiteral("http://close.example/api/v1/")) << canary;
        QTest::newRow("a password in it")
            << QUrl(QStringLiteral("https://u:p@close.example/api/v1/")) << canary;
        QTest::newRow("a file") << QUrl(QStringLiteral("file:///etc/passwd")) << canary;
        QTest::newRow("nothing") << QUrl() << canary;
    }
    void refusesWhatCannotBeAKeyOrAnAddress()
    {
        QFETCH(QUrl, url);
        QFETCH(QByteArray, key);
        m_session->signIn(url, Secret(key));
        QCOMPARE(m_failed->count(), 1);
        QCOMPARE(failure(), ErrorKind::InvalidInput);
    }

    void saysWhenCloseCannotBeReached()
    {
        const QUrl gone = m_server->baseUrl();
        m_server.reset();
        m_session->signIn(gone, Secret(canary));
        WAIT_FOR(m_failed->count() == 1);
        QCOMPARE(failure(), ErrorKind::Unreached);
    }

    void aLaterSignInReplacesTheEarlier()
    {
        signIn("api_wrong.key");
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        QCOMPARE(m_failed->count(), 0);
    }

    void case075_offersThisSessionWhenTheKeyringIsLocked()
    {
        QCOMPARE(Keyring::lock(), QString());
        signIn();
        WAIT_FOR(m_trouble->count() == 1);
        QCOMPARE(trouble(), KeychainStatus::Locked);
        QCOMPARE(m_trouble->last().at(2).toBool(), true);
        QVERIFY(!m_session->service());
        m_session->retryKeychain(); // still locked
        WAIT_FOR(m_trouble->count() == 2);
        m_session->keepForThisSession();
        QCOMPARE(m_signedIn->count(), 1);
        QVERIFY(m_session->service());
        QCOMPARE(Keyring::unlock(), QString());
        QCOMPARE(Keyring::entries(m_session->current()->keychainKey()), 0);

        // Gone with the session.
        startSession();
        m_session->open(m_session->accounts().constFirst());
        WAIT_FOR(m_trouble->count() == 1);
        QCOMPARE(trouble(), KeychainStatus::NotFound);
        QCOMPARE(m_trouble->last().at(2).toBool(), false);
        m_session->keepForThisSession(); // nothing to keep
        QCOMPARE(m_signedIn->count(), 0);
    }

    void storesAfterUnlocking()
    {
        QCOMPARE(Keyring::lock(), QString());
        signIn();
        WAIT_FOR(m_trouble->count() == 1);
        QCOMPARE(Keyring::unlock(), QString());
        m_session->retryKeychain();
        WAIT_FOR(m_signedIn->count() == 1);
        QCOMPARE(Keyring::entries(m_session->current()->keychainKey()), 1);
    }

    void case075_aLockedKeyringIsNoReasonToForget()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        const CommandId waiting = queueACall();
        startSession();
        const QByteArray before = test::filesBelow(root());
        QCOMPARE(Keyring::lock(), QString());
        m_session->open(m_session->accounts().constFirst());
        WAIT_FOR(m_trouble->count() == 1);
        QCOMPARE(trouble(), KeychainStatus::Locked);
        QCOMPARE(test::filesBelow(root()), before); // nothing is made anew, nothing touched
        QCOMPARE(Keyring::unlock(), QString());
        m_session->retryKeychain();
        WAIT_FOR(m_signedIn->count() == 1);
        QCOMPARE(m_session->accounts().size(), 1);
        QVERIFY(m_session->service()->outbox().command(waiting));
    }

    void case076_aKeyThatIsGoneIsAskedFor()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        const CommandId waiting = queueACall();
        startSession();
        const QByteArray before = test::filesBelow(root());
        QCOMPARE(test::await(Keychain().remove(keyOf(0))).status, KeychainStatus::Ok);
        m_session->open(m_session->accounts().constFirst());
        WAIT_FOR(m_trouble->count() == 1);
        QCOMPARE(trouble(), KeychainStatus::NotFound);
        QCOMPARE(test::filesBelow(root()), before);
        signIn(); // the person pastes it again
        WAIT_FOR(m_signedIn->count() == 1);
        QVERIFY(m_session->service()->outbox().command(waiting));
    }

    void case076_aNewKeyOfTheSamePersonIsCheckedOnce()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        QCOMPARE(test::await(Keychain().write(keyOf(0), Secret(rotatedKey))).status, KeychainStatus::Ok);
        for (const int questions : {2, 2}) { // the first one was that of signing in
            startSession();
            m_session->open(m_session->accounts().constFirst());
            WAIT_FOR(m_signedIn->count() == 1);
            QCOMPARE(m_server->requestLog().size(), questions);
        }
    }

    void case076_aNewKeyCannotBeCheckedOffline()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        QCOMPARE(test::await(Keychain().write(keyOf(0), Secret(rotatedKey))).status, KeychainStatus::Ok);
        startSession();
        m_server.reset();
        m_session->open(m_session->accounts().constFirst());
        WAIT_FOR(m_failed->count() == 1);
        QCOMPARE(failure(), ErrorKind::Unreached);
    }

    void case057_aKeyOfSomebodyElseIsNotUsed_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("somebody else's") << otherKey;
        QTest::newRow("nobody's") << QByteArray("api_canary.revoked");
    }
    void case057_aKeyOfSomebodyElseIsNotUsed()
    {
        QFETCH(QByteArray, key);
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        const CommandId waiting = queueACall();
        QCOMPARE(test::await(Keychain().write(keyOf(0), Secret(key))).status, KeychainStatus::Ok);
        startSession();
        m_session->open(m_session->accounts().constFirst());
        WAIT_FOR(m_trouble->count() == 1);
        QCOMPARE(trouble(), KeychainStatus::NotFound);
        QVERIFY(!m_session->service());
        for (const QString &request : m_server->requestLog())
            QCOMPARE(request, QStringLiteral("GET /api/v1/me/"));
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        QVERIFY(m_session->service()->outbox().command(waiting));
    }

    void case057_switchesAccounts()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        const CommandId waiting = queueACall();
        QSignalSpy closing(m_session.get(), &Session::serviceAboutToClose);
        signIn(otherKey);
        WAIT_FOR(m_signedIn->count() == 2);
        QCOMPARE(closing.count(), 1);
        QCOMPARE(m_session->accounts().size(), 2);
        QVERIFY(m_session->accounts().at(0).userId != m_session->accounts().at(1).userId);
        QVERIFY(m_session->service()->outbox().commands().isEmpty());
        m_session->open(m_session->accounts().at(1));
        WAIT_FOR(m_signedIn->count() == 3);
        QVERIFY(m_session->service()->outbox().command(waiting));
        QCOMPARE(m_session->accounts().constFirst().userId, m_session->current()->userId);
    }

    void signingInAgainKeepsTheOutbox()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        const CommandId waiting = queueACall();
        signIn(); // as after a 401
        WAIT_FOR(m_signedIn->count() == 2);
        QVERIFY(m_session->service()->outbox().command(waiting));
        QCOMPARE(m_session->accounts().size(), 1);
    }

    void case104_signOutErasesTheSecretAndKeepsUnsentWrites()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        const Account account = *m_session->current();
        const CommandId waiting = queueACall();
        m_session->signOut(false);
        WAIT_FOR(m_signedOut->count() == 1);
        QVERIFY(!m_session->service() && !m_session->current());
        QCOMPARE(Keyring::entries(account.keychainKey()), 0);
        QCOMPARE(m_session->accounts().size(), 1);
        m_session->open(account);
        WAIT_FOR(m_trouble->count() == 1);
        QCOMPARE(trouble(), KeychainStatus::NotFound);
        signIn();
        WAIT_FOR(m_signedIn->count() == 2);
        QVERIFY(m_session->service()->outbox().command(waiting));
    }

    void case104_erasesDataOnlyWithAnEmptyOutbox()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        const Account account = *m_session->current();
        const QString folder = root() + QStringLiteral("/accounts/") + account.folderName();
        const CommandId waiting = queueACall();
        QSignalSpy refused(m_session.get(), &Session::signOutRefused);
        m_session->signOut(true);
        QCOMPARE(refused.count(), 1);
        QCOMPARE(refused.first().first().toInt(), 1);
        QVERIFY(m_session->service());
        QCOMPARE(Keyring::entries(account.keychainKey()), 1);
        QVERIFY(m_session->service()->discard(waiting));
        m_session->signOut(true);
        WAIT_FOR(m_signedOut->count() == 1);
        QVERIFY(!QDir(folder).exists());
        QVERIFY(m_session->accounts().isEmpty());
        QCOMPARE(Keyring::entries(account.keychainKey()), 0);
    }

    void erasesNoCallLoggedWhileTheKeychainIsAsked()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        QSignalSpy refused(m_session.get(), &Session::signOutRefused);
        m_session->signOut(true);
        const CommandId waiting = queueACall();
        WAIT_FOR(refused.count() + m_signedOut->count() == 1);
        QCOMPARE(refused.count(), 1);
        QVERIFY(m_session->service() && m_session->service()->outbox().command(waiting));
    }

    void doesNotClaimToHaveErasedFromALockedKeyring()
    {
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
        QCOMPARE(Keyring::lock(), QString());
        QSignalSpy failed(m_session.get(), &Session::signOutFailed);
        m_session->signOut(true);
        WAIT_FOR(failed.count() == 1);
        QCOMPARE(failed.first().first().value<KeychainStatus>(), KeychainStatus::Locked);
        QVERIFY(m_session->service());
        QCOMPARE(Keyring::unlock(), QString());
        QCOMPARE(Keyring::entries(keyOf(0)), 1);
    }

    void mayBeDestroyedAtAnyMoment()
    {
        signIn();
        m_session.reset();
        startSession();
        signIn();
        WAIT_FOR(!m_server->requestLog().isEmpty()); // now the keychain is asked, or soon
        m_session.reset();
        startSession();
        signIn();
        WAIT_FOR(m_signedIn->count() == 1);
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
