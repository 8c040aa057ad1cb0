#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMutex>
#include <QString>

#include <optional>

namespace leadline::sandbox {

/// Bad answers the server itself can give, before or after the request was applied.
enum class Fault {
    RateLimited,     ///< 429 with retry-after
    ServerError,     ///< 500 with JSON
    BadGateway,      ///< 502, HTML
    Unavailable,     ///< 503, empty
    GatewayTimeout,  ///< 504, empty body with application/json (recorded)
    HtmlPage,        ///< 200 with a login page, as a captive portal does
    WrongTypes,      ///< 200, every string a number and every list an object
    Rejected,        ///< 400 with field-errors
    Unauthorized,    ///< 401
    PaymentRequired, ///< 402, as a limit of the plan does
    Forbidden,       ///< 403, as a permission that was taken away does
    RequestTimeout,  ///< 408, empty: a gateway's, not Close's
    Redirect,        ///< 302 to another host
    Stale,           ///< 200, a list or event log in which nothing stands yet
};

/// "The next N times for METHOD PATH": path is matched as a prefix below /api/v1/, `*` as method matches all.
struct FaultRule
{
    Fault fault = Fault::ServerError;
    QByteArray method = "*";
    QString path = {};
    int times = 1;
    bool afterApplying = false; ///< the write happens, then the answer is bad
    int retryAfterSeconds = 1;  ///< for RateLimited
};

/// Whether a rule for `ruleMethod` (`*` = any) and `rulePath` covers a request. Paths may carry a leading
/// `/api/v1/` or `/`.
[[nodiscard]] bool matchesRequest(const QByteArray &ruleMethod, const QString &rulePath,
                                  const QByteArray &method, const QString &path);

/// A rule from the JSON people send with `curl -d '{"fault": "gateway_timeout", "method": "POST", "path":
/// "activity/call/", "times": 2, "after": true}' http://127.0.0.1:PORT/sandbox/fault/` (DELETE there forgets
/// all rules; no key is needed). `retry_after` gives seconds for `rate_limited`; every key but `fault` has
/// the default of FaultRule. Names: rate_limited, server_error, bad_gateway, unavailable, gateway_timeout,
/// html_page, wrong_types, rejected, unauthorized, payment_required, forbidden, request_timeout, redirect,
/// stale. Null for an unknown name.
[[nodiscard]] std::optional<FaultRule> faultFromJson(const QJsonObject &json);

/// The rules still to be played, in the order they were added. Safe to call from any thread.
class Faults
{
public:
    void add(const FaultRule &rule);
    void clear();
    /// The rule that hits this request, counted down; null = none.
    [[nodiscard]] std::optional<FaultRule> take(const QByteArray &method, const QString &path);
    [[nodiscard]] bool isEmpty() const;

private:
    mutable QMutex m_mutex;
    QList<FaultRule> m_rules;
};

} // namespace leadline::sandbox
