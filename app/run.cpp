#include "app/run.h"

#include "app/desktop.h"
#include "app/gallery/tour.h"
#include "app/sandboxthread.h"
#include "app/singleinstance.h"
#include "app/textjob.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

namespace leadline {
namespace {

/// Where the built-in Close listens if it can: the address is part of an account, so it had better stay the
/// same.
constexpr quint16 usualPort = 7357;

Theme::Mode themeMode(const QString &name, const QSettings *remembered)
{
    const QString wanted = name == QLatin1String("system") && remembered
                               ? remembered->value(QStringLiteral("window/theme"), name).toString()
                               : name;
    if (wanted == QLatin1String("light"))
        return Theme::Mode::Light;
    return wanted == QLatin1String("dark") ? Theme::Mode::Dark : Theme::Mode::FollowDesktop;
}

/// A built-in Close that listens, on the port asked for or on any free one; null after saying why not.
std::unique_ptr<SandboxThread> startSandbox(sandbox::Server::Options options)
{
    auto sandbox = std::make_unique<SandboxThread>(options);
    QString trouble = sandbox->start();
    if (!trouble.isEmpty() && options.port == usualPort) {
        options.port = 0;
        sandbox = std::make_unique<SandboxThread>(options);
        trouble = sandbox->start();
    }
    if (trouble.isEmpty()) {
        if (!sandbox->storeProblem().isEmpty())
            std::fprintf(stderr, "%s\n", qPrintable(sandbox->storeProblem()));
        return sandbox;
    }
    std::fprintf(stderr, "%s\n", qPrintable(trouble));
    return nullptr;
}

/// The end of a start that found another window; says so where that window does not answer.
int leaveToTheOther(SingleInstance::Outcome outcome)
{
    if (outcome == SingleInstance::Outcome::Raised)
        return 0;
    const QString text =
        QStringLiteral("Leadline is running already and does not answer. End it, then start again.");
    std::fprintf(stderr, "%s\n", qPrintable(text));
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Leadline"), text);
    box.setTextFormat(Qt::PlainText);
    box.exec();
    return 1;
}

int runWindow(const Options &options)
{
    QString root = options.dataRoot.isEmpty()
                       ? QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
                       : options.dataRoot;
    if (options.isOnSandbox)
        root += QLatin1String("/sandbox"); // a made-up organisation never stands among real ones
    SingleInstance instance(root);
    // A folder that cannot be used is told of by the window, where a person sees it.
    if (const auto outcome = instance.start(); outcome && *outcome != SingleInstance::Outcome::First)
        return leaveToTheOther(*outcome);
    std::unique_ptr<SandboxThread> sandbox;
    if (options.isOnSandbox) {
        if (options.isFresh)
            instance.clearFolder();
        QDir().mkpath(root);
        auto server = options.server;
        if (server.port == 0)
            server.port = usualPort;
        if (server.store.stateFile.isEmpty())
            server.store.stateFile = root + QLatin1String("/close.jsonl");
        sandbox = startSandbox(server);
        if (!sandbox)
            return 1;
    }

    const QString settingsFile = root + QLatin1String("/settings.ini");
    const QSettings remembered(settingsFile, QSettings::IniFormat);
    Desktop desktop(root, settingsFile, themeMode(options.theme, &remembered));
    if (sandbox) {
        // Its key is no secret: a keychain that does not answer is no reason to ask.
        QObject::connect(&desktop.session, &Session::keychainTrouble, &desktop.session,
                         &Session::keepForThisSession);
        desktop.session.signIn(sandbox->baseUrl(), Secret(sandbox->apiKey()));
    } else if (const auto known = desktop.session.accounts(); !known.isEmpty()) {
        desktop.session.open(known.first());
    }
    QObject::connect(&instance, &SingleInstance::raiseRequested, &desktop.window, [&desktop] {
        desktop.window.setWindowState(desktop.window.windowState() & ~Qt::WindowMinimized);
        desktop.window.show();
        desktop.window.raise();
        desktop.window.activateWindow();
    });
    desktop.window.show();
    return QCoreApplication::exec();
}

/// Shows the window of a finished text job and leaves a picture of it.
void takeScreenshot(Desktop &desktop, const QString &file)
{
    desktop.window.resize(1440, 900);
    desktop.window.show();
    // The panes fill from the mirror at once; the pause is for the lead's refresh to settle.
    QTimer::singleShot(1500, &desktop.window, [&desktop, file] {
        const bool isWritten = desktop.window.grab().save(file);
        std::printf("%s %s\n", isWritten ? "Picture:" : "No picture could be written to", qPrintable(file));
        QCoreApplication::exit(isWritten ? 0 : 1);
    });
}

int runText(const Options &options)
{
    // The job leaves nothing behind but its picture: no account, and no entry in the desktop's keychain
    // either.
    const QTemporaryDir scratch;
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    const auto sandbox = startSandbox(options.server);
    if (!sandbox)
        return 1;
    const QString root = options.dataRoot.isEmpty() ? scratch.path() : options.dataRoot;
    Desktop desktop(root, root + QLatin1String("/settings.ini"), themeMode(options.theme, nullptr));
    QTextStream out(stdout);
    TextJob job(desktop.session, out);
    QObject::connect(
        &job, &TextJob::finished, &desktop.window,
        [&](int code) {
            if (code == 0 && !options.screenshot.isEmpty())
                takeScreenshot(desktop, options.screenshot);
            else
                QCoreApplication::exit(code);
        },
        Qt::QueuedConnection);
    job.start(sandbox->baseUrl(), Secret(sandbox->apiKey()));
    return QCoreApplication::exec();
}

int runShots(const Options &options)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:"); // also the picture of a desktop without a keychain
    Tour tour(options.server, themeMode(options.theme, nullptr), {options.shotFolder, options.suffix});
    QObject::connect(
        &tour, &Tour::finished, qApp, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&tour, &Tour::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int runDesktop(const Options &options, int &argc, char **argv)
{
    const QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("leadline"));
    QApplication::setApplicationDisplayName(QStringLiteral("Leadline"));
    QApplication::setApplicationVersion(QStringLiteral(LEADLINE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("leadline"));
    switch (options.verb) {
    case Options::Verb::Window:
        return runWindow(options);
    case Options::Verb::Text:
        return runText(options);
    case Options::Verb::Shots:
        return runShots(options);
    case Options::Verb::Sandbox:
    case Options::Verb::Message:
        break;
    }
    return 2;
}

} // namespace leadline
