#pragma once

#include <QHash>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>

namespace leadline::test {

/// A server made of bare sockets: it reads whole requests, remembers every one, and does with the connection
/// whatever the script says, down to the byte. Unlike a fake inside the client it sees what really leaves.
class WireServer final : public QObject
{
    Q_OBJECT
public:
    struct Seen
    {
        QByteArray method;
        QByteArray target; ///< path and query as sent
        QByteArray head;   ///< the whole head, lower case names not guaranteed
        QByteArray body;
        int connection = 0; ///< number of the connection, from 1
        [[nodiscard]] QByteArray header(const QByteArray &name) const;
    };
    using Script = std::function<void(QTcpSocket &, const Seen &)>;

    explicit WireServer(Script script, const QHostAddress &address = QHostAddress::LocalHost);
    /// The same over TLS.
    WireServer(Script script, const QSslConfiguration &tls);

    [[nodiscard]] QUrl baseUrl() const; ///< ends in /api/v1/
    [[nodiscard]] const QList<Seen> &seen() const { return m_seen; }
    [[nodiscard]] int count(const QByteArray &method) const;
    [[nodiscard]] int connections() const { return m_connections; }
    void setScript(Script script) { m_script = std::move(script); }
    void stopListening();

private:
    void listen(const QHostAddress &address);
    void welcome();
    void read(QTcpSocket &socket);

    bool m_isTls = false;
    Script m_script;
    QList<Seen> m_seen;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    int m_connections = 0;
    std::unique_ptr<QTcpServer> m_server; ///< goes first: its sockets say goodbye to the members above
};

/// A whole answer. `headers` are lines ending in CRLF.
[[nodiscard]] QByteArray answer(int status, const QByteArray &body, const QByteArray &headers = {});
[[nodiscard]] WireServer::Script answering(int status, const QByteArray &body,
                                           const QByteArray &headers = {});
/// Reads the request and closes, politely (FIN).
[[nodiscard]] WireServer::Script hangingUp();
/// Reads the request and resets the connection (RST).
[[nodiscard]] WireServer::Script resetting();
/// Sends these bytes, then closes.
[[nodiscard]] WireServer::Script saying(const QByteArray &bytes);
/// Reads and says nothing, for ever.
[[nodiscard]] WireServer::Script silent();

} // namespace leadline::test
