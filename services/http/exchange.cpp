#include "services/http/exchange.h"

#include "services/http/bodydevice.h"
#include "services/http/systemproxy.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <algorithm>

namespace leadline {

namespace {

QUrl urlOf(const Request &request, const WireOptions &options)
{
    QUrl url = options.baseUrl; // only the path is appended: nothing in it can name another host
    url.setPath(url.path() + request.path);
    if (!request.query.isEmpty()) {
        // QUrlQuery leaves a plus as it is, which servers read as a space.
        QString query = request.query.toString(QUrl::FullyEncoded);
        url.setQuery(query.replace(u'+', QStringLiteral("%2B")), QUrl::StrictMode);
    }
    return url;
}

QNetworkRequest wireRequest(const Request &request, const WireOptions &options)
{
    QNetworkRequest wire(urlOf(request, options));
    wire.setRawHeader("Authorization", options.authorization);
    wire.setRawHeader("Accept", "application/json");
    wire.setRawHeader("X-TZ-Offset", options.tzOffset);
    wire.setRawHeader("User-Agent", "Leadline/" LEADLINE_VERSION);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (options.tls)
        wire.setSslConfiguration(*options.tls);
    wire.setDecompressedSafetyCheckThreshold(options.maxAnswerBytes);
    return wire;
}

QByteArray verbOf(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    }
    return {};
}

} // namespace

void Exchange::prepare(QNetworkAccessManager &manager)
{
    manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager.setProxyFactory(new SystemProxy); // the manager owns it
}

Exchange::Exchange(QNetworkAccessManager &manager, const Request &request, const WireOptions &options)
    : QObject(&manager), m_maxAnswerBytes(options.maxAnswerBytes)
{
    m_transport.method = request.method;
    m_transport.wantsBytes = request.wantsBytes;
    start(manager, request, options);
    watch(options);
}

void Exchange::start(QNetworkAccessManager &manager, const Request &request, const WireOptions &options)
{
    QNetworkRequest wire = wireRequest(request, options);
    if (request.method == Method::Get) {
        m_reply = manager.get(wire);
        return;
    }
    const QByteArray bytes =
        request.body ? QJsonDocument(*request.body).toJson(QJsonDocument::Compact) : QByteArray();
    if (request.body)
        wire.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    if (request.isRead()) { // may be sent twice, by Qt too
        m_reply = manager.sendCustomRequest(wire, verbOf(request.method), bytes);
        return;
    }
    m_body = new BodyDevice(bytes, this);
    m_transport.bodySize = bytes.size();
    wire.setHeader(QNetworkRequest::ContentLengthHeader, bytes.size());
    wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // Writes have connections of their own, each used once, so that none is lost on one that went stale: the
    // name to verify is part of Qt's key for a pool of connections.
    wire.setPeerVerifyName(wire.url().host());
    wire.setRawHeader("Connection", "close");
    auto *ownManager = new QNetworkAccessManager(this);
    prepare(*ownManager);
    m_reply = ownManager->sendCustomRequest(wire, verbOf(request.method), m_body);
}

void Exchange::watch(const WireOptions &options)
{
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::takeBytes);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::finish);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_transport.isOutOfDate = std::all_of(errors.begin(), errors.end(), [](const QSslError &error) {
            return error.error() == QSslError::CertificateNotYetValid ||
                   error.error() == QSslError::CertificateExpired;
        });
    });

    const std::pair<QTimer *, std::chrono::milliseconds> limits[] = {
        {&m_connectTimer,
         options.connectTimeout}, // looking up the name and waiting for a connection count too
        {&m_idleTimer, options.idleTimeout},
        {&m_deadlineTimer, options.deadline},
    };
    for (const auto &[timer, limit] : limits) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this] { end(Transport::Ending::Deadline); });
        timer->start(limit);
    }
    const auto goesOn = qOverload<>(&QTimer::start);
    connect(m_reply, &QNetworkReply::metaDataChanged, &m_idleTimer, goesOn);
    connect(m_reply, &QNetworkReply::readyRead, &m_idleTimer, goesOn);
    connect(m_reply, &QNetworkReply::uploadProgress, &m_idleTimer, goesOn);
    connect(m_reply, &QNetworkReply::downloadProgress, &m_idleTimer, goesOn);
    connect(m_reply, &QNetworkReply::requestSent, &m_connectTimer, &QTimer::stop);
    connect(m_reply, &QNetworkReply::metaDataChanged, &m_connectTimer, &QTimer::stop);
    connect(m_reply, &QNetworkReply::uploadProgress, &m_connectTimer, &QTimer::stop);
}

void Exchange::cancel()
{
    end(Transport::Ending::Cancelled);
}

void Exchange::takeBytes()
{
    if (!m_reply->isOpen()) // what Qt still delivers after an abort
        return;
    m_transport.body += m_reply->readAll();
    if (m_transport.body.size() > m_maxAnswerBytes)
        end(Transport::Ending::TooLarge);
}

void Exchange::end(Transport::Ending ending)
{
    if (m_finished.isOpen() || m_transport.ending != Transport::Ending::Itself)
        return;
    if (m_reply->error() != QNetworkReply::NoError) { // the answer is complete, and Qt takes no second error
        m_reply->disconnect(this);
        return finish();
    }
    m_transport.ending = ending;
    m_reply->abort(); // leads to finish()
}

void Exchange::finish()
{
    m_deadlineTimer.stop();
    m_idleTimer.stop();
    m_connectTimer.stop();
    m_reply->disconnect(&m_idleTimer);
    if (m_transport.ending == Transport::Ending::Itself) {
        m_transport.body += m_reply->readAll();
        if (m_transport.body.size() > m_maxAnswerBytes)
            m_transport.ending = Transport::Ending::TooLarge;
    }
    m_transport.error = m_reply->error();
    m_transport.errorText = m_reply->errorString();
    m_transport.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_transport.headers = m_reply->rawHeaderPairs();
    m_transport.bodyHandedOut = m_body ? m_body->handedOut() : 0;
    m_reply->deleteLater();
    deleteLater();
    m_finished.open(true);
}

} // namespace leadline
