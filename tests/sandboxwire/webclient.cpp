#include "tests/sandboxwire/webclient.h"

#include "services/sandbox/wire/httpframe.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QJsonDocument>
#include <QTimer>

namespace leadline::test {

using sandbox::HttpFrame;

QJsonObject WebAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

WebClient::WebClient(quint16 port) : m_port(port) {}

WebAnswer WebClient::send(const QByteArray &request)
{
    if (m_socket.state() == QAbstractSocket::UnconnectedState)
        m_socket.connectToHost(QHostAddress::LocalHost, m_port);
    m_socket.write(request);
    HttpFrame frame(HttpFrame::Role::Response, request.startsWith("HEAD "));
    // An event loop, since QTest::qWaitFor sleeps ten milliseconds at every step of the exchange.
    QEventLoop loop;
    const auto look = [&] {
        frame.feed(m_socket.readAll());
        if (frame.isComplete() || m_socket.state() == QAbstractSocket::UnconnectedState)
            loop.quit();
    };
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &loop, look);
    QObject::connect(&m_socket, &QTcpSocket::stateChanged, &loop, look);
    QTimer::singleShot(10000, &loop, &QEventLoop::quit);
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        loop.exec();
    WebAnswer answer;
    if (!frame.isComplete())
        return answer;
    const qsizetype blank = frame.bytes().indexOf("\r\n\r\n");
    answer.status = frame.status();
    answer.head = frame.bytes().left(blank);
    answer.body = frame.bytes().mid(blank + 4);
    const QList<QByteArray> lines = answer.head.split('\n').mid(1);
    for (const QByteArray &line : lines)
        answer.headers.insert(line.left(line.indexOf(':')), line.mid(line.indexOf(':') + 1).trimmed());
    return answer;
}

WebAnswer WebClient::request(const QByteArray &method, const QByteArray &target, const QByteArray &headers,
                             const QByteArray &body)
{
    QByteArray text = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers;
    if (!body.isEmpty())
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return send(text + "\r\n" + body);
}

WebAnswer WebClient::call(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                          const QByteArray &headers)
{
    QByteArray all = basic("api_sandbox.leadline") + headers;
    if (!body.isEmpty() && !headers.toLower().contains("content-type:"))
        all += "Content-Type: application/json\r\n";
    return request(method, target, all, body);
}

QByteArray WebClient::basic(const QByteArray &key)
{
    return "Authorization: Basic " + (key + ':').toBase64() + "\r\n";
}

} // namespace leadline::test
