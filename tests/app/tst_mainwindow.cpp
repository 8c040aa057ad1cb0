#include "services/sandbox/server.h"
#include "services/session/session.h"
#include "tests/frame/scriptedprompt.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/leadlistpane.h"
#include "ui/logcallform.h"
#include "ui/mainwindow.h"
#include "ui/signinpane.h"
#include "ui/workspace.h"

#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>

using namespace leadline;

/// The window over real services and a real keychain: who is signed in, what stays, what is asked.
class MainWindowTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    T *child(const char *name)
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    void openWindow()
    {
        m_settings =
            std::make_unique<QSettings>(m_dir->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_session = std::make_unique<Session>(root(), m_clock);
        m_window = std::make_unique<MainWindow>(
            MainWindow::Parts{*m_session, *m_theme, m_prompt, m_links, m_clock, *m_settings});
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void closeWindow()
    {
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    void signIn(const sandbox::Server &server)
    {
        child<QLineEdit>("addressEdit")->setText(server.baseUrl().toString());
        child<QLineEdit>("apiKeyEdit")->setFocus();
        QTest::keyClicks(child<QLineEdit>("apiKeyEdit"), QStringLiteral("api_sandbox.leadline"));
        QTest::keyClick(child<QLineEdit>("apiKeyEdit"), Qt::Key_Return);
        WAIT_FOR(m_window->workspace() != nullptr && m_session->service() != nullptr);
        WAIT_FOR(m_window->workspace()->isVisible());
        WAIT_FOR(m_session->service()->pullProgress().hasLeads);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_window->windowHandle(), key, modifiers);
    }
    void trigger(const char *action)
    {
        m_window->workspace()->actions().find(QLatin1String(action))->trigger();
    }
    void writeNote(const QString &text)
    {
        WAIT_FOR(m_window->workspace()->actions().find(QStringLiteral("logCall"))->isEnabled());
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), text);
    }
    [[nodiscard]] QString root() const { return m_dir->filePath(QStringLiteral("data")); }
    [[nodiscard]] int folders() const
    {
        return int(
            QDir(root() + QStringLiteral("/accounts")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
    }

    SystemClock m_clock;
    test::ScriptedPrompt m_prompt;
    LinkOpener m_links{m_prompt, [](const QUrl &) { return true; }};
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    static std::unique_ptr<sandbox::Server> makeServer()
    {
        sandbox::Server::Options options;
        options.store.leads = 20;
        auto server = std::make_unique<sandbox::Server>(options);
        return server->listen().isEmpty() ? std::move(server) : nullptr;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        test::expectSilence();
        m_prompt = {};
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = makeServer();
        QVERIFY(m_server);
        openWindow();
    }
    void cleanup() { closeWindow(); }
    void cleanupTestCase() { m_theme.reset(); }

    void signingInOpensTheListOnItsFirstLead()
    {
        QVERIFY(m_window->signInPane().isVisible());
        signIn(*m_server);
        QVERIFY(!m_window->signInPane().isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("leadList"));
        QVERIFY(!m_window->findChild<LeadListPane *>()->currentLead().isEmpty());
        QVERIFY(m_window->windowTitle().contains(m_session->current()->organizationName));
    }

    void switchingAccountsKeepsDrafts()
    {
        const auto other = makeServer();
        QVERIFY(other);
        signIn(*m_server);
        const Account first = *m_session->current();
        writeNote(QStringLiteral("half a thought"));
        trigger("addAccount");
        QVERIFY(m_window->signInPane().isVisible());
        signIn(*other);
        QVERIFY(!m_session->current()->isSameAs(first));
        QCOMPARE(m_window->workspace()->callForm().draftCount(), 0);
        trigger(qPrintable(QStringLiteral("account/") + first.folderName()));
        WAIT_FOR(m_session->current() && m_session->current()->isSameAs(first));
        WAIT_FOR(m_window->workspace() != nullptr && m_window->workspace()->isVisible());
        QCOMPARE(m_window->workspace()->callForm().draftCount(), 1);
        closeWindow(); // before the other server goes
    }

    void signingOutKeepsOrErases_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<int>("foldersLeft");
        QTest::newRow("keep") << 0 << 1;
        QTest::newRow("erase") << 1 << 0;
        QTest::newRow("stay") << 2 << 1;
    }
    void signingOutKeepsOrErases()
    {
        QFETCH(int, answer);
        QFETCH(int, foldersLeft);
        signIn(*m_server);
        QCOMPARE(folders(), 1);
        m_prompt.answers = {answer};
        trigger("signOut");
        QCOMPARE(m_prompt.questions.size(), 1);
        if (answer == 2) {
            QVERIFY(m_window->workspace() != nullptr);
            return;
        }
        WAIT_FOR(m_window->signInPane().isVisible());
        QVERIFY(m_window->workspace() == nullptr);
        QCOMPARE(folders(), foldersLeft);
    }

    void aKeyRefusedLaterKeepsWhatWaits()
    {
        signIn(*m_server);
        const QString note = QStringLiteral("said before the key ended");
        writeNote(note);
        sandbox::FaultRule rule;
        rule.fault = sandbox::Fault::Unauthorized;
        rule.times = 1000;
        m_server->faults().add(rule);
        press(Qt::Key_Return, Qt::ControlModifier);
        WAIT_FOR(m_window->signInPane().isVisible());
        const auto waiting = m_session->service()->outbox().commands();
        QCOMPARE(waiting.size(), 1);
        const LeadId lead = waiting.first().leadId();
        m_server->faults().clear();
        signIn(*m_server);
        WAIT_FOR(m_session->service()->outbox().commands().isEmpty());
        int arrived = 0;
        for (const QJsonObject &activity : m_server->store().ofLead(sandbox::Kind::Activity, lead.value))
            arrived += activity.value(u"note").toString() == note ? 1 : 0;
        QCOMPARE(arrived, 1); // neither lost nor doubled
    }

    void placeAndWidthsAreRemembered()
    {
        signIn(*m_server);
        m_window->resize(1300, 800);
        auto *panes = child<QSplitter>("panes");
        panes->setSizes({320, 560, 420});
        const QList<int> widths = panes->sizes();
        closeWindow();
        openWindow();
        QCOMPARE(m_window->size(), QSize(1300, 800));
        m_session->open(m_session->accounts().first());
        WAIT_FOR(m_window->workspace() != nullptr && m_window->workspace()->isVisible());
        const QList<int> again = child<QSplitter>("panes")->sizes();
        for (int i = 0; i < 3; ++i)
            QVERIFY2(qAbs(again[i] - widths[i]) <= 1, qPrintable(QString::number(again[i])));
    }

    void closingWithATypedDescriptionAsks()
    {
        const auto other = makeServer();
        QVERIFY(other);
        signIn(*m_server);
        WAIT_FOR(child<QPushButton>("descriptionEditButton") != nullptr &&
                 child<QPushButton>("descriptionEditButton")->isVisible());
        QTest::mouseClick(child<QPushButton>("descriptionEditButton"), Qt::LeftButton);
        QTest::keyClicks(child<QPlainTextEdit>("descriptionEdit"), QStringLiteral("half a thought"));
        m_window->close(); // the script answers with Esc
        QCOMPARE(m_prompt.questions.size(), 1);
        trigger("addAccount");
        signIn(*other);
        m_window->close(); // it is still there, at the account left
        QCOMPARE(m_prompt.questions.size(), 2);
        QVERIFY(m_window->isVisible());
        closeWindow(); // before the other server goes
    }

    /// Two screens at the desk yesterday, the laptop alone today.
    void case084_aWindowOnAScreenThatIsGoneComesBack()
    {
        const QRect screen = m_window->screen()->availableGeometry();
        for (const QPoint &place :
             {QPoint(screen.right() + 900, 40), QPoint(40, screen.bottom() + 900), QPoint(-5000, -3000)}) {
            m_window->setGeometry(QRect(place, QSize(900, 560)));
            closeWindow();
            openWindow();
            const QRect frame = m_window->frameGeometry();
            const QRect seen = frame & screen;
            const std::unique_ptr<char[]> where(QTest::toString(frame));
            QVERIFY2(seen.width() >= 200 && seen.height() >= 200, where.get());
            QVERIFY2(frame.top() >= screen.top(), where.get()); // it can be moved by its title
        }
    }

    void case103_closingWithUnsentWritesSaysSo()
    {
        signIn(*m_server);
        CloseService &service = *m_session->service();
        service.setHold(std::chrono::seconds(60));
        WAIT_FOR(!m_window->findChild<LeadListPane *>()->currentLead().isEmpty());
        const LeadId lead = m_window->findChild<LeadListPane *>()->currentLead();
        const auto id = service.submit(CreateNote{lead, {}, {}, QStringLiteral("unsent"), {}});
        QVERIFY2(id, qPrintable(id ? QString() : id.error().message));
        m_window->close(); // the script answers with Esc
        QCOMPARE(m_prompt.questions.size(), 1);
        QVERIFY(m_prompt.questions.first().text.contains(QStringLiteral("One write has not reached Close")));
        QVERIFY(m_window->isVisible());
        m_prompt.answers = {0};
        m_window->close();
        WAIT_FOR(!m_window->isVisible());
        closeWindow();
        openWindow();
        m_session->open(m_session->accounts().first());
        WAIT_FOR(m_session->service() != nullptr);
        QVERIFY(m_session->service()->outbox().command(*id));
    }

    void closingWithADraftAsks()
    {
        signIn(*m_server);
        writeNote(QStringLiteral("half a thought"));
        m_window->close(); // the script answers with Esc
        QCOMPARE(m_prompt.questions.size(), 1);
        QVERIFY(m_window->isVisible());
        m_prompt.answers = {0};
        m_window->close();
        WAIT_FOR(!m_window->isVisible());
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
