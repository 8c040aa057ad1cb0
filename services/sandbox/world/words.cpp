#include "services/sandbox/world/words.h"

#include <QFile>
#include <QHash>
#include <QMutex>

#include <memory>

// Resources of a static library must be named once, outside of any namespace.
static void registerSandboxResources()
{
    Q_INIT_RESOURCE(sandbox);
}

namespace leadline::sandbox {

namespace {

template <typename T>
const T &remembered(const QString &name, T (*read)(const QString &))
{
    static QMutex mutex; // servers live on threads of their own
    static QHash<QString, std::shared_ptr<const T>> known;
    const QMutexLocker lock(&mutex);
    std::shared_ptr<const T> &entry = known[name];
    if (!entry)
        entry = std::make_shared<const T>(read(name));
    return *entry;
}

QStringList readLines(const QString &name)
{
    QStringList lines =
        QString::fromUtf8(Words::file(name + QStringLiteral(".txt"))).split(QLatin1Char('\n'));
    lines.removeIf([](const QString &line) { return line.isEmpty() || line.startsWith(QLatin1Char('#')); });
    return lines;
}

QList<QStringList> readRows(const QString &name)
{
    QList<QStringList> rows;
    for (const QString &line : readLines(name)) {
        QStringList cells = line.split(QLatin1Char('|'));
        for (QString &cell : cells)
            cell = cell.trimmed();
        rows.append(cells);
    }
    return rows;
}

} // namespace

QByteArray Words::file(const QString &name)
{
    static const bool isRegistered = (registerSandboxResources(), true);
    Q_UNUSED(isRegistered)
    QFile file(QStringLiteral(":/sandbox/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QStringList &Words::lines(const QString &name)
{
    return remembered<QStringList>(name, readLines);
}

const QList<QStringList> &Words::rows(const QString &name)
{
    return remembered<QList<QStringList>>(name, readRows);
}

} // namespace leadline::sandbox
