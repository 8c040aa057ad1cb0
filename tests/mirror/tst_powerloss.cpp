#include "services/mirror/database.h"
#include "services/mirror/schema.h"
#include "tests/mirror/outboxscript.h"
#include "tests/mirror/powerloss.h"
#include "tests/testkit/testmain.h"

#include <QDir>
#include <QTemporaryDir>

using namespace leadline;
using test::Files;
using test::OutboxScript;
using test::PowerLoss;
using test::ShimVfs;

namespace {

/// `LEADLINE_LONG=1` looks at every image; the short form at a part of them, always the same.
bool isLong()
{
    return qEnvironmentVariableIsSet("LEADLINE_LONG");
}

QString integrity(const QString &file)
{
    const auto verdict = guarded([&] {
        SQLite::Database database(file.toStdString(), SQLite::OPEN_READWRITE);
        return QString::fromStdString(database.execAndGet("PRAGMA integrity_check").getString());
    });
    return verdict ? *verdict : verdict.error().message;
}

} // namespace

/// Cuts the power at every moment of a script: every set of writes that a disk may then hold is opened by the
/// program.
class TestPowerLoss : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_dir = std::make_unique<QTemporaryDir>();
        m_image = std::make_unique<QTemporaryDir>();
    }
    void case064_everyImageOfTheOutbox();
    void case064_unsyncedWritesWouldBeLost();
    void case064_mirrorMayLoseItsTailOnly();
    void case071_everyImageOfAMigration();

private:
    void checkOutbox(const Files &files, const OutboxScript::Content &acknowledged,
                     const OutboxScript::Content &underWay);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QTemporaryDir> m_image;
};

void TestPowerLoss::checkOutbox(const Files &files, const OutboxScript::Content &acknowledged,
                                const OutboxScript::Content &underWay)
{
    test::placeFiles(m_image->path(), files);
    const auto opened = OutboxStore::open(m_image->path());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    QVERIFY(!(*opened)->salvage()); // sound as it is
    const auto content = OutboxScript::contentOf(**opened);
    // A write that was sent never reads as Queued, no write is lost, none comes back.
    QVERIFY(content == acknowledged || content == underWay);
}

void TestPowerLoss::case064_everyImageOfTheOutbox()
{
    ShimVfs vfs;
    OutboxScript script(64);
    auto store = OutboxStore::open(m_dir->path());
    QVERIFY(store && (*store)->becomeSender());
    store.value().reset();
    const Files start = test::filesOf(m_dir->path());

    vfs.record(true);
    QList<qsizetype> acknowledgedAt;
    QList<OutboxScript::Content> contents{script.expected()};
    for (int i = 0; i < 200; ++i) {
        if (i % 40 == 0) { // the log is folded into the file when the last one closes it
            store.value().reset();
            store = OutboxStore::open(m_dir->path());
            QVERIFY(store && (*store)->becomeSender());
        }
        QVERIFY(script.step(**store));
        acknowledgedAt.append(vfs.steps().size());
        contents.append(script.expected());
    }
    store.value().reset();
    const auto steps = vfs.steps();
    vfs.record(false);

    PowerLoss disk(start);
    quint32 random = 1;
    int acknowledged = 0;
    int tried = 0;
    int made = 0;
    for (qsizetype i = 0; i <= steps.size(); ++i) {
        while (acknowledged < acknowledgedAt.size() && acknowledgedAt.at(acknowledged) <= i)
            ++acknowledged;
        const bool isBeforeSync = i == steps.size() || steps.at(i).call == ShimVfs::Call::Sync;
        const bool isAcknowledged = acknowledgedAt.contains(i);
        if (isBeforeSync || isAcknowledged) {
            const auto images = disk.images(&random);
            for (const Files &files : images) {
                if (!isLong() && !isAcknowledged && ++made % 5 != 0)
                    continue;
                ++tried;
                checkOutbox(files, contents.at(acknowledged),
                            contents.value(acknowledged + 1, contents.last()));
                if (QTest::currentTestFailed())
                    return;
            }
        }
        if (i < steps.size())
            disk.apply(steps.at(i));
    }
    QCOMPARE(integrity(m_image->filePath(QStringLiteral("outbox.db"))), QStringLiteral("ok"));
    qInfo("%d images of a power cut in %d steps", tried, int(steps.size()));
    QVERIFY(tried > 400);
}

/// That the images above could show a loss: the same steps on a disk that never wrote anything out.
void TestPowerLoss::case064_unsyncedWritesWouldBeLost()
{
    ShimVfs vfs;
    OutboxScript script(64);
    auto store = OutboxStore::open(m_dir->path());
    QVERIFY(store && (*store)->becomeSender());
    store.value().reset();
    PowerLoss disk(test::filesOf(m_dir->path()));
    store = OutboxStore::open(m_dir->path());
    QVERIFY(store && (*store)->becomeSender());
    vfs.record(true);
    for (int i = 0; i < 8; ++i)
        QVERIFY(script.step(**store));
    const auto steps = vfs.steps();
    for (const ShimVfs::Step &step : steps) {
        if (step.call != ShimVfs::Call::Sync)
            disk.apply(step);
    }
    quint32 random = 1;
    int losses = 0;
    const auto images = disk.images(&random);
    for (const Files &files : images) {
        test::placeFiles(m_image->path(), files);
        const auto opened = OutboxStore::open(m_image->path());
        losses += !opened || OutboxScript::contentOf(**opened) != script.expected() ? 1 : 0;
    }
    QVERIFY2(losses > images.size() / 2, qPrintable(QString::number(losses)));
}

