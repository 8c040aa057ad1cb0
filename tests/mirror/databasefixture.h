#pragma once

#include "services/mirror/database.h"
#include "tests/testkit/testmain.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

namespace leadline::test {

/// A database in a folder that does not exist yet.
class DatabaseFixture : public QObject
{
    Q_OBJECT
protected:
    void begin()
    {
        expectSilence();
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = m_dir->filePath(QStringLiteral("deep/account"));
    }
    [[nodiscard]] Result<std::unique_ptr<Database>> open() const
    {
        return Database::open(m_folder, QStringLiteral("mirror"), Database::Durability::Normal);
    }
    [[nodiscard]] QString file(const char *suffix = "") const
    {
        return m_folder + QStringLiteral("/mirror.db") + QLatin1String(suffix);
    }
    static mode_t modeOf(const QString &path)
    {
        struct stat info
        {};
        return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
    }
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
};

} // namespace leadline::test
