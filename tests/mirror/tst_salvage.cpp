#include "services/mirror/outboxstore.h"
#include "tests/testkit/testmain.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <functional>

using namespace leadline;

namespace {

Command someCommand(int number, int textSize)
{
    LogCall call;
    call.leadId = LeadId(QStringLiteral("lead_%1").arg(number % 7));
    call.note = QStringLiteral("note %1 ").arg(number) + QString(textSize, QChar(u'a' + number % 26));
    call.activityAt = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    Command command;
    command.id = CommandId(QStringLiteral("command-%1").arg(number));
    command.body = call;
    command.createdAt = call.activityAt;
    return command;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

/// Case 68 for the outbox: whatever happens to the file, what can be read of it goes on waiting, what was
/// damaged stays, and nothing is sent again without a look.
class TestSalvage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void case068_everyPageDestroyed();
    void case068_everyPageFlippedSomewhere();
    void case068_fileDestroyed_data();
    void case068_fileDestroyed();
    void case068_damagedTextIsNotSent();
    void case068_logIsReadToo();
    void case068_trashIsKept();
    void case068_nobodySavesUnderAnother();
    void case068_killedBeforeTheEndGoesOn();

private:
    void open();
    /// Fills a queue, closes it, and keeps its bytes.
    void fill(int count, int textSize = 40);
    [[nodiscard]] QString path(const char *name = "outbox.db") const
    {
        return m_dir->filePath(QLatin1String(name));
    }
    [[nodiscard]] QStringList keptFiles() const
    {
        return QDir(m_dir->path()).entryList({QStringLiteral("outbox.damaged-*.db")}, QDir::Files);
    }
    void forgetKeptFiles() const
    {
        const QDir dir(m_dir->path());
        for (const QString &name : dir.entryList({QStringLiteral("outbox.damaged-*")}, QDir::Files))
            QFile::remove(dir.filePath(name));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<OutboxStore> m_store;
    QByteArray m_bytes;
};

void TestSalvage::init()
{
    test::expectSilence();
    m_store.reset();
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestSalvage::open()
{
    auto opened = OutboxStore::open(m_dir->path());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    m_store = std::move(opened).value();
}

void TestSalvage::fill(int count, int textSize)
{
    open();
    QVERIFY(m_store->becomeSender());
    for (int i = 0; i < count; ++i)
        QVERIFY(m_store->add(someCommand(i, textSize)));
    m_store.reset();
    m_bytes = read(path());
    QVERIFY(m_bytes.size() % 4096 == 0 && !m_bytes.isEmpty());
}

void TestSalvage::case068_everyPageDestroyed()
{
    constexpr int count = 60;
    fill(count, 300);
    int saved = 0;
    const auto pages = m_bytes.size() / 4096;
    QVERIFY(pages > 10);
    for (qsizetype page = 0; page < pages; ++page) {
        QByteArray bytes = m_bytes;
        bytes.replace(page * 4096, 4096, QByteArray(4096, '\xa5'));
        write(path(), bytes);
        open();
        const auto salvage = m_store->salvage();
        QVERIFY2(salvage, qPrintable(QString::number(page)));
        const auto commands = m_store->commands();
        QCOMPARE(salvage->saved, int(commands.size()));
        QVERIFY2(commands.size() >= count - 8,
                 qPrintable(QStringLiteral("%1: %2").arg(page).arg(commands.size())));
        saved += commands.size() == count ? 1 : 0;
        int last = -1;
        for (const Command &command : commands) {
            const int number = QStringView(command.id.value).mid(8).toInt();
            QVERIFY(number > last); // still in order
            last = number;
            QCOMPARE(std::get<LogCall>(command.body).note,
                     std::get<LogCall>(someCommand(number, 300).body).note);
            QCOMPARE(command.state, CommandState::Unknown);
        }
        QCOMPARE(keptFiles().size(), 1);
        QVERIFY(read(salvage->keptFile) == bytes);
        m_store.reset();
        open(); // sound again
        QVERIFY(!m_store->salvage());
        QCOMPARE(m_store->commands().size(), commands.size());
        m_store.reset();
        forgetKeptFiles();
    }
    QVERIFY2(saved >= 6, qPrintable(QString::number(saved))); // page 1, roots and indexes hold no writes
}

/// One flipped bit: the file opens or is salvaged, and no text is another one than was written.
void TestSalvage::case068_everyPageFlippedSomewhere()
{
    constexpr int count = 30;
    fill(count);
    quint32 random = 1;
    for (qsizetype page = 0; page < m_bytes.size() / 4096; ++page) {
        for (int round = 0; round < 6; ++round) {
            random = random * 1664525 + 1013904223;
            QByteArray bytes = m_bytes;
            // Half of them where a page keeps its own order.
            const qsizetype at = page * 4096 + (round % 2 == 0 ? (random >> 8) % 4096 : (random >> 8) % 120);
            bytes[at] = char(bytes.at(at) ^ (1 << (random >> 29)));
            write(path(), bytes);
            open();
            for (const Command &command : m_store->commands()) {
                const int number = QStringView(command.id.value).mid(8).toInt();
                QCOMPARE(std::get<LogCall>(command.body).note,
                         std::get<LogCall>(someCommand(number, 40).body).note);
            }
            const auto salvage = m_store->salvage();
            QVERIFY(salvage || m_store->commands().size() == count);
            m_store.reset();
            forgetKeptFiles();
        }
    }
}

void TestSalvage::case068_fileDestroyed_data()
{
    QTest::addColumn<int>("keep"); // bytes, or a case of its own
    QTest::addColumn<QByteArray>("then");
    QTest::addColumn<bool>("isAllLost");
    QTest::newRow("zero length") << 0 << QByteArray() << true;
    QTest::newRow("garbage") << 0 << QByteArray(20000, 'x') << true;
    QTest::newRow("header, then garbage") << 100 << QByteArray(8192, '\xff') << true;
    QTest::newRow("cut inside a page") << -2 << QByteArray() << false;
    QTest::newRow("cut between pages") << -3 << QByteArray() << false;
    QTest::newRow("other header") << -1 << QByteArray() << false;
}

void TestSalvage::case068_fileDestroyed()
{
    QFETCH(int, keep);
    QFETCH(QByteArray, then);
    QFETCH(bool, isAllLost);
    fill(60, 300);
    const qsizetype most = m_bytes.size() - 8 * 4096;
    QByteArray bytes = keep >= 0 ? m_bytes.left(keep) + then : m_bytes;
    if (keep < -1)
        bytes.truncate(keep == -2 ? most + 17 : most);
    else if (keep == -1)
        bytes.replace(0, 100, QByteArray(100, '\0'));
    write(path(), bytes);
    open();
    QVERIFY(m_store->salvage());
    QCOMPARE(m_store->commands().isEmpty(), isAllLost);
    QVERIFY(read(m_store->salvage()->keptFile) == bytes);
    QVERIFY(m_store->add(someCommand(1000, 10))); // and it works again
}

/// A flipped letter inside a text: no structure is wrong, yet it is not what was written.
void TestSalvage::case068_damagedTextIsNotSent()
{
    fill(5);
    QByteArray bytes = m_bytes;
    const auto at = bytes.indexOf("note 3 ");
    QVERIFY(at > 0 && bytes.indexOf("note 3 ", at + 1) < 0);
    bytes[at + 20] = char(bytes.at(at + 20) ^ 1);
    write(path(), bytes);
    open();
    QVERIFY(m_store->salvage());
    QCOMPARE(m_store->salvage()->saved, 4);
    QCOMPARE(m_store->salvage()->lost, 1);
    QVERIFY(!m_store->command(CommandId(QStringLiteral("command-3"))));
}

/// Killed and damaged: the newest writes stand in the log only.
void TestSalvage::case068_logIsReadToo()
{
    fill(10);
    open();
    QVERIFY(m_store->becomeSender());
    for (int i = 10; i < 20; ++i)
        QVERIFY(m_store->add(someCommand(i, 40)));
    Command done = someCommand(4, 40);
    done.state = CommandState::Done;
    QVERIFY(m_store->update(done));
    QVERIFY(m_store->finish(someCommand(5, 40).id));
    const QByteArray log = read(path("outbox.db-wal"));
    m_store.reset();
    QByteArray bytes = m_bytes;
    bytes.replace(0, 100, QByteArray(100, 'x'));
    // The log's copy of the first page would heal the file: it is spoilt as well.
    QByteArray spoilt = log;
    for (auto at = spoilt.indexOf("SQLite format 3"); at >= 0; at = spoilt.indexOf("SQLite format 3", at))
        spoilt.replace(at, 15, QByteArray(15, 'x'));
    write(path(), bytes);
    write(path("outbox.db-wal"), spoilt);
    open();
    QVERIFY(m_store->salvage());
    for (int i = 0; i < 20; ++i)
        QVERIFY2(i == 5 || m_store->command(someCommand(i, 40).id), qPrintable(QString::number(i)));
    QVERIFY(!m_store->command(someCommand(5, 40).id));
    QCOMPARE(m_store->command(done.id)->state, CommandState::Done);
    QVERIFY(read(m_store->salvage()->keptFile + QStringLiteral("-wal")) == spoilt);
}

void TestSalvage::case068_trashIsKept()
{
    fill(3);
    open();
    const QJsonObject object{{QStringLiteral("id"), QStringLiteral("acti_1")}};
    QVERIFY(m_store->discard(someCommand(1, 40).id));
    QVERIFY(m_store->keepInTrash(QStringLiteral("acti_1"), object));
    m_store.reset();
    QByteArray bytes = read(path());
    bytes.replace(0, 100, QByteArray(100, 'x'));
    write(path(), bytes);
    open();
    QVERIFY(m_store->salvage());
    QCOMPARE(m_store->trashed(QStringLiteral("acti_1")), std::optional(object));
    SQLite::Database database(path().toStdString());
    QCOMPARE(database.execAndGet("SELECT id FROM discarded_command").getString(), std::string("command-1"));
}

/// What another program writes into must not be taken away under it.
void TestSalvage::case068_nobodySavesUnderAnother()
{
    fill(3);
    open();
    {
        SQLite::Database stranger(path().toStdString(), SQLite::OPEN_READWRITE);
        stranger.exec("UPDATE command SET json = 'torn', revision = 9 WHERE id = 'command-1'");
    }
    const auto second = OutboxStore::open(m_dir->path());
    QVERIFY(!second);
    QCOMPARE(second.error().storage, StorageTrouble::InUse);
    QCOMPARE(keptFiles(), QStringList());
    QSignalSpy failed(m_store.get(), &OutboxStore::failed);
    m_store->refresh();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<ApiError>().storage, StorageTrouble::Damaged);
    QCOMPARE(m_store->commands().size(), 3); // nothing is dropped
    m_store.reset();
    open();
    QCOMPARE(m_store->salvage()->saved, 2);
    QCOMPARE(m_store->salvage()->lost, 1);
}

void TestSalvage::case068_killedBeforeTheEndGoesOn()
{
    fill(3);
    QByteArray bytes = m_bytes;
    bytes.replace(0, 100, QByteArray(100, 'x'));
    // As the kill left it: the new file is ready, the old one and its log still stand.
    write(path("outbox.salvaged.db"), m_bytes);
    write(path(), bytes);
    write(path("outbox.db-wal"), QByteArray(5000, 'w'));
    open();
    QVERIFY(!m_store->salvage());
    QCOMPARE(m_store->commands().size(), 3);
    QVERIFY(!QFile::exists(path("outbox.salvaged.db")));
}

QTEST_GUILESS_MAIN(TestSalvage)
#include "tst_salvage.moc"
