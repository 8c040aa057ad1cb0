#include "tests/app/rig.h"
#include "tests/testkit/testmain.h"

#include <QDirIterator>

#include <sys/stat.h>

using namespace leadline;

/// What a session leaves on the disk: the account's two databases and nothing else that tells of a customer, readable
/// by the owner alone; no temporary files.
class TestTraces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void case081_customersStandInTheDatabasesOnly();
};

void TestTraces::case081_customersStandInTheDatabasesOnly()
{
    QTemporaryDir temporary;
    qputenv("TMPDIR", QFile::encodeName(temporary.path())); // the profile stands below it too
    const mode_t mask = ::umask(0);
    test::Rig rig("api_canary.4fJ2kQ9", 60);
    rig.signIn();
    WAIT_FOR(rig.isLoaded());
    CloseService &service = *rig.desktop.session.service();
    QByteArrayList canaries{"said to the canary"};
    for (const LeadRow &row : service.mirror().leadRows(service.mirror().leadKeys({})))
        canaries.append(row.name.toUtf8());
    QVERIFY(canaries.size() > 50);
    LogCall call;
    call.leadId = service.mirror().leadRows({service.mirror().leadKeys({}).front()}).constFirst().id;
    call.note = QStringLiteral("said to the canary");
    call.activityAt = SystemClock().nowUtc();
    QVERIFY(service.submit(call));

    QStringList holders;
    const QString profile = rig.data.path() + QStringLiteral("/accounts");
    QDirIterator it(temporary.path(), QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    int files = 0;
    while (it.hasNext()) {
        const QString path = it.next();
        struct stat info
        {};
        QCOMPARE(::lstat(QFile::encodeName(path).constData(), &info), 0);
        if (path.startsWith(profile) || path.endsWith(QLatin1String("accounts.json")))
            QVERIFY2((info.st_mode & 077) == 0, qPrintable(path));
        if (!S_ISREG(info.st_mode))
            continue;
        ++files;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const bool isHolder = std::any_of(canaries.cbegin(), canaries.cend(),
                                          [&](const QByteArray &canary) { return bytes.contains(canary); });
        if (isHolder)
            holders.append(it.fileName());
    }
    ::umask(mask);
    QVERIFY(files > 5);
    QVERIFY(!holders.isEmpty());
    for (const QString &name : std::as_const(holders))
        QVERIFY2(name.startsWith(QLatin1String("mirror.db")) || name.startsWith(QLatin1String("outbox.db")),
                 qPrintable(name));
}

QTEST_MAIN(TestTraces)
#include "tst_traces.moc"
