#include "services/session/keychain.h"
#include "tests/session/keyring.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>

using namespace leadline;
using leadline::test::await;
using leadline::test::Keyring;

namespace {

/// A Secret Service that takes every question and answers none.
class SilentService final : public QDBusVirtualObject
{
public:
    [[nodiscard]] QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        message.setDelayedReply(true);
        return true;
    }
};

} // namespace

/// The keychain against a real gnome-keyring in a D-Bus session of its own (finding 6 of reliability.md).
class TestKeychain final : public QObject
{
    Q_OBJECT

    Keyring m_keyring;
    Keychain m_keychain;

    static Secret secret() { return Secret("api_canary.1234567890"); }

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void storesReadsAndRemoves()
    {
        const QString key = QStringLiteral("orga_a+user_a");
        QCOMPARE(await(m_keychain.write(key, secret())).status, KeychainStatus::Ok);
        const KeychainAnswer read = await(m_keychain.read(key));
        QCOMPARE(read.status, KeychainStatus::Ok);
        QCOMPARE(read.secret.reveal(), secret().reveal());
        QCOMPARE(Keyring::entries(key), 1);
        QCOMPARE(await(m_keychain.remove(key)).status, KeychainStatus::Ok);
        QCOMPARE(Keyring::entries(key), 0);
        QCOMPARE(await(m_keychain.read(key)).status, KeychainStatus::NotFound);
    }

    void overwritesInPlace()
    {
        const QString key = QStringLiteral("orga_b+user_b");
        QCOMPARE(await(m_keychain.write(key, Secret("old"))).status, KeychainStatus::Ok);
        QCOMPARE(await(m_keychain.write(key, secret())).status, KeychainStatus::Ok);
        QCOMPARE(Keyring::entries(key), 1);
        QCOMPARE(await(m_keychain.read(key)).secret.reveal(), secret().reveal());
    }

    void saysNotFoundOnlyWhenItIsOpen()
    {
        const QString key = QStringLiteral("orga_none+user_none");
        const KeychainAnswer answer = await(m_keychain.read(key));
        QCOMPARE(answer.status, KeychainStatus::NotFound);
        QVERIFY(answer.secret.isEmpty());
        QCOMPARE(await(m_keychain.remove(key)).status, KeychainStatus::Ok);
    }

    void case075_tellsLockedFromNotFound()
    {
        const QString key = QStringLiteral("orga_c+user_c");
        QCOMPARE(await(m_keychain.write(key, secret())).status, KeychainStatus::Ok);
        QCOMPARE(Keyring::lock(), QString());
        QVERIFY(Keyring::isLocked());

        QCOMPARE(await(m_keychain.read(key)).status, KeychainStatus::Locked);
        QCOMPARE(await(m_keychain.read(QStringLiteral("orga_none+user_none"))).status,
                 KeychainStatus::Locked);
        QCOMPARE(await(m_keychain.write(key, Secret("other"))).status, KeychainStatus::Locked);
        QCOMPARE(await(m_keychain.remove(key)).status, KeychainStatus::Locked);
        QVERIFY(Keyring::isLocked());

        QCOMPARE(Keyring::unlock(), QString());
        QCOMPARE(Keyring::entries(key), 1);
        QCOMPARE(await(m_keychain.read(key)).secret.reveal(), secret().reveal());
    }

    void case075_staysLockedWhenTheDesktopStartsLocked()
    {
        const QString key = QStringLiteral("orga_d+user_d");
        QCOMPARE(await(m_keychain.write(key, secret())).status, KeychainStatus::Ok);
        QCOMPARE(m_keyring.restart(false), QString());
        QCOMPARE(await(m_keychain.read(key)).status, KeychainStatus::Locked);
        QCOMPARE(await(m_keychain.write(key, Secret("other"))).status, KeychainStatus::Locked);
        QCOMPARE(m_keyring.restart(true), QString());
        QCOMPARE(Keyring::entries(key), 1);
    }

    // Last: it leaves the session without a keyring.
    void case077_endsWhenTheServiceHangs()
    {
        QCOMPARE(m_keyring.stop(), QString());
        SilentService silent;
        QDBusConnection bus = QDBusConnection::sessionBus();
        QVERIFY(bus.registerVirtualObject(QStringLiteral("/org/freedesktop/secrets"), &silent));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.secrets")));
        Keychain impatient(std::chrono::milliseconds(200));
        const KeychainAnswer answer = await(impatient.read(QStringLiteral("orga_a+user_a")));
        QCOMPARE(answer.status, KeychainStatus::Failed);
        QVERIFY(!answer.message.isEmpty());
        bus.unregisterService(QStringLiteral("org.freedesktop.secrets"));
    }
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
