#include "app/singleinstance.h"

#include "services/mirror/privatefiles.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QThread>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

namespace leadline {
namespace {

constexpr QByteArrayView request("raise\n");
constexpr QByteArrayView answer("ok\n");
constexpr QLatin1String lockName("window.lock");
constexpr int peersAtOnce = 8;
constexpr int peerPatienceMs = 1000;
constexpr int retryPauseMs = 20;

/// A pipe has no password: who is at the other end is what the kernel says.
bool isSameUser(const QLocalSocket &socket)
{
    ucred peer{};
    socklen_t size = sizeof(peer);
    return ::getsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           peer.uid == ::geteuid();
}

/// Short, for a socket's path has 107 characters, and different for every folder.
QString socketPathOf(const QString &root)
{
    const QByteArray hash =
        QCryptographicHash::hash(root.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QFileInfo info(runtime);
    const QString folder =
        !runtime.isEmpty() && info.isDir() && info.ownerId() == ::geteuid() ? runtime : root;
    return QStringLiteral("%1/leadline-%2.sock").arg(folder, QString::fromLatin1(hash));
}

} // namespace

SingleInstance::SingleInstance(const QString &dataRoot, QObject *parent) : QObject(parent), m_root(dataRoot)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(peersAtOnce);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

Result<SingleInstance::Outcome> SingleInstance::start(std::chrono::milliseconds patience)
{
    const auto folder = makePrivateFolder(m_root);
    if (!folder)
        return folder.error();
    m_path = socketPathOf(*folder);
    for (const QDeadlineTimer deadline(patience);;) {
        auto lock = FileLock::take(*folder + u'/' + lockName);
        if (lock) {
            m_lock.emplace(std::move(lock).value());
            listen();
            return Outcome::First;
        }
        if (lock.error().storage != StorageTrouble::InUse)
            return lock.error();
        if (askToRaise())
            return Outcome::Raised;
        if (deadline.hasExpired())
            return Outcome::Silent;
        QThread::msleep(retryPauseMs); // the other one is just starting, or just ending
    }
}

void SingleInstance::clearFolder() const
{
    const QString socket = QFileInfo(m_path).fileName();
    const auto entries =
        QDir(m_root).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QFileInfo &entry : entries) {
        if (entry.fileName() == lockName || entry.fileName() == socket)
            continue;
        if (entry.isDir() && !entry.isSymLink())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
}

bool SingleInstance::askToRaise() const
{
    QLocalSocket socket;
    socket.connectToServer(m_path);
    if (!socket.waitForConnected(peerPatienceMs) || !isSameUser(socket))
        return false;
    socket.write(request.data(), request.size());
    return socket.waitForBytesWritten(peerPatienceMs) && socket.waitForReadyRead(peerPatienceMs) &&
           socket.readAll() == answer;
}

void SingleInstance::listen()
{
    QFile::remove(m_path); // whoever left it there is dead: this program holds the lock
    if (!m_server.listen(m_path))
        qWarning("A second start will not find this window: %s", qPrintable(m_server.errorString()));
}

void SingleInstance::accept()
{
    while (QLocalSocket *const peer = m_server.nextPendingConnection()) {
        const auto others = m_server.findChildren<QLocalSocket *>(QString(), Qt::FindDirectChildrenOnly);
        if (others.size() > peersAtOnce || !isSameUser(*peer)) {
            delete peer;
            continue;
        }
        peer->setReadBufferSize(request.size() + 1);
        connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
        connect(peer, &QLocalSocket::readyRead, this, [this, peer] { read(peer); });
        QTimer::singleShot(peerPatienceMs, peer, [peer] { peer->abort(); });
        read(peer);
    }
}

void SingleInstance::read(QLocalSocket *peer)
{
    const QByteArray line = peer->peek(request.size() + 1);
    if (line == request) {
        peer->readAll();
        peer->write(answer.data(), answer.size());
        peer->disconnectFromServer();
        Q_EMIT raiseRequested();
    } else if (!request.startsWith(line)) {
        peer->abort();
    }
}

} // namespace leadline
