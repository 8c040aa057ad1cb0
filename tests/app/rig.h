#pragma once

#include "app/desktop.h"
#include "services/sandbox/faultproxy.h"
#include "services/sandbox/server.h"
#include "tests/testkit/wait.h"

#include <QApplication>
#include <QSignalSpy>
#include <QListView>
#include <QTemporaryDir>
#include <QWindow>

namespace leadline::test {

/// The whole program in one process: the built-in Close, a proxy that damages exchanges, and the real window over real
/// files. Driven by keys as a person would.
class Rig
{
public:
    explicit Rig(const QByteArray &apiKey = "api_canary.4fJ2kQ9", int leads = 60)
        : server(serverOptions(apiKey, leads))
        , trouble(server.listen())
        , proxy(server.baseUrl())
        , proxyTrouble(proxy.listen())
        , key(apiKey)
        , desktop(data.path(), data.filePath(QStringLiteral("settings.ini")), Theme::Mode::Light)
    {
    }

    /// Shows the window and signs in without the sign-in pane; the key stays in memory where there is no keychain.
    void signIn()
    {
        QObject::connect(&desktop.session, &Session::keychainTrouble, &desktop.session, &Session::keepForThisSession);
        // What is saved leaves at once; what the hold does is tested with the outbox.
        QObject::connect(&desktop.session, &Session::signedIn, &desktop.session,
                         [this] { desktop.session.service()->setHold(std::chrono::seconds(0)); });
        desktop.window.show();
        desktop.session.signIn(proxy.baseUrl(), Secret(key));
    }
    [[nodiscard]] bool isLoaded() const
    {
        return desktop.session.service() && desktop.session.service()->pullProgress().hasLeads;
    }

    /// The window a key goes to: a question if one is open.
    static QWindow *keyWindow()
    {
        return QGuiApplication::focusWindow();
    }
    static void press(Qt::Key k, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(keyWindow(), k, modifiers);
    }
    static void type(const QString &text)
    {
        for (const QChar c : text)
            QTest::keyClick(keyWindow(), c.toLatin1());
    }
    static QString focusName()
    {
        return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString();
    }
    /// Presses Tab until the widget of this name has the focus; false after a full round.
    static bool tabTo(const char *name)
    {
        for (int i = 0; i < 60 && focusName() != QLatin1String(name); ++i)
            press(Qt::Key_Tab);
        return focusName() == QLatin1String(name);
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return desktop.window.findChild<Widget *>(QString::fromLatin1(name));
    }

    /// Calls of the lead in Close whose note holds the words.
    [[nodiscard]] int callsInClose(const LeadId &lead, const QString &words)
    {
        int count = 0;
        for (const QJsonObject &activity : server.store().ofLead(sandbox::Kind::Activity, lead.value)) {
            if (activity.value(u"_type").toString() == QLatin1String("Call") && activity.value(u"note").toString().contains(words))
                ++count;
        }
        return count;
    }
    [[nodiscard]] int requests(const QString &line) const
    {
        return static_cast<int>(server.requestLog().count(line));
    }

    sandbox::Server server;
    QString trouble;
    sandbox::FaultProxy proxy;
    QString proxyTrouble;
    QByteArray key;
    QTemporaryDir data;
    Desktop desktop;

private:
    static sandbox::Server::Options serverOptions(const QByteArray &apiKey, int leads)
    {
        sandbox::Server::Options options;
        options.apiKey = apiKey;
        options.store.leads = leads;
        return options;
    }
};

} // namespace leadline::test
