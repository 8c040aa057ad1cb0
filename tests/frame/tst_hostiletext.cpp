#include "tests/frame/sampledata.h"
#include "tests/frame/scriptedprompt.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/signinpane.h"
#include "ui/prompt.h"
#include "ui/theme/theme.h"
#include "ui/timelinepane.h"
#include "ui/widgets/visibletext.h"
#include "ui/workspace.h"

#include <QSettings>

#include <sys/inotify.h>
#include <unistd.h>

using namespace leadline;

namespace {

/// A file that tells whether anybody opened it.
class Canary final
{
public:
    Canary()
        : m_watch(inotify_init1(IN_NONBLOCK))
    {
        m_path = m_dir.filePath(QStringLiteral("canary.png"));
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        image.save(m_path);
        inotify_add_watch(m_watch, m_path.toLocal8Bit().constData(), IN_OPEN | IN_ACCESS);
    }
    ~Canary() { close(m_watch); }
    [[nodiscard]] QString path() const { return m_path; }
    /// True once for all openings since the last question.
    [[nodiscard]] bool wasOpened() const
    {
        char buffer[4096];
        return read(m_watch, buffer, sizeof buffer) > 0;
    }

private:
    QTemporaryDir m_dir;
    QString m_path;
    int m_watch;
};

} // namespace

/// Qt's rich text opens local files that a server names (reliability.md, finding 5). Nothing here may.
class HostileTextTest final : public QObject
{
    Q_OBJECT
    Canary m_canary;
    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void theCheckCanFail()
    {
        QLabel label(QStringLiteral("<img src=\"file://%1\">").arg(m_canary.path())); // guesses at rich text
        label.show();
        label.grab();
        QVERIFY(m_canary.wasOpened());
        QVERIFY(!m_canary.wasOpened());
    }

    void case043_noPaneOpensAFileThatTheServerNames()
    {
        Theme theme;
        test::ScriptedPrompt prompt;
        LinkOpener links(prompt, [](const QUrl &) { return true; });
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        test::QuietService service(m_clock);
        service.put(test::hostileOrganization(m_canary.path()));
        const Lead lead = test::hostileLead(m_canary.path());
        service.put({lead});
        service.put(lead.id, test::hostileActivities(m_canary.path()));

        Workspace space({service.service(), theme, prompt, links, m_clock, settings});
        Account account;
        account.organizationName = account.userName = lead.displayName;
        space.setAccounts({account}, account);
        space.resize(1440, 900);
        space.show();
        QVERIFY(QTest::qWaitForWindowExposed(&space));
        space.showLead(lead.id);
        space.actions().find(QStringLiteral("logCall"))->trigger();
        QCoreApplication::processEvents();
        space.grab();
        space.actions().find(QStringLiteral("palette"))->trigger();
        space.grab();
        Q_EMIT space.findChild<TimelinePane *>()->deleteCallRequested(ActivityId(QStringLiteral("acti_c1")));
        QCOMPARE(prompt.questions.size(), 1);
        DialogPrompt dialogs(theme);
        dialogs.ask(&space, prompt.questions.first(), [](int) {});
        QCoreApplication::processEvents();
        space.findChild<QWidget *>(QStringLiteral("prompt"))->grab();
        QVERIFY(!m_canary.wasOpened());

        const QStringList faults
            = test::auditWidgets(&space).filter(QStringLiteral("rich text"));
        QCOMPARE(faults.join(QLatin1Char('\n')), QString());
        QVERIFY(space.findChild<QLabel *>(QStringLiteral("leadName"))->text().contains(QLatin1String("<img src=")));
    }

    void signInPaneOpensNoneEither()
    {
        Theme theme;
        SignInPane pane(theme);
        pane.show();
        const QString text = QStringLiteral("<img src=\"file://%1\">").arg(m_canary.path());
        pane.showError(ApiError(ErrorKind::Tls, text));
        pane.grab();
        pane.showKeychainTrouble(KeychainStatus::Failed, text, true);
        pane.grab();
        Account account;
        account.organizationName = text;
        pane.setAccounts({account});
        pane.showReady();
        pane.grab();
        QVERIFY(!m_canary.wasOpened());
    }

    void case041_overridesAreMadeVisible()
    {
        QCOMPARE(visibleText(QStringLiteral("a\u202Egpj.exe")), QStringLiteral("a[U+202E]gpj.exe"));
        QCOMPARE(visibleText(QStringLiteral("a\x1B[0m")), QStringLiteral("a[U+001B][0m"));
        const QString honest = QStringLiteral("M\u00FCller\n\u05E9\u05DC\u05D5\u05DD\tok");
        QCOMPARE(visibleText(honest), honest);
    }
};

QTEST_MAIN(HostileTextTest)
#include "tst_hostiletext.moc"
