#pragma once

#include "services/base/clock.h"
#include "services/session/session.h"
#include "ui/fielddraft.h"
#include "ui/linkopener.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace leadline {

class SignInPane;
class Workspace;

/// Places things: the sign-in pane while signed out, the workspace of the account while signed in. Remembers
/// its place on the screen. Does nothing else.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// Everything outlives the window.
    struct Parts
    {
        Session &session;
        Theme &theme;
        Prompt &prompt;
        LinkOpener &links;
        const Clock &clock;
        QSettings &settings;
    };
    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    [[nodiscard]] SignInPane &signInPane() { return *m_signIn; }
    [[nodiscard]] Workspace *workspace() const { return m_workspace; } ///< null while signed out

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void connectSession();
    void connectSignIn();
    void openWorkspace(const Account &account);
    void closeWorkspace();
    void askSignOut();
    void showSignIn();
    [[nodiscard]] int unsentWrites() const;

    Parts m_parts;
    QStackedWidget *m_stack;
    SignInPane *m_signIn;
    Workspace *m_workspace = nullptr;
    QHash<QString, Drafts> m_drafts; ///< by account: signing in again, or switching, costs nothing typed
    QString m_account;
    bool m_mayClose = false;
};

} // namespace leadline
