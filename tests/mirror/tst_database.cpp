#include "services/mirror/schema.h"
#include "tests/mirror/databasefixture.h"
#include "tests/mirror/shimvfs.h"

#include <QDir>

#include <sqlite3.h>
#include <unistd.h>

using namespace leadline;
using test::ShimVfs;

class TestDatabase : public test::DatabaseFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void filesArePrivateWhateverTheUmask();
    void widePermissionsAreTightened();
    void case082_symbolicLinksAreRefused_data();
    void case082_symbolicLinksAreRefused();
    void case082_filesOfOthersAreRefused();
    void somethingElseIsRefused();
    void case069_settingsAreSafe();
    void damagedFileIsRefused_data();
    void damagedFileIsRefused();
    void case067_readOnlyFolderIsAnError();
    void case067_readOnlyFileIsAnError();
    void readerCannotWrite();
    void readerSeesCommits();
};

void TestDatabase::filesArePrivateWhateverTheUmask()
{
    const mode_t before = ::umask(0);
    const auto database = open();
    const auto reader = database ? (*database)->reader() : database.error();
    ::umask(before);
    QVERIFY2(database, qPrintable(database ? QString() : database.error().message));
    QVERIFY(reader);
    QCOMPARE(modeOf(m_folder), mode_t(0700));
    for (const char *suffix : {"", "-wal", "-shm"})
        QCOMPARE(modeOf(file(suffix)), mode_t(0600));
}

void TestDatabase::widePermissionsAreTightened()
{
    QVERIFY(open());
    for (const char *suffix : {"", "-wal", "-shm"}) {
        if (!QFile::exists(file(suffix)))
            write(file(suffix), {});
        QCOMPARE(::chmod(QFile::encodeName(file(suffix)).constData(), 0666), 0);
    }
    QCOMPARE(::chmod(QFile::encodeName(m_folder).constData(), 0777), 0);
    const auto database = open();
    QVERIFY(database);
    QCOMPARE(modeOf(m_folder), mode_t(0700));
    for (const char *suffix : {"", "-wal", "-shm"})
        QCOMPARE(modeOf(file(suffix)), mode_t(0600));
}

void TestDatabase::case082_symbolicLinksAreRefused_data()
{
    QTest::addColumn<QString>("planted");
    QTest::newRow("database") << QStringLiteral("deep/account/mirror.db");
    QTest::newRow("log") << QStringLiteral("deep/account/mirror.db-wal");
    QTest::newRow("shared memory") << QStringLiteral("deep/account/mirror.db-shm");
    QTest::newRow("folder") << QStringLiteral("deep/account");
}

void TestDatabase::case082_symbolicLinksAreRefused()
{
    QFETCH(QString, planted);
    const bool isFolder = !planted.contains(QLatin1String("mirror"));
    QVERIFY(QDir().mkpath(isFolder ? m_dir->filePath(QStringLiteral("deep")) : m_folder));
    const QString victim = m_dir->filePath(QStringLiteral("victim"));
    if (isFolder)
        QVERIFY(QDir().mkpath(victim));
    else
        write(victim, QByteArray("precious"));
    const mode_t mode = modeOf(victim);
    QVERIFY(QFile::link(victim, m_dir->filePath(planted)));

    const auto database = open();
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Storage);
    QCOMPARE(modeOf(victim), mode);
    if (isFolder) {
        QVERIFY(QDir(victim).isEmpty());
    } else {
        QFile untouched(victim);
        QVERIFY(untouched.open(QIODevice::ReadOnly));
        QCOMPARE(untouched.readAll(), QByteArray("precious"));
    }
}

void TestDatabase::case082_filesOfOthersAreRefused()
{
    if (::geteuid() != 0)
        QSKIP("needs to give files to another user");
    constexpr uid_t nobody = 65534;
    QVERIFY(open());
    for (const QString &path : {file(), file("-wal"), m_folder}) {
        if (!QFile::exists(path))
            write(path, {});
        QCOMPARE(::chown(QFile::encodeName(path).constData(), nobody, gid_t(-1)), 0);
        const auto database = open();
        QVERIFY2(!database, qPrintable(path));
        QVERIFY(database.error().message.contains(QLatin1String("another user")));
        QCOMPARE(::chown(QFile::encodeName(path).constData(), 0, gid_t(-1)), 0);
    }
    // A hard link to what belongs to somebody else is that file.
    const QString victim = m_dir->filePath(QStringLiteral("victim"));
    write(victim, QByteArray("precious"));
    QCOMPARE(::chmod(QFile::encodeName(victim).constData(), 0644), 0);
    QCOMPARE(::chown(QFile::encodeName(victim).constData(), nobody, gid_t(-1)), 0);
    QVERIFY(QFile::remove(file()));
    QCOMPARE(::link(QFile::encodeName(victim).constData(), QFile::encodeName(file()).constData()), 0);
    QVERIFY(!open());
    QCOMPARE(modeOf(victim), mode_t(0644));
    QCOMPARE(QFileInfo(victim).size(), 8);
}

