#include "services/sandbox/server.h"
#include "services/session/keychain.h"
#include "services/session/session.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace leadline;
using leadline::test::await;

/// A desktop without a session bus: every question to the keychain ends at once, and says why.
class TestNoKeychain final : public QObject
{
    Q_OBJECT

public:
    static void initMain()
    {
        for (const char *name :
             {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"})
            qunsetenv(name);
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void case077_saysUnavailable()
    {
        Keychain keychain;
        const QString key = QStringLiteral("orga_a+user_a");
        const KeychainAnswer written = await(keychain.write(key, Secret("api_canary.1234567890")));
        QCOMPARE(written.status, KeychainStatus::Unavailable);
        QVERIFY(!written.message.contains(QStringLiteral("canary")));
        QCOMPARE(await(keychain.read(key)).status, KeychainStatus::Unavailable);
        QCOMPARE(await(keychain.remove(key)).status, KeychainStatus::Unavailable);
    }

    void case077_worksForThisSession()
    {
        SystemClock clock;
        QTemporaryDir dir;
        sandbox::Server::Options options;
        options.store.leads = 1;
        options.store.now = clock.nowUtc();
        sandbox::Server server(options);
        QCOMPARE(server.listen(), QString());
        Session session(dir.path(), clock);
        QSignalSpy trouble(&session, &Session::keychainTrouble);
        QSignalSpy signedIn(&session, &Session::signedIn);
        QSignalSpy signedOut(&session, &Session::signedOut);
        session.signIn(server.baseUrl(), Secret(options.apiKey));
        WAIT_FOR(trouble.count() == 1);
        QCOMPARE(trouble.first().first().value<KeychainStatus>(), KeychainStatus::Unavailable);
        session.keepForThisSession();
        QCOMPARE(signedIn.count(), 1);
        session.open(*session.current()); // switching away and back needs no key
        QCOMPARE(signedIn.count(), 2);
        session.signOut(false);
        WAIT_FOR(signedOut.count() == 1);
        session.open(session.accounts().constFirst());
        WAIT_FOR(trouble.count() == 2);
        QCOMPARE(trouble.last().at(2).toBool(), false);
    }
};

QTEST_GUILESS_MAIN(TestNoKeychain)
#include "tst_nokeychain.moc"
