#include "services/sandbox/wire/transport.h"

#include "services/sandbox/wire/gzip.h"

#include <QDateTime>
#include <QHttpServerRequest>
#include <QLocale>
#include <QMetaEnum>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUuid>

namespace leadline::sandbox {

namespace {

constexpr qsizetype compressAbove = 1000;

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 415:
        return "Unsupported Media Type";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return "Unknown";
    }
}

Request fromQt(const QHttpServerRequest &qt)
{
    Request request;
    const auto name = QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(qt.method()));
    request.method = QByteArray(name).toUpper();
    const QUrl url = qt.url();
    request.path = url.path(QUrl::FullyDecoded);
    QString query = url.query(QUrl::FullyEncoded);
    request.target =
        url.path(QUrl::FullyEncoded).toLatin1() + (url.hasQuery() ? "?" + query.toLatin1() : QByteArray());
    request.query = QUrlQuery(query.replace(u'+', QStringLiteral("%20")));
    for (const auto &[key, value] : qt.headers())
        request.headers.insert(key.toLower(), value);
    request.body = qt.body();
    return request;
}

QByteArray head(const Answer &answer, const QDateTime &now, bool isCompressed, bool closes)
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reason(answer.status) + "\r\n";
    const auto add = [&text](const QByteArray &name, const QByteArray &value) {
        text += name + ": " + value + "\r\n";
    };
    const QString date = QLocale::c().toString(now.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'");
    add("date", date.toLatin1());
    if (!answer.contentType.isEmpty())
        add("content-type", answer.contentType);
    if (answer.status != 204)
        add("content-length", QByteArray::number(answer.body.size()));
    if (isCompressed)
        add("content-encoding", "gzip");
    for (const auto &[name, value] : answer.headers)
        add(name, value);
    add("trace-id", QUuid::createUuid().toByteArray(QUuid::Id128));
    add("vary", "Accept-Encoding");
    add("server", "envoy");
    add("x-envoy-upstream-service-time", "1");
    add("x-frame-options", "SAMEORIGIN");
    add("x-content-type-options", "nosniff");
    add("referrer-policy", "strict-origin-when-cross-origin");
    add("strict-transport-security", "max-age=31536000; includeSubDomains");
    add("set-cookie", "session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/");
    if (closes)
        add("connection", "close");
    return text + "\r\n";
}

} // namespace

Transport::Transport(Handler handler, Time now, Weather &weather, QObject *parent)
    : QAbstractHttpServer(parent), m_handler(std::move(handler)), m_now(std::move(now)), m_weather(weather)
{}

QString Transport::start(quint16 port)
{
    auto *server = new QTcpServer(this);
    // The program may follow the system's proxy settings, which Qt would apply to listening sockets too.
    server->setProxy(QNetworkProxy::NoProxy);
    if (!server->listen(QHostAddress::LocalHost, port)) {
        const QString why = server->errorString();
        delete server;
        return why;
    }
    m_port = server->serverPort();
    bind(server);
    return {};
}

bool Transport::handleRequest(const QHttpServerRequest &qt, QTcpSocket *socket)
{
    const Request request = fromQt(qt);
    Answer answer = m_handler(request);
    const bool compresses =
        answer.body.size() > compressAbove && request.headers.value("accept-encoding").contains("gzip");
    if (compresses)
        answer.body = gzip(answer.body);
    const bool closes = request.headers.value("connection").toLower().contains("close");
    // In one piece: a second small write would wait for the acknowledgement of the first.
    QByteArray text = head(answer, m_now(), compresses, closes);
    if (request.method != "HEAD")
        text += answer.body;
    const auto send = [socket, text, closes, isReset = m_weather.isReset()] {
        if (isReset)
            return socket->abort();
        socket->write(text);
        if (closes)
            socket->disconnectFromHost();
    };
    if (m_weather.latencyMs() > 0)
        QTimer::singleShot(m_weather.latencyMs(), Qt::PreciseTimer, socket, send);
    else
        send();
    return true;
}

void Transport::missingHandler(const QHttpServerRequest &, QTcpSocket *socket)
{
    socket->disconnectFromHost();
}

} // namespace leadline::sandbox
