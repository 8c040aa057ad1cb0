#include "services/mirror/setaside.h"

#include "services/base/clock.h"
#include "services/mirror/database.h"
#include "services/mirror/privatefiles.h"

#include <QDir>
#include <QFile>

namespace leadline {

QString nameForDamaged(const QString &folder, const QString &schema)
{
    const QString time = SystemClock().nowUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString name = QStringLiteral("%1/%2.damaged-%3.db").arg(folder, schema, time);
    for (int i = 2; QFile::exists(name) || QFile::exists(name + QStringLiteral("-wal")); ++i)
        name = QStringLiteral("%1/%2.damaged-%3-%4.db").arg(folder, schema, time).arg(i);
    return name;
}

Result<QString> setAside(const QString &folder, const QString &schema)
{
    const auto lock = FileLock::take(databaseLockPath(folder, schema));
    if (!lock)
        return lock.error();
    const QDir files(folder);
    const auto older = files.entryList({schema + QStringLiteral(".damaged-*")}, QDir::Files);
    for (const QString &each : older)
        QFile::remove(files.filePath(each));
    const QString path = QStringLiteral("%1/%2.db").arg(folder, schema);
    const QString kept = nameForDamaged(folder, schema);
    // The file first: a log without its file is dropped by SQLite, a file without its log would be believed.
    for (const QLatin1String suffix : {QLatin1String(""), QLatin1String("-wal")}) {
        if (!QFile::exists(path + suffix))
            continue;
        if (const auto moved = moveFile(path + suffix, kept + suffix); !moved)
            return moved.error();
    }
    QFile::remove(path + QStringLiteral("-shm"));
    return kept;
}

} // namespace leadline
