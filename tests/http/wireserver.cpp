#include "tests/http/wireserver.h"

#include <QSslServer>

#include <sys/socket.h>

namespace leadline::test {

QByteArray WireServer::Seen::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

WireServer::WireServer(Script script, const QHostAddress &address)
    : m_script(std::move(script)), m_server(std::make_unique<QTcpServer>())
{
    listen(address);
}

WireServer::WireServer(Script script, const QSslConfiguration &tls)
    : m_isTls(true), m_script(std::move(script))
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    listen(QHostAddress::LocalHost);
}

void WireServer::listen(const QHostAddress &address)
{
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &WireServer::welcome);
    if (!m_server->listen(address))
        qFatal("the test's server cannot listen");
}

QUrl WireServer::baseUrl() const
{
    QUrl url;
    url.setScheme(m_isTls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(m_server->serverAddress().toString());
    url.setPort(m_server->serverPort());
    url.setPath(QStringLiteral("/api/v1/"));
    return url;
}

int WireServer::count(const QByteArray &method) const
{
    return int(
        std::count_if(m_seen.begin(), m_seen.end(), [&](const Seen &s) { return s.method == method; }));
}

void WireServer::stopListening()
{
    m_server->close();
}

void WireServer::welcome()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        socket->setProperty("number", ++m_connections);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_buffers.remove(socket);
            socket->deleteLater();
        });
        read(*socket);
    }
}

void WireServer::read(QTcpSocket &socket)
{
    QByteArray &buffer = m_buffers[&socket];
    buffer += socket.readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    Seen request;
    request.head = buffer.left(end);
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    request.body = buffer.mid(end + 4, length);
    const QList<QByteArray> words = request.head.left(request.head.indexOf('\r')).split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    request.connection = socket.property("number").toInt();
    buffer.remove(0, end + 4 + length);
    m_seen.append(request);
    m_script(socket, request);
}

QByteArray answer(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " Word\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + headers + "\r\n" + body;
}

WireServer::Script answering(int status, const QByteArray &body, const QByteArray &headers)
{
    return [bytes = answer(status, body, headers)](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write(bytes);
    };
}

WireServer::Script hangingUp()
{
    return [](QTcpSocket &socket, const WireServer::Seen &) { socket.disconnectFromHost(); };
}

WireServer::Script resetting()
{
    return [](QTcpSocket &socket, const WireServer::Seen &) {
        const linger now{1, 0};
        ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket.abort();
    };
}

WireServer::Script saying(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket, const WireServer::Seen &) {
        socket.write(bytes);
        socket.disconnectFromHost();
    };
}

WireServer::Script silent()
{
    return [](QTcpSocket &, const WireServer::Seen &) {};
}

} // namespace leadline::test
