#pragma once

#include "services/sandbox/wire/message.h"

#include <functional>
#include <optional>

namespace leadline::sandbox {

/// Who may call: API keys by Basic, access tokens by Bearer, and the OAuth pages that hand such tokens out
/// (close-api.md 1.2, 1.3). PKCE parameters are ignored, as Close documents none.
class Authority
{
public:
    struct Options
    {
        QHash<QByteArray, QString> keys; ///< API key -> user id
        QString userId;                  ///< who signs in on the authorize page
        QString organizationId;
        QString clientId;
        QString clientSecret;
        int accessTokenSeconds = 3600;
        bool declinesConsent = false;
        std::function<qint64()> monotonicMs;
    };
    explicit Authority(Options options);

    struct Caller
    {
        QByteArray key; ///< what is rate limited: the API key, or one name for all tokens of a sign-in
        QString userId;
        QString apiKeyId; ///< what events name the key by; empty for a token
    };
    /// By the value of the `Authorization` header; null = 401.
    [[nodiscard]] std::optional<Caller> caller(const QByteArray &authorization) const;

    /// The pages below /oauth2/: authorize (302 to `redirect_uri` with `code` and `state`), token, revoke.
    [[nodiscard]] Answer page(const Request &request);

private:
    struct Access
    {
        QByteArray grant; ///< one sign-in of one application
        qint64 expiresMs = 0;
    };
    [[nodiscard]] Answer authorize(const QUrlQuery &query);
    [[nodiscard]] Answer token(const QUrlQuery &form);
    [[nodiscard]] Answer revoke(const QUrlQuery &form);
    [[nodiscard]] bool isClient(const QUrlQuery &form) const;
    [[nodiscard]] Answer issue(const QByteArray &grant);

    Options m_options;
    QHash<QByteArray, QByteArray> m_codes;   ///< code -> grant, used once
    QHash<QByteArray, QByteArray> m_refresh; ///< refresh token -> grant, replaced at each use
    QHash<QByteArray, Access> m_access;      ///< by access token
};

} // namespace leadline::sandbox
