#include "services/mirror/database.h"
#include "tests/mirror/outboxscript.h"
#include "tests/mirror/powerloss.h"
#include "tests/testkit/testmain.h"

#include <QDir>
#include <QTemporaryDir>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace leadline;
using test::OutboxScript;
using test::ShimVfs;

namespace {

constexpr int steps = 10;

/// `LEADLINE_LONG=1` fails every single call; the short form each of the first ones, then a part of them.
int stride(int call)
{
    return call < 14 || qEnvironmentVariableIsSet("LEADLINE_LONG") ? 1 : 3;
}

/// SQLite's memory, with a moment at which it ends.
sqlite3_mem_methods realMemory;
qint64 allocationsLeft = -1; ///< -1 = endless

void *allocate(int size)
{
    if (allocationsLeft == 0)
        return nullptr;
    allocationsLeft -= allocationsLeft > 0 ? 1 : 0;
    return realMemory.xMalloc(size);
}

void *reallocate(void *memory, int size)
{
    return allocationsLeft == 0 ? nullptr : realMemory.xRealloc(memory, size);
}

/// Runs `work` in a process of its own; its exit code, or 137 where the work ended it.
int inChild(const std::function<int()> &work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

/// The disk, the memory and the files of this computer fail at every place in turn.
class TestLocalFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void case063_killedAtEveryWriteOfTheOutbox();
    void case065_case066_everyWriteRefused_data();
    void case065_case066_everyWriteRefused();
    void case066_notSavedAfterAFailedSync();
    void case071_killedAtEveryWriteOfAMigration();
    void case071_noRoomForTheCopy();
    void case083_memoryEndsAnywhere();
    void case083_noFileDescriptorsLeft();

private:
    void makeOldSample() const;
    [[nodiscard]] Result<std::unique_ptr<Database>> openSample() const
    {
        return Database::open(m_dir->path(), QStringLiteral("sample"), Database::Durability::Normal);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestLocalFaults::initTestCase()
{
    QCOMPARE(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &realMemory), SQLITE_OK);
    sqlite3_mem_methods limited = realMemory;
    limited.xMalloc = allocate;
    limited.xRealloc = reallocate;
    QCOMPARE(sqlite3_config(SQLITE_CONFIG_MALLOC, &limited), SQLITE_OK);
}

void TestLocalFaults::init()
{
    test::expectSilence();
    m_dir = std::make_unique<QTemporaryDir>();
}

/// A process that ends before its n-th call to the disk, for every n, without a word to anybody.
void TestLocalFaults::case063_killedAtEveryWriteOfTheOutbox()
{
    const QString folder = m_dir->path();
    QVERIFY(OutboxStore::open(folder)); // made; SQLite is initialized before the processes part
    const test::Files start = test::filesOf(folder);
    int died = 0;
    for (int last = 1;; last += stride(last)) {
        test::placeFiles(folder, start);
        int pipe[2] = {};
        QCOMPARE(::pipe(pipe), 0);
        const int code = inChild([&] {
            ShimVfs vfs;
            int calls = 0;
            vfs.setHook([&](ShimVfs::Call, const QString &) {
                if (++calls == last)
                    ::_exit(137);
                return SQLITE_OK;
            });
            OutboxScript script(63);
            auto store = OutboxStore::open(folder);
            if (!store || !(*store)->becomeSender())
                return 1;
            for (int i = 0; i < steps; ++i) {
                if (!script.step(**store) || ::write(pipe[1], "x", 1) != 1)
                    return 2;
            }
            store.value().reset();
            return 0;
        });
        ::close(pipe[1]);
        char acknowledgements[steps + 1];
        const auto acknowledged = int(::read(pipe[0], acknowledgements, sizeof(acknowledgements)));
        ::close(pipe[0]);
        QVERIFY2(code == 137 || code == 0, qPrintable(QString::number(code)));

        // The same script again, as far as it was acknowledged, tells what must be there.
        QTemporaryDir other;
        const auto model = OutboxStore::open(other.path());
        QVERIFY(model && (*model)->becomeSender());
        OutboxScript script(63);
        for (int i = 0; i < acknowledged; ++i)
            QVERIFY(script.step(**model));
        const auto sure = script.expected();
        if (acknowledged < steps)
            QVERIFY(script.step(**model));
        const auto store = OutboxStore::open(folder);
        QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
        QVERIFY(!(*store)->salvage());
        const auto content = OutboxScript::contentOf(**store);
        QVERIFY2(content == sure || content == script.expected(), qPrintable(QString::number(last)));
        if (code == 0)
            break;
        ++died;
    }
    QVERIFY2(died > steps, qPrintable(QString::number(died)));
}

void TestLocalFaults::case065_case066_everyWriteRefused_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isForever");
    QTest::addColumn<StorageTrouble>("trouble");
    QTest::newRow("disk full once") << SQLITE_FULL << false << StorageTrouble::Full;
    QTest::newRow("disk full from then on") << SQLITE_FULL << true << StorageTrouble::Full;
    QTest::newRow("disk error once") << SQLITE_IOERR_WRITE << false << StorageTrouble::Device;
    QTest::newRow("disk error from then on") << SQLITE_IOERR_FSYNC << true << StorageTrouble::Device;
}

/// The n-th call to the disk is refused, for every n: what failed says so and left nothing, and once there is
/// room the same works.
void TestLocalFaults::case065_case066_everyWriteRefused()
{
    QFETCH(int, code);
    QFETCH(bool, isForever);
    QFETCH(StorageTrouble, trouble);
    QVERIFY(OutboxStore::open(m_dir->path()));
    const test::Files start = test::filesOf(m_dir->path());
    ShimVfs vfs;
    int refused = 0;
    for (int first = 1;; first += stride(first)) {
        test::placeFiles(m_dir->path(), start);
        int calls = 0;
        bool isOver = false;
        vfs.setHook([&](ShimVfs::Call, const QString &) {
            ++calls;
            return !isOver && (calls == first || (isForever && calls > first)) ? code : SQLITE_OK;
        });
        auto store = OutboxStore::open(m_dir->path());
        if (!store) {
            QCOMPARE(store.error().kind, ErrorKind::Storage);
            QVERIFY2(store.error().storage == trouble || store.error().storage == StorageTrouble::ReadOnly,
                     qPrintable(store.error().message));
            isOver = true;
            store = OutboxStore::open(m_dir->path());
            QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
        }
        QVERIFY(!(*store)->salvage());
        isOver = isOver || !(*store)->becomeSender();
        QVERIFY((*store)->becomeSender());
        OutboxScript script(65);
        int failures = 0;
        for (int i = 0; i < steps; ++i) {
            const auto done = script.step(**store);
            if (done)
                continue;
            QCOMPARE(done.error().kind, ErrorKind::Storage);
            QVERIFY2(done.error().storage == trouble, qPrintable(done.error().message));
            QVERIFY(OutboxScript::contentOf(**store) == script.expected());
            ++failures;
            isOver = isOver || failures == 3; // there is room again
        }
        QVERIFY(failures <= 3);
        QVERIFY(OutboxScript::contentOf(**store) == script.expected());
        isOver = true;
        store.value().reset();
        const auto again = OutboxStore::open(m_dir->path());
        QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
        QVERIFY(!(*again)->salvage());
        QVERIFY(OutboxScript::contentOf(**again) == script.expected());
        if (calls < first)
            break;
        refused += failures;
    }
    QVERIFY2(refused >= steps / 2, qPrintable(QString::number(refused)));
}

/// What a kernel could not write out it may forget: success after a failed sync must mean that it was written
/// again.
void TestLocalFaults::case066_notSavedAfterAFailedSync()
{
    ShimVfs vfs;
    auto store = OutboxStore::open(m_dir->path());
    QVERIFY(store && (*store)->becomeSender());
    OutboxScript script(66);
    for (int i = 0; i < 5; ++i)
        QVERIFY(script.step(**store));
    test::PowerLoss disk(test::filesOf(m_dir->path()));
    vfs.setHook([](ShimVfs::Call call, const QString &) {
        return call == ShimVfs::Call::Sync ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    });
    const auto failed = script.step(**store);
    QVERIFY(!failed);
    QCOMPARE(failed.error().storage, StorageTrouble::Device);
    vfs.setHook({});
    vfs.record(true); // from here on; what was written before is lost
    QVERIFY(script.step(**store));
    const auto done = vfs.steps();
    for (const ShimVfs::Step &step : done)
        disk.apply(step);
    quint32 random = 66;
    QTemporaryDir image;
    test::placeFiles(image.path(), disk.images(&random).constFirst()); // only what was synced
    const auto opened = OutboxStore::open(image.path());
    QVERIFY(opened && !(*opened)->salvage());
    QVERIFY(OutboxScript::contentOf(**opened) == script.expected());
}

void TestLocalFaults::makeOldSample() const
{
    QFile script(QStringLiteral(":/schema/sample/0001.sql"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    SQLite::Database old(m_dir->filePath(QStringLiteral("sample.db")).toStdString(),
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec(script.readAll().toStdString() + "PRAGMA user_version = 1");
    for (int i = 0; i < 20; ++i)
        old.exec("INSERT INTO person (name) VALUES ('person " + std::to_string(i) + "')");
}

void TestLocalFaults::case071_killedAtEveryWriteOfAMigration()
{
    makeOldSample();
    const test::Files start = test::filesOf(m_dir->path());
    int olds = 0;
    int news = 0;
    for (int last = 1;; last += stride(last)) {
        test::placeFiles(m_dir->path(), start);
        const int code = inChild([&] {
            ShimVfs vfs;
            int calls = 0;
            vfs.setHook([&](ShimVfs::Call, const QString &) {
                if (++calls == last)
                    ::_exit(137);
                return SQLITE_OK;
            });
            return openSample() ? 0 : 1;
        });
        QVERIFY(code == 137 || code == 0);
        {
            SQLite::Database raw(m_dir->filePath(QStringLiteral("sample.db")).toStdString(),
                                 SQLite::OPEN_READWRITE);
            const int version = raw.execAndGet("PRAGMA user_version").getInt();
            QVERIFY(version == 1 || version == 3);
            ++(version == 1 ? olds : news);
            QCOMPARE(raw.execAndGet("SELECT count(*) FROM person").getInt(), 20);
            QCOMPARE(raw.tableExists("place"), version == 3);
        }
        const auto database = openSample();
        QVERIFY2(database, qPrintable(database ? QString() : database.error().message));
        QCOMPARE((*database)->connection().execAndGet("SELECT count(*) FROM place").getInt(), 10);
        SQLite::Database copy(m_dir->filePath(QStringLiteral("sample.v1.db")).toStdString());
        QCOMPARE(copy.execAndGet("SELECT count(*) FROM person WHERE name LIKE 'person%'").getInt(), 20);
        if (code == 0)
            break;
    }
    QVERIFY2(olds > 5 && news > 1, qPrintable(QStringLiteral("%1 %2").arg(olds).arg(news)));
}

void TestLocalFaults::case071_noRoomForTheCopy()
{
    makeOldSample();
    ShimVfs vfs;
    vfs.setHook([](ShimVfs::Call call, const QString &file) {
        return call == ShimVfs::Call::Write && file.contains(QLatin1String(".v1.")) ? SQLITE_FULL : SQLITE_OK;
    });
    const auto refused = openSample();
    QVERIFY(!refused);
    QCOMPARE(refused.error().storage, StorageTrouble::Full);
    vfs.setHook({});
    {
        SQLite::Database raw(m_dir->filePath(QStringLiteral("sample.db")).toStdString());
        QCOMPARE(raw.execAndGet("PRAGMA user_version").getInt(), 1);
    }
    QVERIFY(openSample());
}

void TestLocalFaults::case083_memoryEndsAnywhere()
{
    QVERIFY(OutboxStore::open(m_dir->path()));
    const test::Files start = test::filesOf(m_dir->path());
    int refused = 0;
    // The first few hundred one by one, the rest in growing strides.
    for (qint64 left = 0; left < 60'000; left += 1 + left / 12) {
        test::placeFiles(m_dir->path(), start);
        OutboxScript script(83);
        allocationsLeft = left;
        auto store = OutboxStore::open(m_dir->path());
        if (!store) {
            QCOMPARE(store.error().kind, ErrorKind::Storage);
            QVERIFY(store.error().storage !=
                    StorageTrouble::Damaged); // a sound file must not be taken apart for this
            ++refused;
            allocationsLeft = -1;
            store = OutboxStore::open(m_dir->path());
            QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
        }
        QVERIFY(!(*store)->salvage());
        for (int i = 0; i < 6; ++i) {
            if (!(*store)->becomeSender() || !script.step(**store)) {
                ++refused;
                allocationsLeft = -1;
            }
            QVERIFY(OutboxScript::contentOf(**store) == script.expected());
        }
        const bool isEnough = allocationsLeft > 0;
        allocationsLeft = -1;
        store.value().reset();
        const auto again = OutboxStore::open(m_dir->path());
        QVERIFY(again && !(*again)->salvage());
        QVERIFY(OutboxScript::contentOf(**again) == script.expected());
        if (isEnough)
            break;
    }
    QVERIFY2(refused > 20, qPrintable(QString::number(refused)));
}

void TestLocalFaults::case083_noFileDescriptorsLeft()
{
    auto store = OutboxStore::open(m_dir->path());
    QVERIFY(store && (*store)->becomeSender());
    OutboxScript script(84);
    QVERIFY(script.step(**store));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit none = before;
    none.rlim_cur = 3;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const auto more = openSample();
    const auto done = script.step(**store); // what is open goes on working
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(!more);
    QCOMPARE(more.error().kind, ErrorKind::Storage);
    QVERIFY(done);
    QVERIFY(openSample());
}

QTEST_GUILESS_MAIN(TestLocalFaults)
#include "tst_localfaults.moc"
