#include "services/mirror/privatefiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace leadline {

namespace {

constexpr mode_t fileMode = S_IRUSR | S_IWUSR;
constexpr mode_t folderMode = S_IRWXU;

/// Closes the descriptor when it leaves scope.
class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

/// Somebody else's file may be changed, or swapped, by somebody else.
Result<Done> checkOwner(const struct stat &info, const QString &path)
{
    if (info.st_uid != ::geteuid())
        return ApiError(StorageTrouble::ReadOnly, QStringLiteral("%1: belongs to another user").arg(path));
    return Done{};
}

/// O_NONBLOCK so that a planted pipe does not hold the program up.
constexpr int openFlags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;

/// The folder and what is missing above it, each 0700.
Result<Done> makeFolders(const QString &path)
{
    const QString above = QFileInfo(path).path();
    if (!QFileInfo::exists(above)) {
        if (auto made = makeFolders(above); !made)
            return made;
    }
    if (::mkdir(QFile::encodeName(path).constData(), folderMode) != 0 && errno != EEXIST)
        return systemError(path, errno);
    return Done{};
}

} // namespace

ApiError systemError(const QString &path, int number)
{
    StorageTrouble trouble = StorageTrouble::Other;
    if (number == ENOSPC || number == EDQUOT || number == EFBIG)
        trouble = StorageTrouble::Full;
    else if (number == EROFS || number == EACCES || number == EPERM || number == ELOOP)
        trouble = StorageTrouble::ReadOnly;
    else if (number == EIO)
        trouble = StorageTrouble::Device;
    return ApiError(trouble, QStringLiteral("%1: %2").arg(path, qt_error_string(number)));
}

Result<QString> makePrivateFolder(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    if (!QFileInfo::exists(path)) {
        if (const auto made = makeFolders(path); !made)
            return made.error();
    }
    const Descriptor opened(::open(QFile::encodeName(path).constData(), openFlags | O_DIRECTORY));
    if (!opened.isOpen())
        return systemError(path, errno);
    struct stat info
    {};
    if (::fstat(opened.fd(), &info) != 0)
        return systemError(path, errno);
    if (const auto owned = checkOwner(info, path); !owned)
        return owned.error();
    if ((info.st_mode & 0777) != folderMode && ::fchmod(opened.fd(), folderMode) != 0)
        return systemError(path, errno);
    return QFileInfo(path).canonicalFilePath();
}

Result<Done> makePrivateFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    {
        const Descriptor created(::open(name.constData(), openFlags | O_CREAT | O_EXCL, fileMode));
        if (!created.isOpen() && errno != EEXIST)
            return systemError(path, errno);
        if (created.isOpen()) {
            if (auto synced = syncFolder(QFileInfo(path).path()); !synced)
                return synced;
        }
    }
    return tightenIfPresent(path);
}

Result<Done> syncFolder(const QString &folder)
{
    const Descriptor opened(
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
    if (!opened.isOpen() || ::fsync(opened.fd()) != 0)
        return systemError(folder, errno);
    return Done{};
}

Result<Done> moveFile(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return systemError(from, errno);
    return syncFolder(QFileInfo(to).path());
}

Result<Done> tightenIfPresent(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    // O_PATH: closing an ordinary descriptor would drop the locks that SQLite holds on the same file.
    const Descriptor file(::open(name.constData(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!file.isOpen())
        return errno == ENOENT ? Result<Done>(Done{}) : Result<Done>(systemError(path, errno));
    struct stat info
    {};
    if (::fstat(file.fd(), &info) != 0)
        return systemError(path, errno);
    if (!S_ISREG(info.st_mode))
        return ApiError(StorageTrouble::Other, QStringLiteral("%1: not a regular file").arg(path));
    if (const auto owned = checkOwner(info, path); !owned)
        return owned;
    if ((info.st_mode & 07777) == fileMode)
        return Done{};
    const Descriptor writable(::open(name.constData(), openFlags));
    if (!writable.isOpen() || ::fchmod(writable.fd(), fileMode) != 0)
        return systemError(path, errno);
    return Done{};
}

} // namespace leadline
