#include "services/mirror/rowkey.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"

#include <QDir>
#include <QSignalSpy>

using namespace leadline;
using test::someActivity;
using test::someLead;

namespace {

constexpr int leads = 40;

LeadId leadId(int number)
{
    return LeadId(QStringLiteral("lead_%1").arg(number));
}

} // namespace

/// Case 68 for the mirror: whatever happens to the file, the program opens, shows nothing false, and makes a new file
/// where the old one is of no use; that one stays.
class TestMirrorDamage : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
        fill();
    }
    void cleanup() { close(); }
    void case068_fileDestroyed_data();
    void case068_fileDestroyed();
    void case068_everyPageDestroyed();
    void case068_foundDamagedWhileOpen();
    void case068_onlyTheLatestDamagedFileStays();

private:
    void fill();
    void write(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    [[nodiscard]] QString path() const { return m_dir->filePath(QStringLiteral("mirror.db")); }
    [[nodiscard]] QStringList keptFiles() const
    {
        return QDir(m_dir->path()).entryList({QStringLiteral("mirror.damaged-*.db")}, QDir::Files);
    }
    /// Reads everything as the panes would; false as soon as damage is reported.
    [[nodiscard]] bool readsWell();

    QByteArray m_bytes;
};

void TestMirrorDamage::fill()
{
    QList<Lead> page;
    for (int i = 0; i < leads; ++i)
        page.append(someLead(leadId(i).value, QStringLiteral("Company %1").arg(i), i));
    QVERIFY(put(page));
    for (int i = 0; i < leads; ++i) {
        QList<Activity> timeline;
        for (int k = 0; k < 6; ++k)
            timeline.append(someActivity(QStringLiteral("acti_%1x%2").arg(i).arg(k), leadId(i), k));
        QVERIFY(put(leadId(i), timeline, true));
    }
    close();
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_bytes = file.readAll();
}

bool TestMirrorDamage::readsWell()
{
    QSignalSpy failed(m_mirror.get(), &Mirror::failed);
    const auto rows = m_mirror->leadRows(m_mirror->leadKeys({}));
    for (const LeadRow &row : rows) {
        const auto lead = m_mirror->lead(row.id);
        const auto timeline = m_mirror->activities(row.id, {}, 0, 10);
        if (lead && lead->displayName != row.name)
            QTest::qFail("another name", __FILE__, __LINE__);
        Q_UNUSED(timeline);
    }
    QCoreApplication::processEvents(); // failures are told from the event loop
    for (const auto &each : std::as_const(failed)) {
        if (each.first().value<ApiError>().storage == StorageTrouble::Damaged)
            return false;
    }
    return true;
}

void TestMirrorDamage::case068_fileDestroyed_data()
{
    QTest::addColumn<int>("keep");
    QTest::addColumn<QByteArray>("then");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("zero length") << 0 << QByteArray() << false; // as a new one
    QTest::newRow("garbage") << 0 << QByteArray(20000, 'x') << true;
    QTest::newRow("text") << 0 << QByteArray("this is no database") << true;
    QTest::newRow("header, then garbage") << 100 << QByteArray(8192, '\xff') << true;
    QTest::newRow("cut inside a page") << 3 * 4096 + 17 << QByteArray() << true;
    QTest::newRow("first page only") << 4096 << QByteArray() << true;
}

void TestMirrorDamage::case068_fileDestroyed()
{
    QFETCH(int, keep);
    QFETCH(QByteArray, then);
    QFETCH(bool, isKept);
    const QByteArray bytes = m_bytes.left(keep) + then;
    write(bytes);
    open();
    QCOMPARE(m_mirror->leadCount(), 0);
    QCOMPARE(!m_mirror->damagedFile().isEmpty(), isKept);
    if (isKept) {
        QFile kept(m_mirror->damagedFile());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == bytes);
    }
    QVERIFY(put({someLead(QStringLiteral("lead_new"), QStringLiteral("New"))}));
    reopen();
    QVERIFY(m_mirror->damagedFile().isEmpty());
    QCOMPARE(m_mirror->leadCount(), 1);
    QVERIFY(!m_mirror->pullState().isComplete()); // so all is loaded again
}

void TestMirrorDamage::case068_everyPageDestroyed()
{
    int replaced = 0;
    for (qsizetype page = 0; page < m_bytes.size() / 4096; ++page) {
        QByteArray bytes = m_bytes;
        bytes.replace(page * 4096, 4096, QByteArray(4096, '\xa5'));
        write(bytes);
        open();
        if (!readsWell()) { // what the window does then
            QVERIFY(Mirror::condemn(m_dir->path()));
            reopen();
            QVERIFY(!m_mirror->damagedFile().isEmpty());
        }
        if (m_mirror->damagedFile().isEmpty()) {
            QCOMPARE(m_mirror->leadCount(), leads); // a page that nobody read
        } else {
            QCOMPARE(m_mirror->leadCount(), 0);
            ++replaced;
        }
        close();
    }
    QVERIFY2(replaced > 10, qPrintable(QString::number(replaced)));
}

void TestMirrorDamage::case068_foundDamagedWhileOpen()
{
    open();
    QVERIFY(Mirror::condemn(m_dir->path()));
    QCOMPARE(m_mirror->leadCount(), leads); // still there for who looks
    const auto second = Mirror::open(m_dir->path());
    QVERIFY(!second); // not under the first
    QCOMPARE(second.error().storage, StorageTrouble::InUse);
    reopen();
    QCOMPARE(m_mirror->leadCount(), 0);
    QVERIFY(!m_mirror->damagedFile().isEmpty());
    reopen();
    QVERIFY(m_mirror->damagedFile().isEmpty()); // once
}

void TestMirrorDamage::case068_onlyTheLatestDamagedFileStays()
{
    for (int i = 0; i < 3; ++i) {
        write(QByteArray(20000, char('a' + i)));
        open();
        close();
        QCOMPARE(keptFiles().size(), 1);
    }
    QFile kept(m_dir->filePath(keptFiles().constFirst()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.read(3), QByteArray("ccc"));
}

QTEST_GUILESS_MAIN(TestMirrorDamage)
#include "tst_mirrordamage.moc"
