#include "tests/failures/tlsdoor.h"

#include <QSslSocket>

namespace leadline::test {

TlsDoor::TlsDoor(const QSslConfiguration &tls, quint16 behind) : m_tls(tls), m_behind(behind)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("the door cannot listen");
}

QUrl TlsDoor::baseUrl() const
{
    return QUrl(QStringLiteral("https://127.0.0.1:%1/api/v1/").arg(serverPort()));
}

void TlsDoor::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    auto *const near = new QSslSocket(this);
    near->setSocketDescriptor(descriptor);
    connect(near, &QSslSocket::disconnected, near, &QObject::deleteLater);
    if (m_isSlow)
        return;
    near->setSslConfiguration(m_tls);
    auto *const far = new QTcpSocket(near);
    connect(near, &QSslSocket::readyRead, far, [near, far] { far->write(near->readAll()); });
    connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
    connect(far, &QTcpSocket::disconnected, near, [near] { near->disconnectFromHost(); });
    connect(near, &QSslSocket::encrypted, far,
            [this, far] { far->connectToHost(QHostAddress::LocalHost, m_behind); });
    near->startServerEncryption();
}

} // namespace leadline::test
