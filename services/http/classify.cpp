#include "services/http/classify.h"

#include "services/http/closeerror.h"

#include <QJsonDocument>

namespace leadline {

namespace {

/// Qt reports a 4xx or 5xx as an error although the answer arrived whole.
bool isStatusInDisguise(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::NoError:
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return true;
    default: // Qt's enumeration, not ours
        return false;
    }
}

/// Errors that only occur before a request is written.
bool isBeforeTheRequest(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return true;
    default:
        return false;
    }
}

bool isTimeout(const Transport &t)
{
    return t.ending == Transport::Ending::Deadline || t.error == QNetworkReply::TimeoutError ||
           t.error == QNetworkReply::ProxyTimeoutError;
}

ApiError brokenTransport(const Transport &t)
{
    const bool nothingLeft = t.status == 0 && t.bodyHandedOut == 0;
    if (nothingLeft && (isBeforeTheRequest(t.error) || t.bodySize > 0)) {
        const bool isTls = t.error == QNetworkReply::SslHandshakeFailedError;
        ApiError error(isTls ? ErrorKind::Tls : ErrorKind::Unreached, t.errorText);
        error.isClockInDoubt = isTls && t.isOutOfDate;
        return error;
    }
    if (isTimeout(t))
        return ApiError(ErrorKind::Timeout, t.errorText, t.status);
    return ApiError(ErrorKind::ConnectionLost, t.errorText, t.status);
}

bool isHtml(const Transport &t)
{
    return headerValue(t.headers, "content-type").value_or(QByteArray()).toLower().contains("html");
}

std::optional<QJsonValue> parsed(const Transport &t)
{
    if (isHtml(t))
        return std::nullopt;
    const auto document = QJsonDocument::fromJson(t.body);
    if (document.isObject())
        return QJsonValue(document.object());
    if (document.isArray())
        return QJsonValue(document.array());
    return std::nullopt;
}

/// Qt takes the end of the connection for the end of a chunked body: JSON that begins well and then breaks
/// was cut.
bool isCutChunk(const Transport &t)
{
    const QByteArray encoding = headerValue(t.headers, "transfer-encoding").value_or(QByteArray()).toLower();
    return encoding.contains("chunked") && !isHtml(t) && (t.body.startsWith('{') || t.body.startsWith('['));
}

Result<Response> success(const Transport &t, const QString &requestId)
{
    Response response;
    response.status = t.status;
    response.requestId = requestId;
    response.serverTime = serverTime(t.headers);
    if (t.status == 204 && t.body.isEmpty())
        return response;
    const QByteArray body = t.wantsBytes ? t.body.trimmed() : QByteArray();
    if (!isHtml(t) && body.startsWith('{') && body.endsWith('}')) {
        response.bytes = body;
        return response;
    }
    if (const auto json = t.wantsBytes ? std::nullopt : parsed(t)) {
        response.json = *json;
        return response;
    }
    return ApiError(isCutChunk(t) ? ErrorKind::ConnectionLost : ErrorKind::NotClose, {}, t.status);
}

ErrorKind kindOfRefusal(int status)
{
    switch (status) {
    case 402:
        return ErrorKind::PaymentRequired;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    default:
        return ErrorKind::Rejected;
    }
}

ApiError refusal(const Transport &t)
{
    const auto json = parsed(t);
    const auto words = json && json->isObject() ? readCloseError(json->toObject()) : std::nullopt;
    ApiError error(ErrorKind::NotClose, {}, t.status);
    if (t.status == 401)
        error.kind = ErrorKind::Unauthorized;
    else if (t.status == 429)
        error.kind = ErrorKind::RateLimited;
    else if (t.status >= 500 && t.status != 511) // 511: a captive portal asks for a sign-in
        error.kind = ErrorKind::ServerError;
    else if (words || (t.status == 403 && t.body.trimmed() == "Forbidden")) // the plain word is on record
        error.kind = kindOfRefusal(t.status);
    if (words) {
        error.message = words->message;
        error.fieldErrors = words->fieldErrors;
    }
    return error;
}

} // namespace

Result<Response> classify(const Transport &t, const RateLimit &limit)
{
    const QString requestId =
        QString::fromLatin1(headerValue(t.headers, "trace-id").value_or(QByteArray()).left(100));
    ApiError error;
    if (t.ending == Transport::Ending::Cancelled)
        error = ApiError(ErrorKind::Cancelled, {}, t.status);
    else if (t.ending == Transport::Ending::TooLarge)
        error = ApiError(ErrorKind::TooLarge, {}, t.status);
    else if (t.status >= 300 &&
             t.status < 400) // also when Qt gave up because it could not send the body again
        error = ApiError(ErrorKind::Redirected, {}, t.status);
    else if (t.status == 0 || t.ending == Transport::Ending::Deadline || !isStatusInDisguise(t.error))
        error = brokenTransport(t);
    else if (t.status < 300 &&
             t.error == QNetworkReply::UnknownContentError) // Qt stopped unpacking: a gzip bomb
        error = ApiError(ErrorKind::TooLarge, {}, t.status);
    else if (t.status < 300)
        return success(t, requestId);
    else
        error = refusal(t);
    error.requestId = requestId;
    error.retryAfter = limit.wait;
    return error;
}

} // namespace leadline