void TestPowerLoss::case064_mirrorMayLoseItsTailOnly()
{
    ShimVfs vfs;
    const auto open = [](const QString &folder) {
        return Database::open(folder, QStringLiteral("mirror"), Database::Durability::Normal);
    };
    {
        QVERIFY(open(m_dir->path()));
    }
    const Files start = test::filesOf(m_dir->path());
    vfs.record(true);
    constexpr int count = 60;
    for (int i = 0; i < count;) {
        const auto database = open(m_dir->path());
        QVERIFY(database);
        for (int last = i + 20; i < last; ++i) {
            (*database)->connection().exec("INSERT INTO document VALUES ('" + std::to_string(i) +
                                           "', hex(zeroblob(" + std::to_string(i % 7 * 1500) + ")))");
        }
    }
    const auto steps = vfs.steps();
    vfs.record(false);

    PowerLoss disk(start);
    quint32 random = 2;
    int tried = 0;
    for (const ShimVfs::Step &step : steps) {
        if (step.call == ShimVfs::Call::Sync || ++tried % 100 == 0) {
            const auto images = disk.images(&random);
            for (qsizetype i = 0; i < images.size(); i += isLong() ? 1 : 9) {
                test::placeFiles(m_image->path(), images.at(i));
                const auto database = open(m_image->path());
                QVERIFY2(database, qPrintable(database ? QString() : database.error().message));
                SQLite::Database &connection = (*database)->connection();
                QCOMPARE(connection.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
                // The first ones, without a gap.
                QCOMPARE(
                    connection.execAndGet("SELECT count(*) FROM document").getInt(),
                    connection.execAndGet("SELECT ifnull(max(CAST(name AS INTEGER)), -1) + 1 FROM document")
                        .getInt());
            }
        }
        disk.apply(step);
    }
}

void TestPowerLoss::case071_everyImageOfAMigration()
{
    const QString path = m_dir->filePath(QStringLiteral("sample.db"));
    QFile script(QStringLiteral(":/schema/sample/0001.sql"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    {
        SQLite::Database old(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        old.exec("PRAGMA journal_mode = WAL");
        old.exec(script.readAll().toStdString() + "PRAGMA user_version = 1");
        for (int i = 0; i < 300; ++i)
            old.exec("INSERT INTO person (name) VALUES ('person " + std::to_string(i) + "')");
    }
    const Files start = test::filesOf(m_dir->path());
    ShimVfs vfs;
    vfs.record(true);
    const auto open = [](const QString &folder) {
        return Database::open(folder, QStringLiteral("sample"), Database::Durability::Normal);
    };
    {
        QVERIFY(open(m_dir->path()));
    }
    const auto steps = vfs.steps();
    vfs.record(false);

    PowerLoss disk(start);
    quint32 random = 3;
    int olds = 0;
    int news = 0;
    for (const ShimVfs::Step &step : steps) {
        if (step.call == ShimVfs::Call::Sync || step.call == ShimVfs::Call::Delete) {
            const auto images = disk.images(&random);
            for (qsizetype i = 0; i < images.size(); i += isLong() ? 1 : 3) {
                test::placeFiles(m_image->path(), images.at(i));
                const QString file = m_image->filePath(QStringLiteral("sample.db"));
                {
                    SQLite::Database raw(file.toStdString(), SQLite::OPEN_READWRITE);
                    QCOMPARE(raw.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
                    const int version = raw.execAndGet("PRAGMA user_version").getInt();
                    QVERIFY(version == 1 || version == 3);
                    ++(version == 1 ? olds : news);
                    QCOMPARE(raw.execAndGet("SELECT count(*) FROM person").getInt(), 300);
                    QCOMPARE(raw.tableExists("place"), version == 3);
                }
                const auto database = open(m_image->path());
                QVERIFY2(database, qPrintable(database ? QString() : database.error().message));
                QCOMPARE((*database)->connection().execAndGet("SELECT count(*) FROM place").getInt(), 150);
            }
        }
        disk.apply(step);
    }
    QVERIFY(olds > 10 && news > 0);
    // The copy is the old one, whole.
    SQLite::Database copy(m_dir->filePath(QStringLiteral("sample.v1.db")).toStdString());
    QCOMPARE(copy.execAndGet("PRAGMA user_version").getInt(), 1);
    QCOMPARE(copy.execAndGet("SELECT count(*) FROM person WHERE name LIKE 'person%'").getInt(), 300);
}

QTEST_GUILESS_MAIN(TestPowerLoss)
#include "tst_powerloss.moc"
