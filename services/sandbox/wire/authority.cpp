#include "services/sandbox/wire/authority.h"

#include "services/sandbox/wire/pythonjson.h"

#include <QCryptographicHash>
#include <QJsonObject>
#include <QUrl>
#include <QUuid>

namespace leadline::sandbox {

namespace {

QByteArray secret(const char *prefix)
{
    return prefix + QUuid::createUuid().toByteArray(QUuid::Id128);
}

QString value(const QUrlQuery &query, const char *key)
{
    return query.queryItemValue(QString::fromLatin1(key), QUrl::FullyDecoded);
}

/// The part of a key before the dot tells which one it is and is no secret.
QString keyId(const QByteArray &key)
{
    const qsizetype dot = key.indexOf('.');
    return QString::fromLatin1(
        dot > 0 ? key.left(dot)
                : "api_" + QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(22));
}

Answer oauthError(int status, const QString &error)
{
    return {.status = status, .body = pythonJson(QJsonObject{{QStringLiteral("error"), error}})};
}

} // namespace

Authority::Authority(Options options) : m_options(std::move(options)) {}

std::optional<Authority::Caller> Authority::caller(const QByteArray &authorization) const
{
    const qsizetype space = authorization.indexOf(' ');
    const QByteArray scheme = authorization.left(space).toLower();
    const QByteArray credentials = authorization.mid(space + 1).trimmed();
    if (scheme == "basic") {
        const QByteArray decoded = QByteArray::fromBase64(credentials);
        // The colon is mandatory, the password is empty.
        const QByteArray key = decoded.chopped(decoded.endsWith(':') ? 1 : 0);
        const auto found = m_options.keys.constFind(key);
        if (decoded.endsWith(':') && found != m_options.keys.cend())
            return Caller{key, *found, keyId(key)};
    }
    if (scheme == "bearer") {
        const auto found = m_access.constFind(credentials);
        if (found != m_access.cend() && m_options.monotonicMs() < found->expiresMs)
            return Caller{found->grant, m_options.userId, {}};
    }
    return std::nullopt;
}

Answer Authority::page(const Request &request)
{
    if (request.path == u"/oauth2/authorize/")
        return request.method == "GET" ? authorize(request.query)
                                       : oauthError(405, QStringLiteral("invalid_request"));
    const bool isToken = request.path == u"/oauth2/token/";
    if (!isToken && request.path != u"/oauth2/revoke/")
        return oauthError(404, QStringLiteral("Not found."));
    if (request.method != "POST")
        return oauthError(405, QStringLiteral("invalid_request"));
    if (!request.headers.value("content-type").startsWith("application/x-www-form-urlencoded"))
        return oauthError(400, QStringLiteral("invalid_request"));
    const QUrlQuery form(QString::fromUtf8(request.body).replace(u'+', QStringLiteral("%20")));
    if (!isClient(form))
        return oauthError(401, QStringLiteral("invalid_client"));
    return isToken ? token(form) : revoke(form);
}

bool Authority::isClient(const QUrlQuery &form) const
{
    return value(form, "client_id") == m_options.clientId &&
           value(form, "client_secret") == m_options.clientSecret;
}

Answer Authority::authorize(const QUrlQuery &query)
{
    QUrl target(value(query, "redirect_uri"));
    if (value(query, "client_id") != m_options.clientId || value(query, "response_type") != u"code" ||
        !target.isValid() || target.isRelative())
        return oauthError(400, QStringLiteral("invalid_request"));
    QUrlQuery answer(target);
    if (m_options.declinesConsent) {
        answer.addQueryItem(QStringLiteral("error"), QStringLiteral("access_denied"));
    } else {
        const QByteArray code = secret("code_");
        m_codes.insert(code, secret("grant_"));
        answer.addQueryItem(QStringLiteral("code"), QString::fromLatin1(code));
    }
    if (query.hasQueryItem(QStringLiteral("state")))
        answer.addQueryItem(QStringLiteral("state"),
                            query.queryItemValue(QStringLiteral("state"), QUrl::FullyEncoded));
    target.setQuery(answer);
    return {.status = 302, .contentType = {}, .headers = {{"location", target.toEncoded()}}};
}

Answer Authority::token(const QUrlQuery &form)
{
    const QString type = value(form, "grant_type");
    if (type == u"authorization_code") {
        const QByteArray grant = m_codes.take(value(form, "code").toLatin1());
        return grant.isEmpty() ? oauthError(400, QStringLiteral("invalid_grant")) : issue(grant);
    }
    if (type == u"refresh_token") {
        const QByteArray grant = m_refresh.take(value(form, "refresh_token").toLatin1());
        return grant.isEmpty() ? oauthError(400, QStringLiteral("invalid_grant")) : issue(grant);
    }
    return oauthError(400, QStringLiteral("unsupported_grant_type"));
}

Answer Authority::issue(const QByteArray &grant)
{
    const QByteArray access = secret("access_");
    const QByteArray refresh = secret("refresh_");
    m_access.insert(access, {grant, m_options.monotonicMs() + qint64(m_options.accessTokenSeconds) * 1000});
    m_refresh.insert(refresh, grant);
    const QJsonObject body{
        {QStringLiteral("token_type"), QStringLiteral("Bearer")},
        {QStringLiteral("access_token"), QString::fromLatin1(access)},
        {QStringLiteral("expires_in"), m_options.accessTokenSeconds},
        {QStringLiteral("refresh_token"), QString::fromLatin1(refresh)},
        {QStringLiteral("scope"), QStringLiteral("all.full_access offline_access")},
        {QStringLiteral("organization_id"), m_options.organizationId},
        {QStringLiteral("user_id"), m_options.userId},
    };
    return {.body = pythonJson(body), .headers = {{"cache-control", "no-store"}}};
}

Answer Authority::revoke(const QUrlQuery &form)
{
    const QByteArray grant = m_refresh.take(value(form, "token").toLatin1());
    m_access.removeIf([&grant](const auto &entry) { return entry.value().grant == grant; });
    return {.body = "{}"};
}

} // namespace leadline::sandbox
