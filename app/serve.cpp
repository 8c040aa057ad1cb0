#include "app/serve.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/signalfd.h>
#include <unistd.h>

namespace leadline {
namespace {

/// A descriptor that becomes readable on Ctrl+C or a polite kill, so that the server ends by its destructor.
int stopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC);
}

} // namespace

int serveSandbox(const Options &options, int &argc, char **argv)
{
    const int stop = stopSignals();
    QCoreApplication app(argc, argv);
    sandbox::Server server(options.server);
    if (const QString trouble = server.listen(); !trouble.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(trouble));
        return 1;
    }
    if (const QString problem = server.store().problem(); !problem.isEmpty())
        std::fprintf(stderr, "%s\n", qPrintable(problem));
    std::printf("%s\n", qPrintable(server.baseUrl().toString()));
    if (options.server.proxyPort)
        std::printf("%s\n", qPrintable(server.proxyUrl().toString()));
    std::fflush(stdout);
    QSocketNotifier notifier(stop, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    const int code = app.exec();
    close(stop);
    return code;
}

} // namespace leadline
