#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace leadline::test {

/// SQLite's way to the disk with somebody in between, for every connection opened while it lives: refuses
/// calls, and writes down what would have to survive a power cut. Reads and locks pass untouched.
class ShimVfs
{
public:
    enum class Call { Create, Write, Truncate, Sync, Delete };
    /// One call as it was carried out.
    struct Step
    {
        Call call = Call::Sync;
        QString file;      ///< name without folder
        qint64 offset = 0; ///< of a write; the new size of a truncation
        QByteArray bytes;
    };
    /// Asked before each of these calls; another answer than SQLITE_OK (0) is returned instead of doing it. A
    /// refused write has written its first half, as on a disk that becomes full.
    using Hook = std::function<int(Call call, const QString &file)>;

    ShimVfs();
    ~ShimVfs();
    Q_DISABLE_COPY_MOVE(ShimVfs)

    void setHook(Hook hook);
    void record(bool isOn);
    [[nodiscard]] QList<Step> steps() const;

    struct Private;

private:
    std::unique_ptr<Private> d;
};

} // namespace leadline::test
