#pragma once

#include "services/base/result.h"

#include <QString>

namespace leadline {

/// Keeps a file locked, so that another program (or another use in this one) does not work on what belongs to
/// it. The kernel lets go when the process ends, however it ends; the file itself stays and means nothing.
class FileLock
{
public:
    enum class Kind {
        Shared,    ///< beside other shared ones
        Exclusive, ///< alone
    };

    /// Creates the file if need be; never waits. A Storage error (InUse) if somebody else is in the way.
    [[nodiscard]] static Result<FileLock> take(const QString &path, Kind kind = Kind::Exclusive);
    /// Lets others in beside this one. Where that fails (InUse), the lock is lost.
    [[nodiscard]] Result<Done> share();
    [[nodiscard]] bool isExclusive() const { return m_kind == Kind::Exclusive; }

    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    FileLock(int descriptor, QString path) : m_descriptor(descriptor), m_path(std::move(path)) {}
    [[nodiscard]] Result<Done> lock(Kind kind);

    int m_descriptor = -1;
    Kind m_kind = Kind::Exclusive;
    QString m_path;
};

} // namespace leadline
