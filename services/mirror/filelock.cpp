#include "services/mirror/filelock.h"

#include "services/mirror/privatefiles.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace leadline {

Result<FileLock> FileLock::take(const QString &path)
{
    if (const auto made = makePrivateFile(path); !made)
        return made.error();
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return ApiError(ErrorKind::Storage, QStringLiteral("%1: %2").arg(path, qt_error_string(errno)));
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const bool isTaken = errno == EWOULDBLOCK;
        return ApiError(ErrorKind::Storage,
                        QStringLiteral("%1: %2").arg(path, isTaken ? QStringLiteral("in use by another Leadline")
                                                                   : qt_error_string(errno)));
    }
    return lock;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FileLock::FileLock(FileLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

} // namespace leadline