void TestDatabase::somethingElseIsRefused()
{
    QVERIFY(QDir().mkpath(file()));
    const auto database = open();
    QVERIFY(!database);
    QVERIFY(database.error().message.contains(QLatin1String("mirror.db")));
    QVERIFY(QDir().rmdir(file()));
    QCOMPARE(::mkfifo(QFile::encodeName(file()).constData(), 0600), 0);
    QVERIFY(!open()); // and does not wait for somebody to write into it
}

void TestDatabase::case069_settingsAreSafe()
{
    const auto value = [](Database &database, const char *pragma) {
        return QString::fromStdString(database.connection().execAndGet(pragma).getString());
    };
    const auto mirror = open();
    QVERIFY(mirror);
    QCOMPARE(value(**mirror, "PRAGMA journal_mode"), QStringLiteral("wal"));
    QCOMPARE(value(**mirror, "PRAGMA synchronous"), QStringLiteral("1"));
    const auto outbox = Database::open(m_folder, QStringLiteral("outbox"), Database::Durability::Full);
    QVERIFY(outbox);
    QCOMPARE(value(**outbox, "PRAGMA journal_mode"), QStringLiteral("wal"));
    QCOMPARE(value(**outbox, "PRAGMA synchronous"), QStringLiteral("2"));
    for (Database *database : {mirror->get(), outbox->get()}) {
        QCOMPARE(value(*database, "PRAGMA foreign_keys"), QStringLiteral("1"));
        QCOMPARE(value(*database, "PRAGMA trusted_schema"), QStringLiteral("0"));
        QCOMPARE(value(*database, "PRAGMA cell_size_check"), QStringLiteral("1"));
        QCOMPARE(value(*database, "PRAGMA temp_store"), QStringLiteral("2"));
        // Only refused in defensive mode.
        const auto tampered = guarded([&] {
            return database->connection().exec("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema");
        });
        QVERIFY(!tampered);
    }
}

void TestDatabase::damagedFileIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("garbage") << QByteArray(20000, 'x');
    QTest::newRow("text") << QByteArray("this is no database");
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16);
    QTest::newRow("header, then garbage") << QByteArray("SQLite format 3\0", 16) + QByteArray(8192, '\xff');
}

void TestDatabase::damagedFileIsRefused()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(QDir().mkpath(m_folder));
    write(file(), bytes);
    const auto database = open();
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Storage);
    QVERIFY2(database.error().message.contains(QLatin1String("mirror.db")),
             qPrintable(database.error().message));
    QFile kept(file());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), bytes);
}

/// Permissions do not stop the administrator, so a test run as such becomes nobody for a moment.
void TestDatabase::case067_readOnlyFolderIsAnError()
{
    constexpr uid_t nobody = 65534;
    const bool isRoot = ::geteuid() == 0;
    const QByteArray parent = QFile::encodeName(m_dir->filePath(QStringLiteral("deep")));
    QVERIFY(QDir().mkpath(QString::fromUtf8(parent)));
    QCOMPARE(::chmod(parent.constData(), 0555), 0);
    QCOMPARE(::chmod(QFile::encodeName(m_dir->path()).constData(), 0755), 0);
    if (isRoot)
        QCOMPARE(::seteuid(nobody), 0);
    const auto database = open();
    if (isRoot)
        QCOMPARE(::seteuid(0), 0);
    ::chmod(parent.constData(), 0700);
    QVERIFY(!database);
    QCOMPARE(database.error().storage, StorageTrouble::ReadOnly);
    QVERIFY2(database.error().message.contains(QLatin1String("account: ")),
             qPrintable(database.error().message));
    QVERIFY(open());
}

/// What a file system mounted read-only answers to everybody, the administrator included.
void TestDatabase::case067_readOnlyFileIsAnError()
{
    QVERIFY(open());
    ShimVfs vfs;
    vfs.setHook([](ShimVfs::Call, const QString &) { return SQLITE_READONLY; });
    const auto database = open();
    vfs.setHook({});
    if (database) { // opening an existing file writes nothing
        const auto written = guarded(
            [&] { return (*database)->connection().exec("INSERT INTO document VALUES ('a', '{}')"); });
        QVERIFY(written);
    } else {
        QCOMPARE(database.error().storage, StorageTrouble::ReadOnly);
    }
    QVERIFY(open());
}

void TestDatabase::readerCannotWrite()
{
    const auto database = open();
    QVERIFY(database);
    const auto reader = (*database)->reader();
    QVERIFY(reader);
    const auto written =
        guarded([&] { return (*reader)->connection().exec("INSERT INTO document VALUES ('a', '{}')"); });
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Storage);
}

/// A query that was not read to its end must not pin the old state.
void TestDatabase::readerSeesCommits()
{
    const auto database = open();
    QVERIFY(database);
    const auto reader = (*database)->reader();
    QVERIFY(reader);
    (*database)->connection().exec("INSERT INTO document VALUES ('a', '{}'), ('b', '{}')");
    const char *sql = "SELECT name FROM document ORDER BY name DESC";
    {
        Query query((*reader)->prepared(sql));
        QVERIFY(query.step());
        QCOMPARE(query.text(0), QStringLiteral("b"));
    }
    (*database)->connection().exec("INSERT INTO document VALUES ('c', '{}')");
    Query query((*reader)->prepared(sql));
    QVERIFY(query.step());
    QCOMPARE(query.text(0), QStringLiteral("c"));
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
