#pragma once

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <functional>

namespace leadline::sandbox {

/// Counts requests in fixed windows: one bucket per key and endpoint group, one per organization and group at
/// three times the limit (close-api.md 3).
class RateLimiter
{
public:
    /// `limit` 0 = everything passes. `monotonicMs` is the time.
    RateLimiter(int limit, int windowMs, std::function<qint64()> monotonicMs);

    struct Verdict
    {
        bool isRefused = false;
        bool isOrganization = false; ///< the organization's bucket is the one that refused
        int limit = 0;               ///< 0 = no limit
        int remaining = 0;
        qint64 resetMs = 0; ///< until the window ends
    };
    /// Counts the request unless it is refused.
    [[nodiscard]] Verdict take(const QByteArray &key, const QByteArray &group);

    /// Which requests share a bucket: Close publishes no list (close-api.md 11). Here: the method and the
    /// first segment of the path, with the second one below `activity`, `custom_field` and `status`.
    [[nodiscard]] static QByteArray group(const QByteArray &method, const QStringList &path);

private:
    struct Bucket
    {
        qint64 startMs = 0;
        int count = 0;
    };
    [[nodiscard]] Bucket &bucket(const QByteArray &name, qint64 nowMs);

    int m_limit;
    int m_windowMs;
    std::function<qint64()> m_monotonicMs;
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace leadline::sandbox
