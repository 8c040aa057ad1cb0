#include "tests/bench/usage.h"

#include <QByteArray>
#include <QFile>

#include <sys/resource.h>

namespace leadline::bench {

namespace {

/// The number behind `key` in a file of `key: number` lines; 0 if it is not there.
double numberIn(const QString &path, const char *key)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(key))
            return line.mid(qsizetype(qstrlen(key))).simplified().split(' ').value(0).toDouble();
    }
    return 0;
}

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

} // namespace

Usage Usage::now()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    Usage usage;
    usage.processorSeconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    usage.writtenMiB = numberIn(QStringLiteral("/proc/self/io"), "write_bytes:") / (1024 * 1024);
    usage.pssMiB = numberIn(QStringLiteral("/proc/self/smaps_rollup"), "Pss:") / 1024;
    usage.peakMiB = double(used.ru_maxrss) / 1024;
    return usage;
}

} // namespace leadline::bench
