#include "ui/mainwindow.h"

#include "ui/errortext.h"
#include "ui/prompt.h"
#include "ui/signinpane.h"
#include "ui/workspace.h"

#include <QCloseEvent>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace leadline {

namespace {
constexpr auto geometryKey = "window/geometry";
constexpr auto themeKey = "window/theme";
} // namespace

MainWindow::MainWindow(const Parts &parts)
    : m_parts(parts), m_stack(new QStackedWidget), m_signIn(new SignInPane(parts.theme))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Leadline"));
    setMinimumSize(900, 560);
    setCentralWidget(m_stack);
    m_stack->addWidget(m_signIn);
    resize(1440, 900);
    restoreGeometry(parts.settings.value(QLatin1String(geometryKey)).toByteArray());
    connectSession();
    connectSignIn();
    m_signIn->setAccounts(parts.session.accounts());
    if (parts.session.service() != nullptr && parts.session.current())
        openWorkspace(*parts.session.current());
}

MainWindow::~MainWindow()
{
    disconnect(&m_parts.session, nullptr, this, nullptr);
    m_parts.settings.setValue(QLatin1String(geometryKey), saveGeometry());
    closeWorkspace();
}

void MainWindow::connectSession()
{
    Session &session = m_parts.session;
    connect(&session, &Session::signInStarted, m_signIn, &SignInPane::showBusy);
    connect(&session, &Session::signInFailed, m_signIn, &SignInPane::showError);
    connect(&session, &Session::keychainTrouble, m_signIn, &SignInPane::showKeychainTrouble);
    connect(&session, &Session::signedIn, this, &MainWindow::openWorkspace);
    connect(&session, &Session::serviceAboutToClose, this, &MainWindow::closeWorkspace);
    connect(&session, &Session::signedOut, this, &MainWindow::showSignIn);
    const auto tell = [this](const QString &text) {
        m_parts.prompt.ask(
            this, {tr("Still signed in"), text, {}, {{tr("Close"), Question::Weight::Primary}}}, [](int) {});
    };
    connect(&session, &Session::signOutRefused, this, [tell](int waiting) {
        tell(tr("%1 writes still wait to be sent to Close. Leadline does not erase them.").arg(waiting));
    });
    connect(&session, &Session::signOutFailed, this, [tell](KeychainStatus, const QString &message) {
        tell(tr("The keychain did not erase the API key. It says: %1").arg(message));
    });
}

void MainWindow::connectSignIn()
{
    Session &session = m_parts.session;
    connect(m_signIn, &SignInPane::signInRequested, &session, &Session::signIn);
    connect(m_signIn, &SignInPane::openRequested, &session, &Session::open);
    connect(m_signIn, &SignInPane::backRequested, this, [this] {
        if (m_workspace != nullptr)
            m_stack->setCurrentWidget(m_workspace);
    });
    connect(m_signIn, &SignInPane::retryKeychainRequested, &session, &Session::retryKeychain);
    connect(m_signIn, &SignInPane::keepForSessionRequested, &session, &Session::keepForThisSession);
}

void MainWindow::openWorkspace(const Account &account)
{
    closeWorkspace();
    CloseService *const service = m_parts.session.service();
    if (service == nullptr)
        return;
    m_workspace = new Workspace(
        {*service, m_parts.theme, m_parts.prompt, m_parts.links, m_parts.clock, m_parts.settings});
    m_workspace->setAccounts(m_parts.session.accounts(), account);
    m_account = account.folderName();
    m_workspace->setDrafts(m_drafts.take(m_account));
    m_stack->addWidget(m_workspace);
    m_stack->setCurrentWidget(m_workspace);
    m_workspace->begin();
    setWindowTitle(tr("%1, Leadline").arg(account.organizationName));
    connect(m_workspace, &Workspace::accountRequested, &m_parts.session, &Session::open,
            Qt::QueuedConnection);
    connect(m_workspace, &Workspace::addAccountRequested, this, &MainWindow::showSignIn);
    connect(m_workspace, &Workspace::signOutRequested, this, &MainWindow::askSignOut);
    connect(m_workspace, &Workspace::quitRequested, this, &MainWindow::close);
    connect(m_workspace, &Workspace::themeRequested, this, [this] {
        m_parts.theme.setMode(m_parts.theme.isDark() ? Theme::Mode::Light : Theme::Mode::Dark);
        m_parts.settings.setValue(QLatin1String(themeKey),
                                  m_parts.theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
    });
    connect(service, &CloseService::connectionChanged, m_workspace,
            [this](Connection connection, const ApiError &reason) {
                if (connection != Connection::SignInNeeded)
                    return;
                showSignIn();
                m_signIn->showNotice(describeError(reason));
            });
    service->start();
}

void MainWindow::closeWorkspace()
{
    if (m_workspace == nullptr)
        return;
    m_drafts.insert(m_account, m_workspace->drafts());
    delete m_workspace;
    m_workspace = nullptr;
}

void MainWindow::showSignIn()
{
    m_signIn->setAccounts(m_parts.session.accounts());
    const std::optional<Account> current = m_parts.session.current();
    m_signIn->setWayBack(m_workspace != nullptr && current ? current->organizationName : QString());
    m_signIn->showReady();
    m_stack->setCurrentWidget(m_signIn);
    setWindowTitle(QStringLiteral("Leadline"));
}

void MainWindow::askSignOut()
{
    const Question question{tr("Sign out?"),
                            tr("The API key is erased from the keychain. The copy of your leads on this "
                               "computer can stay for the next time, "
                               "or be erased as well."),
                            {},
                            {{tr("Sign out"), Question::Weight::Primary},
                             {tr("Sign out and erase"), Question::Weight::Danger},
                             {tr("Stay")}}};
    m_parts.prompt.ask(this, question, [this](int answer) {
        if (answer < 2)
            m_parts.session.signOut(answer == 1);
    });
}

/// Writes on their way, or still held back: they stay here and leave with the next start.
int MainWindow::unsentWrites() const
{
    CloseService *const service = m_parts.session.service();
    if (service == nullptr)
        return 0;
    const auto commands = service->outbox().commands();
    return int(std::count_if(commands.begin(), commands.end(), [](const Command &command) {
        return command.state == CommandState::Queued || command.state == CommandState::Sending ||
               command.state == CommandState::Unknown;
    }));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    int drafts = m_workspace != nullptr ? m_workspace->drafts().count() : 0;
    for (const Drafts &left : std::as_const(m_drafts))
        drafts += left.count(); // of the accounts that are not open now
    const int unsent = unsentWrites();
    if (m_mayClose || (drafts == 0 && unsent == 0)) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    QStringList text;
    if (drafts > 0)
        text << (drafts == 1 ? tr("One text is typed but not saved. It is lost when Leadline closes.")
                             : tr("%1 texts are typed but not saved. They are lost when Leadline closes.")
                                   .arg(drafts));
    if (unsent > 0)
        text << (unsent == 1
                     ? tr("One write has not reached Close yet. It is kept, and sent when Leadline runs "
                          "again.")
                     : tr("%1 writes have not reached Close yet. They are kept, and sent when Leadline runs "
                          "again.")
                           .arg(unsent));
    const auto weight = drafts > 0 ? Question::Weight::Danger : Question::Weight::Primary;
    m_parts.prompt.ask(this,
                       {tr("Close Leadline?"), text.join(u' '), {}, {{tr("Close"), weight}, {tr("Go back")}}},
                       [this](int answer) {
                           if (answer != 0)
                               return;
                           m_mayClose = true;
                           // Later: an answer at once would come while the window is still busy being asked
                           // to close.
                           QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
                       });
}

} // namespace leadline
