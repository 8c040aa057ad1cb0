#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace leadline::sandbox {

/// Bad answers the server itself can give, before or after the request was applied.
enum class Fault {
    RateLimited,        ///< 429 with retry-after
    ServerError,        ///< 500 with JSON
    BadGateway,         ///< 502, HTML
    Unavailable,        ///< 503, empty
    GatewayTimeout,     ///< 504, empty body with application/json (recorded)
    HtmlPage,           ///< 200 with a login page, as a captive portal does
    WrongTypes,         ///< 200, every string a number and every list an object
    Rejected,           ///< 400 with field-errors
    Unauthorized,       ///< 401
};

/// "The next N times for METHOD PATH": path is matched as a prefix below /api/v1/, `*` as method matches all.
struct FaultRule
{
    Fault fault = Fault::ServerError;
    QByteArray method = "*";
    QString path;
    int times = 1;
    bool afterApplying = false; ///< the write happens, then the answer is bad
    int retryAfterSeconds = 1;  ///< for RateLimited
};

class Faults
{
public:
    void add(const FaultRule &rule);
    void clear();
    /// The rule that hits this request, counted down; null fault list = none.
    [[nodiscard]] const FaultRule *take(const QByteArray &method, const QString &path);
    [[nodiscard]] bool isEmpty() const;

private:
    QList<FaultRule> m_rules;
    FaultRule m_hit;
};

} // namespace leadline::sandbox
