#include "app/hardening.h"
#include "app/largeblocks.h"
#include "app/options.h"
#include "app/run.h"
#include "app/serve.h"
#include "services/base/log.h"

#include <QApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace leadline;
    giveBackLargeBlocks();
    forbidMemoryDumps();
    installRedactingLog();

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Options options = parseOptions(arguments);
    switch (options.verb) {
    case Options::Verb::Message:
        std::fputs(qPrintable(options.message), options.exitCode == 0 ? stdout : stderr);
        return options.exitCode;
    case Options::Verb::Sandbox:
        return serveSandbox(options, argc, argv);
    case Options::Verb::Window:
    case Options::Verb::Text:
    case Options::Verb::Shots:
        return runDesktop(options, argc, argv);
    }
    return 2;
}
