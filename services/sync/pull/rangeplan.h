#pragma once

#include "services/domain/timerange.h"

#include <QHash>
#include <QList>

#include <optional>

namespace leadline {

/// Divides a stretch of time among workers that each take objects newest first. Who has nothing left takes
/// over the older half of what promises most, by the density seen there: however unevenly the objects lie in
/// time, all workers end at about the same moment, and no counting is needed beforehand. Pure.
class RangePlan
{
public:
    using Claim = int;
    /// `worthSharing`: with fewer objects expected in a range it is left to its worker.
    RangePlan(QList<TimeRange> left, int worthSharing);

    /// Work to do: the newest range that nobody works on, else the older half of another's; none if there is
    /// none now (ranges given back and new halves may follow).
    [[nodiscard]] std::optional<Claim> claim();
    /// What is still to be taken of it; another worker may take a part away at any time.
    [[nodiscard]] TimeRange range(Claim claim) const { return m_claims.value(claim).range; }
    /// A page came: everything newer than `oldest` is here, and of that moment itself perhaps not everything.
    void advance(Claim claim, qint64 oldest, int received);
    void finish(Claim claim);
    void giveBack(Claim claim); ///< not now, after a failure

    /// All that is not taken yet, also what is being worked on; newest first.
    [[nodiscard]] QList<TimeRange> left() const;
    [[nodiscard]] bool isDone() const { return m_claims.isEmpty() && m_free.isEmpty(); }
    /// Of the whole time that the plan began with, how much is done: 0 to 1.
    [[nodiscard]] double shareDone(qint64 now) const;

private:
    struct Work
    {
        TimeRange range;
        double density = 0; ///< objects a millisecond, as its last page told; 0 = not known
    };
    [[nodiscard]] static double expected(const Work &work);
    [[nodiscard]] static double span(const QList<TimeRange> &ranges, qint64 now);

    QList<TimeRange> m_free; ///< newest first
    QList<TimeRange> m_all;
    QHash<Claim, Work> m_claims;
    int m_worthSharing;
    Claim m_last = 0;
};

/// The ranges a load begins with: fine where one touched things lately, coarse behind, so that the newest
/// come first although several workers take them. One range when there are too few objects to share.
[[nodiscard]] QList<TimeRange> firstRanges(TimeRange whole, qint64 now, int expected, int worthSharing);

} // namespace leadline
