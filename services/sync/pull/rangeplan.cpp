#include "services/sync/pull/rangeplan.h"

#include <algorithm>

namespace leadline {

namespace {

constexpr qint64 hour = 3'600'000;
constexpr qint64 day = 24 * hour;
constexpr qint64 shortestShare = 2'000; // ms: less is not worth a question of its own

void sortNewestFirst(QList<TimeRange> &ranges)
{
    std::sort(ranges.begin(), ranges.end(),
              [](const TimeRange &a, const TimeRange &b) { return a.from > b.from; });
}

} // namespace

RangePlan::RangePlan(QList<TimeRange> left, int worthSharing)
    : m_free(std::move(left)), m_worthSharing(worthSharing)
{
    m_free.removeIf([](const TimeRange &range) { return range.isEmpty(); });
    sortNewestFirst(m_free);
    m_all = m_free;
}

double RangePlan::expected(const Work &work)
{
    return work.density * double(work.range.to - work.range.from);
}

std::optional<RangePlan::Claim> RangePlan::claim()
{
    if (!m_free.isEmpty()) {
        const TimeRange range = m_free.takeFirst();
        m_claims.insert(++m_last, {range, 0});
        return m_last;
    }
    auto most = m_claims.end();
    for (auto it = m_claims.begin(); it != m_claims.end(); ++it) {
        const qint64 width = it->range.to - it->range.from;
        if (width > shortestShare && expected(*it) > m_worthSharing &&
            (most == m_claims.end() || expected(*it) > expected(*most)))
            most = it;
    }
    if (most == m_claims.end())
        return std::nullopt;
    const qint64 middle = most->range.from + (most->range.to - most->range.from) / 2;
    const TimeRange older{most->range.from, middle};
    most->range.from = middle;
    m_claims.insert(++m_last, {older, 0});
    return m_last;
}

void RangePlan::advance(Claim claim, qint64 oldest, int received)
{
    const auto work = m_claims.find(claim);
    if (work == m_claims.end())
        return;
    const qint64 end = std::min(work->range.to, oldest + 1);
    const bool isOpen =
        work->range.to == TimeRange::openEnd; // the distance to its newest object says nothing
    if (!isOpen)
        work->density = double(received) / double(std::max<qint64>(1, work->range.to - end));
    work->range.to = end;
}

void RangePlan::finish(Claim claim)
{
    m_claims.remove(claim);
}

void RangePlan::giveBack(Claim claim)
{
    if (!m_claims.contains(claim))
        return;
    m_free.append(m_claims.take(claim).range);
    sortNewestFirst(m_free);
}

QList<TimeRange> RangePlan::left() const
{
    QList<TimeRange> ranges = m_free;
    for (const Work &work : m_claims) {
        if (!work.range.isEmpty())
            ranges.append(work.range);
    }
    sortNewestFirst(ranges);
    return ranges;
}

double RangePlan::span(const QList<TimeRange> &ranges, qint64 now)
{
    double sum = 0;
    for (const TimeRange &range : ranges)
        sum += double(std::max<qint64>(0, std::min(range.to, now) - range.from));
    return sum;
}

double RangePlan::shareDone(qint64 now) const
{
    const double all = span(m_all, now);
    return all > 0 ? 1 - span(left(), now) / all : 1;
}

QList<TimeRange> firstRanges(TimeRange whole, qint64 now, int expected, int worthSharing)
{
    if (expected >= 0 && expected <= worthSharing)
        return {whole};
    QList<TimeRange> ranges;
    qint64 to = whole.to;
    for (const qint64 age :
         {hour, day, 7 * day, 30 * day, 90 * day, 180 * day, 365 * day, 2 * 365 * day, 5 * 365 * day}) {
        const qint64 from = now - age;
        if (from <= whole.from || from >= to)
            continue;
        ranges.append({from, to});
        to = from;
    }
    ranges.append({whole.from, to});
    return ranges;
}

} // namespace leadline
