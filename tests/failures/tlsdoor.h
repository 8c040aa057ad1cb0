#pragma once

#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace leadline::test {

/// TLS in front of a plain server of this machine. While it is slow it takes connections and says nothing, as
/// a line does on which no handshake ever ends.
class TlsDoor final : public QTcpServer
{
    Q_OBJECT
public:
    TlsDoor(const QSslConfiguration &tls, quint16 behind);

    [[nodiscard]] QUrl baseUrl() const;
    void setSlow(bool isSlow) { m_isSlow = isSlow; }
    [[nodiscard]] int connections() const { return m_connections; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QSslConfiguration m_tls;
    quint16 m_behind;
    bool m_isSlow = false;
    int m_connections = 0;
};

} // namespace leadline::test
