#include "tests/bench/role.h"

#include "tests/bench/clicks.h"
#include "tests/bench/firstsync.h"
#include "tests/bench/memory.h"
#include "tests/bench/start.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

namespace leadline::bench {

const QList<Role> &roles()
{
    static const QList<Role> all{{"load", playLoad},
                                 {"click", playClicks},
                                 {"memory", playMemory},
                                 {"start", playStart},
                                 {"empty", playEmpty}};
    return all;
}

void startRole(QProcess &process, const char *name, const QStringList &arguments)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  QStringList{QStringLiteral("--role"), QLatin1String(name)} + arguments);
}

QJsonObject playedRole(const char *name, const QStringList &arguments)
{
    QProcess process;
    startRole(process, name, arguments);
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0)
        return {};
    const QList<QByteArray> lines = process.readAllStandardOutput().trimmed().split('\n');
    return QJsonDocument::fromJson(lines.constLast()).object();
}

void tell(const QJsonObject &line)
{
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
}

} // namespace leadline::bench
