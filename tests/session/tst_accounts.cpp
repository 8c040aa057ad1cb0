#include "services/session/accountregistry.h"
#include "tests/testkit/testmain.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace leadline;

namespace {

Account account(const QString &user, const QString &url = QStringLiteral("https://api.close.com/api/v1/"))
{
    Account a;
    a.baseUrl = QUrl(url);
    a.organizationId = OrganizationId(QStringLiteral("orga_one"));
    a.organizationName = QStringLiteral("Harbor \"Point\" Säle");
    a.userId = UserId(user);
    a.userName = QStringLiteral("Dana");
    a.role = QStringLiteral("admin");
    return a;
}

QStringList users(const AccountRegistry &registry)
{
    QStringList ids;
    for (const Account &a : registry.accounts())
        ids << a.userId.value;
    return ids;
}

} // namespace

class TestAccounts final : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;
    QString m_root;

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        static int run = 0;
        m_root = m_dir.filePath(QStringLiteral("data%1").arg(++run));
    }

    void keepsTheLastUsedFirst()
    {
        AccountRegistry registry(m_root);
        QVERIFY(registry.accounts().isEmpty());
        QVERIFY(registry.remember(account(QStringLiteral("user_a"))));
        QVERIFY(registry.remember(account(QStringLiteral("user_b"))));
        QCOMPARE(users(registry), QStringList({QStringLiteral("user_b"), QStringLiteral("user_a")}));
        QVERIFY(registry.remember(account(QStringLiteral("user_a"))));
        QCOMPARE(users(AccountRegistry(m_root)),
                 QStringList({QStringLiteral("user_a"), QStringLiteral("user_b")}));
    }

    void roundTripsEveryField()
    {
        Account written = account(QStringLiteral("user_a"));
        written.keyMark = written.markOf(Secret("api_canary"));
        QVERIFY(AccountRegistry(m_root).remember(written));
        const Account read = AccountRegistry(m_root).accounts().value(0);
        QVERIFY(read.isSameAs(account(QStringLiteral("user_a"))));
        QCOMPARE(read.organizationName, QStringLiteral("Harbor \"Point\" Säle"));
        QCOMPARE(read.userName, QStringLiteral("Dana"));
        QCOMPARE(read.role, QStringLiteral("admin"));
        QCOMPARE(read.keyMark, written.keyMark);
        QVERIFY(read.keyMark != read.markOf(Secret("api_other")));
        QCOMPARE(read.keychainKey(), QStringLiteral("orga_one+user_a"));
    }

    void forgetsOnlyTheOneAsked()
    {
        AccountRegistry registry(m_root);
        QVERIFY(registry.remember(account(QStringLiteral("user_a"))));
        QVERIFY(registry.remember(
            account(QStringLiteral("user_a"), QStringLiteral("http://127.0.0.1:8080/api/v1/"))));
        QVERIFY(registry.forget(account(QStringLiteral("user_a"))));
        QCOMPARE(AccountRegistry(m_root).accounts().size(), 1);
        QCOMPARE(registry.accounts().value(0).baseUrl.host(), QStringLiteral("127.0.0.1"));
    }

    void isReadableByTheOwnerOnly()
    {
        AccountRegistry registry(m_root);
        QVERIFY(registry.remember(account(QStringLiteral("user_a"))));
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(m_root) & others));
        QVERIFY(!(QFile::permissions(m_root + QStringLiteral("/accounts.json")) & others));
    }

    void case068_survivesDamage_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("count");
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("cut") << QByteArray("{\"accounts\": [{\"base_u") << 0;
        QTest::newRow("wrong types") << QByteArray("{\"accounts\": [7, {\"base_url\": 3}, []]}") << 0;
        QTest::newRow("one good")
            << QByteArray("{\"accounts\": [null, {\"base_url\": \"https://api.close.com/api/v1/\", "
                          "\"organization_id\": \"o\", \"user_id\": \"u\"}]}")
            << 1;
    }
    void case068_survivesDamage()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, count);
        QVERIFY(QDir().mkpath(m_root));
        QFile file(m_root + QStringLiteral("/accounts.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        AccountRegistry registry(m_root);
        QCOMPARE(registry.accounts().size(), count);
        QVERIFY(registry.remember(account(QStringLiteral("user_new"))));
        QCOMPARE(AccountRegistry(m_root).accounts().size(), count + 1);
        // What was there can still be read by a person.
        const QStringList kept = QDir(m_root).entryList({QStringLiteral("accounts.damaged-*.json")});
        QCOMPARE(kept.size(), 1);
        QFile damaged(QDir(m_root).filePath(kept.constFirst()));
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        QCOMPARE(damaged.readAll(), content);
    }

    void case082_plantedLinkIsNeitherReadNorWritten()
    {
        QVERIFY(AccountRegistry(m_root).remember(account(QStringLiteral("user_a"))));
        const QString file = m_root + QStringLiteral("/accounts.json");
        const QString victim = m_root + QStringLiteral("/../victim");
        QVERIFY(QFile::rename(file, victim));
        QVERIFY(QFile::link(victim, file));
        const auto size = QFileInfo(victim).size();
        AccountRegistry registry(m_root);
        QVERIFY(registry.accounts().isEmpty());
        const auto saved = registry.remember(account(QStringLiteral("user_b")));
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
        QCOMPARE(QFileInfo(victim).size(), size);
        QVERIFY(QFile::remove(victim));
    }

    void saysWhenItCannotBeWritten()
    {
        QFile blocker(m_root);
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        AccountRegistry registry(m_root + QStringLiteral("/below"));
        const auto result = registry.remember(account(QStringLiteral("user_a")));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Storage);
        QVERIFY(registry.accounts().isEmpty());
    }

    void case057_namesFoldersApart()
    {
        const Account first = account(QStringLiteral("user_a"));
        const QString name = first.folderName();
        QVERIFY(name.startsWith(QStringLiteral("api.close.com-")));
        QVERIFY(QRegularExpression(QStringLiteral("^[A-Za-z0-9._-]+$")).match(name).hasMatch());
        QVERIFY(name != account(QStringLiteral("user_b")).folderName());
        QVERIFY(name !=
                account(QStringLiteral("user_a"), QStringLiteral("http://127.0.0.1:1/api/v1/")).folderName());
        QVERIFY(
            account(QStringLiteral("user_a"), QStringLiteral("http://127.0.0.1:1/api/v1/")).folderName() !=
            account(QStringLiteral("user_a"), QStringLiteral("http://127.0.0.1:2/api/v1/")).folderName());
        Account renamed = first;
        renamed.organizationName = QStringLiteral("Other");
        QCOMPARE(renamed.folderName(), name);
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
