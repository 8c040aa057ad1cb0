#include "services/mirror/schema.h"
#include "tests/mirror/databasefixture.h"

#include <QDir>

using namespace leadline;

namespace {

QStringList dump(SQLite::Database &connection)
{
    QStringList lines;
    SQLite::Statement query(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    while (query.executeStep())
        lines.append(QString::fromStdString(query.getColumn(0).getString()));
    return lines;
}

} // namespace

/// One road to one schema, from every older one, and no way in for a newer or a foreign one.
class TestSchema : public test::DatabaseFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void newFileHasTheNewestSchema_data();
    void newFileHasTheNewestSchema();
    void secondOpeningChangesNothing();
    void case069_foreignTriggersAndViewsAreRefused_data();
    void case069_foreignTriggersAndViewsAreRefused();
    void case071_everyOlderSchemaMigrates_data();
    void case071_everyOlderSchemaMigrates();
    void case071_onlyTheLatestCopyStays();
    void case071_notWhileAnOlderProgramRuns();
    void case072_newerSchemaIsRefusedUntouched();
    void brokenScriptLeavesNothing();
};

void TestSchema::newFileHasTheNewestSchema_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("mirror") << QStringLiteral("mirror");
    QTest::newRow("outbox") << QStringLiteral("outbox");
}

/// One road to one schema: a file that took every script one by one equals a new one and the scripts on disk.
void TestSchema::newFileHasTheNewestSchema()
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

void TestSchema::secondOpeningChangesNothing()
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

void TestSchema::case069_foreignTriggersAndViewsAreRefused_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("trigger") << QByteArray(
        "CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM lead; END");
    QTest::newRow("view") << QByteArray("CREATE VIEW v AS SELECT * FROM lead");
    QTest::newRow("view in a table's place")
        << QByteArray("DROP TABLE document; CREATE VIEW document AS SELECT 'a' AS name, 'b' AS json");
    QTest::newRow("table gone") << QByteArray("DROP TABLE document");
}

void TestSchema::case069_foreignTriggersAndViewsAreRefused()
{
    QFETCH(QByteArray, sql);
    QVERIFY(open());
    SQLite::Database(file().toStdString(), SQLite::OPEN_READWRITE).exec(sql.constData());
    const auto database = open();
    QVERIFY(!database);
    QCOMPARE(database.error().storage, StorageTrouble::Damaged);
}

void TestSchema::case071_everyOlderSchemaMigrates_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("version");
    for (const char *name : {"mirror", "outbox", "sample"}) {
        for (int version = 1; version < newestSchemaVersion(QLatin1String(name)); ++version)
            QTest::addRow("%s %d", name, version) << QString::fromLatin1(name) << version;
    }
}

void TestSchema::case071_everyOlderSchemaMigrates()
{
    QFETCH(QString, name);
    QFETCH(int, version);
    QVERIFY(QDir().mkpath(m_folder));
    const QString path = QStringLiteral("%1/%2.db").arg(m_folder, name);
    QStringList before;
    {
        SQLite::Database old(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        for (int i = 1; i <= version; ++i) {
            QFile script(QStringLiteral(":/schema/%1/%2.sql").arg(name).arg(i, 4, 10, QLatin1Char('0')));
            QVERIFY(script.open(QIODevice::ReadOnly));
            old.exec(script.readAll().toStdString());
        }
        old.exec("PRAGMA user_version = " + std::to_string(version));
        before = dump(old);
    }
    const auto database = Database::open(m_folder, name, Database::Durability::Normal);
    QVERIFY2(database, qPrintable(database ? QString() : database.error().message));
    QCOMPARE((*database)->connection().execAndGet("PRAGMA user_version").getInt(), newestSchemaVersion(name));
    const auto fresh =
        Database::open(m_dir->filePath(QStringLiteral("fresh")), name, Database::Durability::Normal);
    QVERIFY(fresh);
    QCOMPARE(dump((*database)->connection()), dump((*fresh)->connection()));

    const QString kept = QStringLiteral("%1/%2.v%3.db").arg(m_folder, name).arg(version);
    QCOMPARE(modeOf(kept), mode_t(0600));
    SQLite::Database copy(kept.toStdString());
    QCOMPARE(copy.execAndGet("PRAGMA user_version").getInt(), version);
    QCOMPARE(dump(copy), before);
}

void TestSchema::case071_onlyTheLatestCopyStays()
{
    QVERIFY(QDir().mkpath(m_folder));
    write(m_folder + QStringLiteral("/sample.v0.db"), "older still");
    write(m_folder + QStringLiteral("/sample.v2.db.part"), "of a copy that was killed");
    write(m_folder + QStringLiteral("/mirror.v1.db"), "of another file");
    SQLite::Database((m_folder + QStringLiteral("/sample.db")).toStdString(),
                     SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec(
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT; CREATE TABLE place (x);"
            "DROP TABLE place; PRAGMA user_version = 1");
    QVERIFY(Database::open(m_folder, QStringLiteral("sample"), Database::Durability::Normal));
    QCOMPARE(QDir(m_folder).entryList({QStringLiteral("*.v*")}, QDir::Files),
             (QStringList{QStringLiteral("mirror.v1.db"), QStringLiteral("sample.v1.db")}));
}

/// It would go on with statements that no longer fit, and would not know of it.
void TestSchema::case071_notWhileAnOlderProgramRuns()
{
    const QString name = QStringLiteral("sample");
    QVERIFY(Database::open(m_folder, name, Database::Durability::Normal));
    SQLite::Database(QString(m_folder + QStringLiteral("/sample.db")).toStdString(), SQLite::OPEN_READWRITE)
        .exec("DROP INDEX person_name; PRAGMA user_version = 2");
    auto older = FileLock::take(databaseLockPath(m_folder, name), FileLock::Kind::Shared);
    QVERIFY(older);
    const auto refused = Database::open(m_folder, name, Database::Durability::Normal);
    QVERIFY(!refused);
    QCOMPARE(refused.error().storage, StorageTrouble::InUse);
    older = ApiError();
    QVERIFY(Database::open(m_folder, name, Database::Durability::Normal));
}

void TestSchema::case072_newerSchemaIsRefusedUntouched()
{
    QVERIFY(open());
    const auto content = [this](const char *suffix) {
        QFile stored(file(suffix));
        return stored.open(QIODevice::ReadOnly) ? stored.readAll() : QByteArray();
    };
    QByteArray log;
    QByteArray bytes;
    {
        SQLite::Database later(file().toStdString(), SQLite::OPEN_READWRITE);
        later.exec("CREATE TABLE of_tomorrow (x); PRAGMA user_version = 99");
        log = content("-wal"); // the newer program was killed: its last words stand in the log
        bytes = content("");
    }
    QVERIFY(!log.isEmpty());
    write(file(), bytes);
    write(file("-wal"), log);
    const auto database = open();
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Storage);
    QCOMPARE(database.error().storage, StorageTrouble::Newer);
    QVERIFY(content("") == bytes);
    QVERIFY(content("-wal") == log);
    QVERIFY(QDir(m_folder).entryList({QStringLiteral("*.v*"), QStringLiteral("*.damaged*")}).isEmpty());
    SQLite::Database later(file().toStdString(), SQLite::OPEN_READWRITE);
    QVERIFY(later.tableExists("of_tomorrow"));
}

/// A file that already has one of the tables makes the first script fail half way.
void TestSchema::brokenScriptLeavesNothing()
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

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
