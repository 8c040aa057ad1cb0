#include "services/session/keychain.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

using namespace leadline;
using leadline::test::await;

/// A desktop without a session bus: every question to the keychain ends at once, and says why.
class TestNoKeychain final : public QObject
{
    Q_OBJECT

public:
    static void initMain()
    {
        for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"})
            qunsetenv(name);
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void saysUnavailable()
    {
        Keychain keychain;
        const QString key = QStringLiteral("orga_a+user_a");
        const KeychainAnswer written = await(keychain.write(key, Secret("api_canary.1234567890")));
        QCOMPARE(written.status, KeychainStatus::Unavailable);
        QVERIFY(!written.message.contains(QStringLiteral("canary")));
        QCOMPARE(await(keychain.read(key)).status, KeychainStatus::Unavailable);
        QCOMPARE(await(keychain.remove(key)).status, KeychainStatus::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestNoKeychain)
#include "tst_nokeychain.moc"
