#include "services/mirror/filelock.h"

#include "services/mirror/privatefiles.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace leadline {

Result<FileLock> FileLock::take(const QString &path, Kind kind)
{
    if (const auto made = makePrivateFile(path); !made)
        return made.error();
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return systemError(path, errno);
    FileLock lock(descriptor, path);
    if (const auto locked = lock.lock(kind); !locked)
        return locked.error();
    return lock;
}

Result<Done> FileLock::share()
{
    return lock(Kind::Shared);
}

Result<Done> FileLock::lock(Kind kind)
{
    if (::flock(m_descriptor, (kind == Kind::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return ApiError(StorageTrouble::InUse,
                            QStringLiteral("%1: in use by another Leadline").arg(m_path));
        return systemError(m_path, errno);
    }
    m_kind = kind;
    return Done{};
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FileLock::FileLock(FileLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_kind(other.m_kind)
    , m_path(std::move(other.m_path))
{}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_kind, other.m_kind);
    std::swap(m_path, other.m_path);
    return *this;
}

} // namespace leadline
