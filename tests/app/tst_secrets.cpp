#include "tests/app/rig.h"
#include "ui/workspace.h"
#include "services/base/log.h"
#include "tests/testkit/testmain.h"

#include <QDirIterator>
#include <QLoggingCategory>

using namespace leadline;

/// The key is in the keychain, in memory, and nowhere else: not in the data folder, settings, logs, arguments, the
/// environment or the clipboard, with Qt's own logging at its loudest.
class TestSecrets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theKeyIsNowhereToBeFound();
};

namespace {

QByteArray s_log; ///< everything Qt logged in this process, as the program would have written it

void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    s_log += redacted(qFormatLogMessage(type, context, text)).toUtf8() + '\n';
}

QByteArray contents(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

} // namespace

void TestSecrets::theKeyIsNowhereToBeFound()
{
    const QByteArray key = "api_canary7Kq2Vx.9sD4fGh1Jk";
    const QByteArray forms[] = {key, (key + ':').toBase64(), key.toBase64().left(20), key.toHex()};
    QLoggingCategory::setFilterRules(QStringLiteral("*=true\nqt.text.*=false\nqt.widgets.*=false\nqt.gui.*=false"));
    qInstallMessageHandler(keepLog);
    {
        test::Rig rig(key, 20);
        rig.desktop.window.show();
        rig.desktop.session.signIn(rig.proxy.baseUrl(), Secret(key));
        WAIT_FOR(rig.isLoaded());
        const auto keys = rig.desktop.session.service()->mirror().leadKeys({});
        LogCall call;
        call.leadId = rig.desktop.session.service()->mirror().leadRows({keys.front()}).first().id;
        call.note = QStringLiteral("canary note");
        call.activityAt = SystemClock().nowUtc();
        rig.proxy.next(sandbox::WireFault::ResetAfter, "POST", QStringLiteral("activity/call/"));
        QVERIFY(rig.desktop.session.service()->submit(call));
        WAIT_FOR(rig.desktop.session.service()->outbox().commands().isEmpty());

        int files = 0;
        QDirIterator it(rig.data.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QByteArray bytes = contents(it.next());
            ++files;
            for (const QByteArray &form : forms)
                QVERIFY2(!bytes.contains(form), qPrintable(it.filePath()));
        }
        QVERIFY(files >= 3); // accounts, mirror, outbox
        for (const char *file : {"/proc/self/cmdline", "/proc/self/environ"}) {
            for (const QByteArray &form : forms)
                QVERIFY2(!contents(QString::fromLatin1(file)).contains(form), file);
        }
        QVERIFY(!rig.desktop.window.windowTitle().contains(QString::fromLatin1(key)));
    }
    qInstallMessageHandler(nullptr);
    QLoggingCategory::setFilterRules({});
    QVERIFY(!s_log.isEmpty()); // Qt did talk
    for (const QByteArray &form : forms)
        QVERIFY(!s_log.contains(form));
}

QTEST_MAIN(TestSecrets)
#include "tst_secrets.moc"
