#pragma once

#include "services/base/clock.h"
#include "services/http/backoff.h"
#include "services/http/ratelimit.h"
#include "services/http/request.h"

#include <QHash>

namespace leadline {

/// How much each endpoint group may still send, by what the answers said. Only arithmetic: it never waits
/// itself. Background work leaves a twentieth of a budget to the person, and as much again as the person has
/// used in the last seconds. Never more goes out than the server is sure to allow: what is under way counts
/// as not yet counted there, and a window ends no sooner than any answer allows (`reset` is rounded up, so
/// the earliest end that an answer names is still too late rather than too early).
class Budgets
{
public:
    explicit Budgets(const Clock &clock, Random random = systemRandom());

    /// Method and path family, ids left out: `GET lead`, `POST activity/call`. Which paths share a group in
    /// Close is not published (close-api.md 3).
    [[nodiscard]] static QString groupOf(Method method, const QString &path);

    /// 0 = may go now. Held within 300 s plus jitter.
    [[nodiscard]] std::chrono::milliseconds waitFor(const QString &group, Lane lane) const;
    void taken(const QString &group, Lane lane); ///< a request of this group goes out
    void returned(const QString &group);         ///< it is over, answered or not
    /// Takes in the answer. A 429 blocks the group for as long as it says, else for 2 s and doubling.
    void note(const QString &group, int status, const RateLimit &limit);

    [[nodiscard]] int percentFree() const; ///< of the tightest group, 100 when none is known

private:
    struct Window
    {
        qint64 limit = 0; ///< 0 = not said; `used` then counts up from minus what remained
        qint64 used = 0;  ///< the highest count the server has told
        qint64 end = 0;   ///< monotonic ms
    };
    struct Group
    {
        QHash<qint64, Window> windows; ///< by limit: one of each limiter
        QList<qint64> foreground;      ///< when the person's last requests went out, monotonic ms
        qint64 blockedUntil = 0;       ///< monotonic ms
        int underWay = 0;
        int refusalsInARow = 0;
    };
    [[nodiscard]] static qint64 freeIn(const Window &window, const Group &group);
    [[nodiscard]] qint64 reserveOf(const Window &window, const Group &group) const;
    void noteLimiter(Group &group, const Limiter &limiter) const;

    const Clock &m_clock;
    Random m_random;
    QHash<QString, Group> m_groups;
};

} // namespace leadline
