#include "services/sandbox/wire/ratelimiter.h"

namespace leadline::sandbox {

RateLimiter::RateLimiter(int limit, int windowMs, std::function<qint64()> monotonicMs)
    : m_limit(limit), m_windowMs(windowMs), m_monotonicMs(std::move(monotonicMs))
{}

RateLimiter::Bucket &RateLimiter::bucket(const QByteArray &name, qint64 nowMs)
{
    const auto found = m_buckets.find(name);
    if (found == m_buckets.end())
        return *m_buckets.insert(name, {nowMs, 0});
    if (nowMs - found->startMs >= m_windowMs)
        *found = {nowMs, 0};
    return *found;
}

RateLimiter::Verdict RateLimiter::take(const QByteArray &key, const QByteArray &group)
{
    if (m_limit <= 0)
        return {};
    const qint64 now = m_monotonicMs();
    // Two steps: the second look-up may move what the first one found.
    const Bucket organization = bucket("*/" + group, now);
    Bucket &own = bucket(key + '/' + group, now);
    const int organizationLimit = 3 * m_limit;

    Verdict verdict;
    verdict.limit = m_limit;
    verdict.resetMs = own.startMs + m_windowMs - now;
    if (own.count >= m_limit) {
        verdict.isRefused = true;
    } else if (organization.count >= organizationLimit) {
        verdict.isRefused = true;
        verdict.isOrganization = true;
        verdict.limit = organizationLimit;
        verdict.resetMs = organization.startMs + m_windowMs - now;
    } else {
        ++own.count;
        verdict.remaining = m_limit - own.count;
        ++bucket("*/" + group, now).count;
    }
    return verdict;
}

QByteArray RateLimiter::group(const QByteArray &method, const QStringList &path)
{
    QByteArray name = method + ' ' + path.value(0).toUtf8();
    if (path.value(0) == u"activity" || path.value(0) == u"custom_field" || path.value(0) == u"status")
        name += '/' + path.value(1).toUtf8();
    return name;
}

} // namespace leadline::sandbox
