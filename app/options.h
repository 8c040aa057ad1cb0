#pragma once

#include "services/sandbox/server.h"

#include <QString>
#include <QStringList>

namespace leadline {

/// What the command line asks for.
struct Options
{
    enum class Verb {
        Window,  ///< the program
        Text,    ///< the main job in text, for machines without a display
        Shots,   ///< a picture of every pane and state
        Sandbox, ///< the built-in Close alone
        Message, ///< print `message` and leave with `exitCode`: help, version, a mistake in the arguments
    };
    Verb verb = Verb::Window;
    bool isOnSandbox = false; ///< sign in to the built-in Close
    bool isFresh = false;     ///< forget what was written to the built-in Close before
    sandbox::Server::Options server;
    QString dataRoot;   ///< folder of accounts; empty = the user's data folder
    QString screenshot; ///< file for the picture of the text job
    QString shotFolder;
    QString theme = QStringLiteral("system"); ///< system, light or dark
    QString suffix;                           ///< of the pictures' names
    QString message;
    int exitCode = 0;
};

/// Pure: arguments (program name first) to options; never exits, never prints.
[[nodiscard]] Options parseOptions(const QStringList &arguments);

} // namespace leadline
