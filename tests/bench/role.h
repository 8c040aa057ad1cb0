#pragma once

#include "tests/bench/context.h"

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace leadline::bench {

/// A part of a benchmark that needs a process of its own: to be started, killed, or measured alone. It gets
/// the arguments after its name and ends with the code it returns.
struct Role
{
    const char *name;
    int (*play)(const QStringList &arguments);
};

[[nodiscard]] const QList<Role> &roles();

/// Starts this program in a role; its lines come on its standard output.
void startRole(QProcess &process, const char *name, const QStringList &arguments);
/// The same, waiting for the end: the last line it wrote, as JSON. Empty if it failed.
[[nodiscard]] QJsonObject playedRole(const char *name, const QStringList &arguments);
/// Writes one line of JSON for the one who waits.
void tell(const QJsonObject &line);

} // namespace leadline::bench
