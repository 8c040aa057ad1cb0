#pragma once

#include "services/base/result.h"

#include <QString>

namespace leadline {

/// Keeps a file locked, so that a second program (or a second use in this one) does not work on what belongs to
/// it. The kernel lets go when the process ends, however it ends; the file itself stays and means nothing.
class FileLock
{
public:
    /// Creates the file if need be. A Storage error if somebody else holds it.
    [[nodiscard]] static Result<FileLock> take(const QString &path);
    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor = -1;
};

} // namespace leadline
