#pragma once

#include "services/base/clock.h"
#include "services/http/backoff.h"
#include "services/http/ratelimit.h"
#include "services/http/request.h"

#include <QHash>

namespace leadline {

/// How much each endpoint group may still send, by what the answers said. Only arithmetic: it never waits
/// itself. Background work leaves the last tenth of a budget to the person.
class Budgets
{
public:
    explicit Budgets(const Clock &clock, Random random = systemRandom());

    /// Method and path family, ids left out: `GET lead`, `POST activity/call`. Which paths share a group in
    /// Close is not published (close-api.md 3).
    [[nodiscard]] static QString groupOf(Method method, const QString &path);

    /// 0 = may go now. Held within 300 s plus jitter.
    [[nodiscard]] std::chrono::milliseconds waitFor(const QString &group, Lane lane) const;
    void taken(const QString &group);    ///< a request of this group goes out
    void returned(const QString &group); ///< it is over, answered or not
    /// Takes in the answer. A 429 blocks the group for as long as it says, else for 2 s and doubling.
    void note(const QString &group, int status, const RateLimit &limit);

    [[nodiscard]] int percentFree() const; ///< of the tightest group, 100 when none is known

private:
    struct Group
    {
        qint64 limit = -1;
        qint64 remaining = -1;
        qint64 windowEnd = 0;    ///< monotonic ms
        qint64 blockedUntil = 0; ///< monotonic ms
        int underWay = 0;
        int refusalsInARow = 0;
    };
    const Clock &m_clock;
    Random m_random;
    QHash<QString, Group> m_groups;
};

} // namespace leadline
