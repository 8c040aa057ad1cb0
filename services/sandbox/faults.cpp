#include "services/sandbox/faults.h"

#include <QHash>
#include <QMutexLocker>

namespace leadline::sandbox {

namespace {

QString belowApi(const QString &path)
{
    if (path.startsWith(u"/api/v1/"))
        return path.mid(8);
    return path.startsWith(u'/') ? path.mid(1) : path;
}

std::optional<Fault> faultFromName(const QString &name)
{
    static const QHash<QString, Fault> names = {
        {QStringLiteral("rate_limited"), Fault::RateLimited},
        {QStringLiteral("server_error"), Fault::ServerError},
        {QStringLiteral("bad_gateway"), Fault::BadGateway},
        {QStringLiteral("unavailable"), Fault::Unavailable},
        {QStringLiteral("gateway_timeout"), Fault::GatewayTimeout},
        {QStringLiteral("html_page"), Fault::HtmlPage},
        {QStringLiteral("wrong_types"), Fault::WrongTypes},
        {QStringLiteral("rejected"), Fault::Rejected},
        {QStringLiteral("unauthorized"), Fault::Unauthorized},
        {QStringLiteral("payment_required"), Fault::PaymentRequired},
        {QStringLiteral("forbidden"), Fault::Forbidden},
        {QStringLiteral("request_timeout"), Fault::RequestTimeout},
        {QStringLiteral("redirect"), Fault::Redirect},
        {QStringLiteral("stale"), Fault::Stale},
    };
    const auto found = names.constFind(name);
    return found == names.cend() ? std::nullopt : std::optional(*found);
}

} // namespace

bool matchesRequest(const QByteArray &ruleMethod, const QString &rulePath, const QByteArray &method,
                    const QString &path)
{
    return (ruleMethod == "*" || ruleMethod == method) && belowApi(path).startsWith(belowApi(rulePath));
}

std::optional<FaultRule> faultFromJson(const QJsonObject &json)
{
    const std::optional<Fault> fault = faultFromName(json[u"fault"].toString());
    if (!fault)
        return std::nullopt;
    FaultRule rule;
    rule.fault = *fault;
    rule.method = json[u"method"].toString(QStringLiteral("*")).toLatin1().toUpper();
    rule.path = json[u"path"].toString();
    rule.times = json[u"times"].toInt(rule.times);
    rule.afterApplying = json[u"after"].toBool();
    rule.retryAfterSeconds = json[u"retry_after"].toInt(rule.retryAfterSeconds);
    return rule;
}

void Faults::add(const FaultRule &rule)
{
    const QMutexLocker lock(&m_mutex);
    if (rule.times > 0)
        m_rules.append(rule);
}

void Faults::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_rules.clear();
}

std::optional<FaultRule> Faults::take(const QByteArray &method, const QString &path)
{
    const QMutexLocker lock(&m_mutex);
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        if (!matchesRequest(m_rules[i].method, m_rules[i].path, method, path))
            continue;
        FaultRule hit = m_rules[i];
        if (--m_rules[i].times == 0)
            m_rules.removeAt(i);
        return hit;
    }
    return std::nullopt;
}

bool Faults::isEmpty() const
{
    const QMutexLocker lock(&m_mutex);
    return m_rules.isEmpty();
}

} // namespace leadline::sandbox
