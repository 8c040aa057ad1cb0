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

ApiError systemError(const QString &path, int number)
{
    return ApiError(ErrorKind::Storage, QStringLiteral("%1: %2").arg(path, qt_error_string(number)));
}

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

Result<Done> tighten(const Descriptor &file, const QString &path)
{
    struct stat info
    {};
    if (::fstat(file.fd(), &info) != 0)
        return systemError(path, errno);
    if (!S_ISREG(info.st_mode))
        return ApiError(ErrorKind::Storage, QStringLiteral("%1: not a regular file").arg(path));
    if ((info.st_mode & 07777) != fileMode && ::fchmod(file.fd(), fileMode) != 0)
        return systemError(path, errno);
    return Done{};
}

/// O_NONBLOCK so that a planted pipe does not hold the program up.
constexpr int openFlags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;

} // namespace

Result<QString> makePrivateFolder(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    if (!QFileInfo::exists(path)) {
        if (!QDir().mkpath(QFileInfo(path).path()))
            return systemError(QFileInfo(path).path(), errno);
        if (::mkdir(QFile::encodeName(path).constData(), folderMode) != 0 && errno != EEXIST)
            return systemError(path, errno);
    }
    const Descriptor opened(::open(QFile::encodeName(path).constData(), openFlags | O_DIRECTORY));
    if (!opened.isOpen())
        return systemError(path, errno);
    struct stat info
    {};
    if (::fstat(opened.fd(), &info) != 0)
        return systemError(path, errno);
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
            const Descriptor folder(
                ::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_CLOEXEC));
            if (!folder.isOpen() || ::fsync(folder.fd()) != 0)
                return systemError(path, errno);
        }
    }
    return tightenIfPresent(path);
}

Result<Done> tightenIfPresent(const QString &path)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), openFlags));
    if (!file.isOpen())
        return errno == ENOENT ? Result<Done>(Done{}) : Result<Done>(systemError(path, errno));
    return tighten(file, path);
}

} // namespace leadline
