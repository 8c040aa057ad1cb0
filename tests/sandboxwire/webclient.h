#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QTcpSocket>

namespace leadline::test {

/// An answer as it came over the socket.
struct WebAnswer
{
    int status = 0; ///< 0 = the connection ended first
    QByteArray head;
    QHash<QByteArray, QByteArray> headers; ///< names as sent
    QByteArray body;
    [[nodiscard]] QJsonObject json() const;
};

/// A client that writes bytes and reads bytes, with no opinion of its own about HTTP. One connection, kept
/// alive.
class WebClient
{
public:
    explicit WebClient(quint16 port);

    /// One exchange; waits up to ten seconds.
    WebAnswer send(const QByteArray &request);
    /// A request with the given extra header lines (each ending in CRLF). A body gets a Content-Length.
    WebAnswer request(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
                      const QByteArray &body = {});
    /// With the sandbox's default key, and application/json for a body.
    WebAnswer call(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                   const QByteArray &headers = {});

    /// `authorization: Basic ...` with CRLF.
    [[nodiscard]] static QByteArray basic(const QByteArray &key);
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    quint16 m_port;
};

} // namespace leadline::test
