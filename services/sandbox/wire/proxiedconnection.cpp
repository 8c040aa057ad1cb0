#include "services/sandbox/wire/proxiedconnection.h"

#include <QNetworkProxy>

#include <sys/socket.h>

namespace leadline::sandbox {

namespace {

/// Makes the next close send RST instead of FIN.
void setLingerZero(const QTcpSocket &socket)
{
    const linger off{1, 0};
    setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &off, sizeof off);
}

} // namespace

ProxiedConnection::ProxiedConnection(QTcpSocket *client, const QUrl &upstream, Chooser chooser,
                                     QObject *parent)
    : QObject(parent), m_client(client), m_choose(std::move(chooser))
{
    m_client->setParent(this);
    connect(&m_trickle, &QTimer::timeout, this, &ProxiedConnection::trickle);
    connect(m_client, &QTcpSocket::readyRead, this, &ProxiedConnection::readClient);
    connect(m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_server, &QTcpSocket::readyRead, this, &ProxiedConnection::readServer);
    connect(&m_server, &QTcpSocket::stateChanged, this, [this](QAbstractSocket::SocketState state) {
        if (state == QAbstractSocket::UnconnectedState)
            serverGone();
    });
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_server.setProxy(QNetworkProxy::NoProxy);
    m_server.connectToHost(upstream.host(), quint16(upstream.port()));
}

ProxiedConnection::~ProxiedConnection()
{
    // Sockets speak once more when they die.
    m_server.disconnect(this);
    m_client->disconnect(this);
}

void ProxiedConnection::reset()
{
    m_server.disconnect(this);
    m_server.abort();
    setLingerZero(*m_client);
    m_client->abort();
}

void ProxiedConnection::readClient()
{
    m_incoming += m_client->readAll();
    // The next request of a pipeline waits until the answer to this one is through.
    if (m_incoming.isEmpty() || m_request.isComplete())
        return;
    const bool hadHead = m_request.hasHead();
    const qsizetype sent = hadHead ? m_request.bytes().size() : 0;
    m_incoming.remove(0, m_request.feed(m_incoming));
    if (!m_request.hasHead())
        return;
    if (!hadHead) {
        m_answer = HttpFrame(HttpFrame::Role::Response, m_request.method() == "HEAD");
        m_damage = m_choose(m_request.method(),
                            QString::fromUtf8(QByteArray::fromPercentEncoding(m_request.path())));
    }
    if (m_damage && m_damage->fault == WireFault::ResetBefore)
        reset();
    else
        m_server.write(m_request.bytes().mid(sent));
}

void ProxiedConnection::readServer()
{
    const QByteArray bytes = m_server.readAll();
    m_answer.feed(bytes);
    if (!m_damage)
        m_client->write(bytes);
    if (m_answer.isComplete())
        answerComplete();
}

void ProxiedConnection::answerComplete()
{
    const QByteArray answer = m_answer.bytes();
    if (const std::optional<Damage> damage = std::exchange(m_damage, std::nullopt))
        damageAnswer(*damage, answer);
    else
        nextExchange();
}

void ProxiedConnection::nextExchange()
{
    m_request = HttpFrame();
    m_answer = HttpFrame();
    readClient();
}

void ProxiedConnection::damageAnswer(const Damage &damage, const QByteArray &answer)
{
    switch (damage.fault) {
    case WireFault::Refuse:
    case WireFault::ResetBefore:
    case WireFault::ResetAfter:
        reset();
        return;
    case WireFault::CloseAfter:
        m_client->disconnectFromHost();
        return;
    case WireFault::Stall:
        m_isStalled = true;
        return;
    case WireFault::CutAnswer:
        m_client->write(answer.left(damage.bytes < 0 ? answer.size() + damage.bytes : damage.bytes));
        m_client->disconnectFromHost();
        return;
    case WireFault::SlowAnswer:
        startTrickle(answer, damage.bytes);
        return;
    }
}

void ProxiedConnection::serverGone()
{
    if (m_isStalled || m_trickle.isActive())
        return;
    // Without a length the end of the connection is the end of the answer.
    if (m_answer.hasHead() && !m_answer.isComplete() && m_damage)
        answerComplete();
    else
        m_client->disconnectFromHost();
}

void ProxiedConnection::startTrickle(const QByteArray &answer, int bytesPerSecond)
{
    constexpr int stepsPerSecond = 20;
    m_slow = answer;
    m_slowBytes = std::max(1, bytesPerSecond / stepsPerSecond);
    m_trickle.start(bytesPerSecond < stepsPerSecond ? 1000 / std::max(1, bytesPerSecond)
                                                    : 1000 / stepsPerSecond);
}

void ProxiedConnection::trickle()
{
    m_client->write(m_slow.left(m_slowBytes));
    m_slow.remove(0, m_slowBytes);
    if (!m_slow.isEmpty())
        return;
    m_trickle.stop();
    if (m_server.state() == QAbstractSocket::ConnectedState)
        nextExchange();
    else
        m_client->disconnectFromHost();
}

} // namespace leadline::sandbox
