#include "services/mirror/database.h"
#include "services/mirror/schema.h"
#include "tests/testkit/testmain.h"

#include <QDir>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace leadline;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat info
    {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
}

QStringList dump(SQLite::Database &connection)
{
    QStringList lines;
    SQLite::Statement query(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    while (query.executeStep())
        lines.append(QString::fromStdString(query.getColumn(0).getString()));
    return lines;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void filesArePrivateWhateverTheUmask();
    void widePermissionsAreTightened();
    void symbolicLinksAreRefused_data();
    void symbolicLinksAreRefused();
    void somethingElseIsRefused();
    void settingsAreSafe();
    void newFileHasTheNewestSchema_data();
    void newFileHasTheNewestSchema();
    void secondOpeningChangesNothing();
    void newerSchemaIsRefusedUntouched();
    void brokenScriptLeavesNothing();
    void damagedFileIsRefused_data();
    void damagedFileIsRefused();
    void readOnlyFolderIsAnError();
    void readerCannotWrite();
    void readerSeesCommits();

private:
    [[nodiscard]] Result<std::unique_ptr<Database>> open() const
    {
        return Database::open(m_folder, QStringLiteral("mirror"), Database::Durability::Normal);
    }
    [[nodiscard]] QString file(const char *suffix = "") const
    {
        return m_folder + QStringLiteral("/mirror.db") + QLatin1String(suffix);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
};

void TestDatabase::init()
{
    test::expectSilence();
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->filePath(QStringLiteral("deep/account"));
}

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

void TestDatabase::symbolicLinksAreRefused_data()
{
    QTest::addColumn<QString>("planted");
    QTest::newRow("database") << QStringLiteral("deep/account/mirror.db");
    QTest::newRow("log") << QStringLiteral("deep/account/mirror.db-wal");
    QTest::newRow("shared memory") << QStringLiteral("deep/account/mirror.db-shm");
    QTest::newRow("folder") << QStringLiteral("deep/account");
}

void TestDatabase::symbolicLinksAreRefused()
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

void TestDatabase::settingsAreSafe()
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

void TestDatabase::newFileHasTheNewestSchema_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("mirror") << QStringLiteral("mirror");
    QTest::newRow("outbox") << QStringLiteral("outbox");
}

/// One road to one schema: a file that took every script one by one equals a new one and the scripts on disk.
void TestDatabase::newFileHasTheNewestSchema()
{
    QFETCH(QString, name);
    const QDir scripts(qEnvironmentVariable("LEADLINE_SOURCE") + QStringLiteral("/resources/schema/") + name);
    const QStringList files = scripts.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    QVERIFY(!files.isEmpty());
    QCOMPARE(newestSchemaVersion(name), int(files.size()));

    SQLite::Database byHand(":memory:", SQLite::OPEN_READWRITE);
    for (const QString &each : files) {
        QFile script(scripts.filePath(each));
        QVERIFY(script.open(QIODevice::ReadOnly));
        byHand.exec(script.readAll().toStdString());
    }
    const auto database = Database::open(m_folder, name, Database::Durability::Normal);
    QVERIFY(database);
    QCOMPARE(dump((*database)->connection()), dump(byHand));
    QCOMPARE((*database)->connection().execAndGet("PRAGMA user_version").getInt(), int(files.size()));
}

void TestDatabase::secondOpeningChangesNothing()
{
    QStringList before;
    {
        const auto database = open();
        QVERIFY(database);
        before = dump((*database)->connection());
        (*database)->connection().exec("INSERT INTO document VALUES ('a', '{}')");
    }
    const auto database = open();
    QVERIFY(database);
    QCOMPARE(dump((*database)->connection()), before);
    QCOMPARE((*database)->connection().execAndGet("SELECT count(*) FROM document").getInt(), 1);
}

void TestDatabase::newerSchemaIsRefusedUntouched()
{
    QVERIFY(open());
    {
        SQLite::Database later(file().toStdString(), SQLite::OPEN_READWRITE);
        later.exec("CREATE TABLE of_tomorrow (x); PRAGMA user_version = 99");
    }
    const auto database = open();
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Storage);
    QVERIFY2(database.error().message.contains(QLatin1String("newer version")),
             qPrintable(database.error().message));
    SQLite::Database later(file().toStdString(), SQLite::OPEN_READONLY);
    QVERIFY(later.tableExists("of_tomorrow"));
    QCOMPARE(later.execAndGet("PRAGMA user_version").getInt(), 99);
}

/// A file that already has one of the tables makes the first script fail half way.
void TestDatabase::brokenScriptLeavesNothing()
{
    QVERIFY(QDir().mkpath(m_folder));
    SQLite::Database stranger(file().toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    stranger.exec("CREATE TABLE activity_body (x)");
    const auto database = open();
    QVERIFY(!database);
    QVERIFY(database.error().message.contains(QLatin1String("activity_body")));
    QVERIFY(!stranger.tableExists("lead"));
    QCOMPARE(stranger.execAndGet("PRAGMA user_version").getInt(), 0);
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
void TestDatabase::readOnlyFolderIsAnError()
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
    QCOMPARE(database.error().kind, ErrorKind::Storage);
    QVERIFY2(database.error().message.contains(QLatin1String("account: ")),
             qPrintable(database.error().message));
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
