#include "services/sandbox/wire/rateheaders.h"

#include "services/sandbox/wire/pythonjson.h"

#include <QCryptographicHash>
#include <QJsonObject>

namespace leadline::sandbox {

namespace {

QByteArray wholeSeconds(qint64 ms)
{
    return QByteArray::number(std::max<qint64>(1, (ms + 999) / 1000));
}

} // namespace

void addRateHeaders(Answer &answer, const RateLimiter::Verdict &verdict, bool usesCommas)
{
    if (verdict.limit <= 0)
        return;
    const QByteArray separator = usesCommas ? ", " : "; ";
    answer.headers.emplaceBack("ratelimit", "limit=" + QByteArray::number(verdict.limit) + separator +
                                                "remaining=" + QByteArray::number(verdict.remaining) +
                                                separator + "reset=" + wholeSeconds(verdict.resetMs));
}

void addEdgeHeaders(Answer &answer, const RateLimiter::Verdict &verdict)
{
    if (verdict.limit <= 0)
        return;
    const QByteArray limit = QByteArray::number(verdict.limit);
    const QByteArray remaining = QByteArray::number(verdict.remaining);
    const QByteArray reset = wholeSeconds(verdict.resetMs);
    answer.headers.append({{"ratelimit-limit", limit},
                           {"ratelimit-remaining", remaining},
                           {"ratelimit-reset", reset},
                           {"x-ratelimit-limit", limit + ", " + limit + ";w=1, 100;w=1"},
                           {"x-ratelimit-remaining", remaining},
                           {"x-ratelimit-reset", reset}});
}

Answer tooManyRequests(const RateLimiter::Verdict &verdict, const QByteArray &group, int windowMs)
{
    const QByteArray groupHash = QCryptographicHash::hash(group, QCryptographicHash::Md5).toHex();
    const QJsonObject body{
        {QStringLiteral("message"), QStringLiteral("API call count exceeded for this period")},
        {QStringLiteral("rate_endpoint_group"), QString::fromLatin1(groupHash)},
        {QStringLiteral("rate_limit"), verdict.limit},
        {QStringLiteral("rate_limit_type"),
         verdict.isOrganization ? QStringLiteral("organization") : QStringLiteral("key")},
        {QStringLiteral("rate_reset"), QString::number(double(verdict.resetMs) / 1000, 'f', 6)},
        {QStringLiteral("rate_window"), windowMs / 1000},
    };
    return {
        .status = 429, .body = pythonJson(body), .headers = {{"retry-after", wholeSeconds(verdict.resetMs)}}};
}

} // namespace leadline::sandbox
