#include "app/desktop.h"

#include "app/sandboxthread.h"
#include "app/textjob.h"
#include "services/session/session.h"

#include <QApplication>
#include <QTemporaryDir>

#include <cstdio>

namespace leadline {
namespace {

int runText(const Options &options)
{
    QTextStream out(stdout);
    SandboxThread sandbox(options.server);
    if (const QString trouble = sandbox.start(); !trouble.isEmpty()) {
        out << trouble << Qt::endl;
        return 1;
    }
    // The job leaves nothing behind but its picture: no account, and no entry in the desktop's keychain either.
    const QTemporaryDir scratch;
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    const SystemClock clock;
    Session session(options.dataRoot.isEmpty() ? scratch.path() : options.dataRoot, clock);
    TextJob job(session, out);
    QObject::connect(&job, &TextJob::finished, qApp, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    job.start(sandbox.baseUrl(), Secret(sandbox.apiKey()));
    return QCoreApplication::exec();
}

} // namespace

int runDesktop(const Options &options, int &argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("leadline"));
    QApplication::setApplicationDisplayName(QStringLiteral("Leadline"));
    QApplication::setApplicationVersion(QStringLiteral(LEADLINE_VERSION));
    if (options.verb == Options::Verb::Text)
        return runText(options);
    return 2;
}

} // namespace leadline
