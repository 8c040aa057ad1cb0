#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"
#include "tests/testkit/testmain.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QProcess>
#include <QTemporaryDir>

#include <random>

using namespace leadline;

/// Kills a process that writes, and lets its disk fill up: what was acknowledged is there, and nothing half.
class TestMirrorCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void case063_killedOutboxKeepsWhatItAcknowledged();
    void case063_killedMirrorKeepsWhatItAcknowledged();
    void case065_fullDiskLosesNothing_data();
    void case065_fullDiskLosesNothing();

private:
    /// Starts the helper, reads `lines` lines, kills it; all lines that it had printed by then.
    QStringList killAfter(int lines, const QStringList &arguments) const;
    void checkIntegrity(const QString &file) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestMirrorCrash::init()
{
    test::expectSilence();
    m_dir = std::make_unique<QTemporaryDir>();
}

QStringList TestMirrorCrash::killAfter(int lines, const QStringList &arguments) const
{
    QProcess helper;
    helper.start(QStringLiteral(CRASH_HELPER), arguments);
    QByteArray output;
    while (output.count('\n') < lines && helper.waitForReadyRead(20000))
        output += helper.readAllStandardOutput();
    helper.kill();
    helper.waitForFinished();
    output += helper.readAllStandardOutput();
    return QString::fromUtf8(output.left(output.lastIndexOf('\n') + 1))
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void TestMirrorCrash::checkIntegrity(const QString &file) const
{
    SQLite::Database database(m_dir->filePath(file).toStdString());
    QCOMPARE(QString::fromStdString(database.execAndGet("PRAGMA integrity_check").getString()),
             QStringLiteral("ok"));
}

void TestMirrorCrash::case063_killedOutboxKeepsWhatItAcknowledged()
{
    constexpr int rounds = 25;
    std::mt19937 random(1);
    QStringList known;
    for (int round = 0; round < rounds; ++round) {
        const int lines = 1 + int(random() % 12);
        const QStringList acknowledged =
            killAfter(lines, {QStringLiteral("outbox"), m_dir->path(), QStringLiteral("r%1_").arg(round)});
        QVERIFY(acknowledged.size() >= lines);
        known += acknowledged;
        checkIntegrity(QStringLiteral("outbox.db"));

        const auto store = OutboxStore::open(m_dir->path());
        QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
        QStringList held;
        const auto commands = (*store)->commands();
        for (const Command &command : commands)
            held.append(command.id.value);
        // At most one was committed and killed before it could be acknowledged.
        if (held.size() == known.size() + 1)
            known.append(held.constLast());
        QCOMPARE(held, known);
    }
}

void TestMirrorCrash::case063_killedMirrorKeepsWhatItAcknowledged()
{
    constexpr int rounds = 20;
    std::mt19937 random(2);
    int known = 0;
    for (int round = 0; round < rounds; ++round) {
        const int lines = 1 + int(random() % 30);
        const QStringList acknowledged =
            killAfter(lines, {QStringLiteral("mirror"), m_dir->path(), QStringLiteral("r%1x").arg(round)});
        QVERIFY(acknowledged.size() >= lines);
        checkIntegrity(QStringLiteral("mirror.db"));
        const auto mirror = Mirror::open(m_dir->path());
        QVERIFY2(mirror, qPrintable(mirror ? QString() : mirror.error().message));
        for (const QString &id : acknowledged)
            QVERIFY2((*mirror)->lead(LeadId(id)), qPrintable(id));
        known += int(acknowledged.size());
        QVERIFY((*mirror)->leadCount() >= known && (*mirror)->leadCount() <= known + 1);
        known = (*mirror)->leadCount();
    }
}

void TestMirrorCrash::case065_fullDiskLosesNothing_data()
{
    QTest::addColumn<QString>("store");
    QTest::addColumn<int>("bytes");
    for (const int kilobytes : {150, 163, 177, 300, 1000}) {
        QTest::addRow("outbox %d kB", kilobytes) << QStringLiteral("outbox") << kilobytes * 1024;
        const int withSearch = kilobytes + 300; // the empty tables of the search
        QTest::addRow("mirror %d kB", withSearch) << QStringLiteral("mirror") << withSearch * 1024;
    }
}

void TestMirrorCrash::case065_fullDiskLosesNothing()
{
    QFETCH(QString, store);
    QFETCH(int, bytes);
    QProcess helper;
    helper.start(QStringLiteral(CRASH_HELPER),
                 {store + QLatin1String("-full"), m_dir->path(), QString::number(bytes)});
    QVERIFY(helper.waitForFinished(60000));
    const QByteArray errors = helper.readAllStandardError();
    QVERIFY2(helper.exitCode() == 0, errors.constData());
    QStringList lines =
        QString::fromUtf8(helper.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const auto full = lines.indexOf(QStringLiteral("full 1 1")); // a storage error, and reads still answer
    QVERIFY2(full > 3,
             qPrintable(lines.mid(std::max<qsizetype>(0, lines.size() - 5)).join(QLatin1Char(' '))));
    QCOMPARE(full, lines.size() - 2); // then the same write went well
    lines.removeAt(full);

    checkIntegrity(store + QLatin1String(".db"));
    if (store == QLatin1String("outbox")) {
        const auto opened = OutboxStore::open(m_dir->path());
        QVERIFY(opened);
        QCOMPARE((*opened)->commands().size(), lines.size());
        for (const QString &id : lines)
            QVERIFY2((*opened)->command(CommandId(id)), qPrintable(id));
    } else {
        const auto opened = Mirror::open(m_dir->path());
        QVERIFY(opened);
        QCOMPARE((*opened)->leadCount(), int(lines.size()));
        for (const QString &id : lines)
            QVERIFY2((*opened)->lead(LeadId(id)), qPrintable(id));
    }
}

QTEST_GUILESS_MAIN(TestMirrorCrash)
#include "tst_mirrorcrash.moc"
