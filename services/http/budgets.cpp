#include "services/http/budgets.h"

#include <QStringList>

#include <algorithm>

namespace leadline {

using std::chrono::milliseconds;

namespace {

QString nameOf(Method method)
{
    switch (method) {
    case Method::Get:
        return QStringLiteral("GET");
    case Method::Post:
        return QStringLiteral("POST");
    case Method::Put:
        return QStringLiteral("PUT");
    case Method::Delete:
        return QStringLiteral("DELETE");
    }
    return {};
}

bool isWord(const QString &segment)
{
    return std::all_of(segment.begin(), segment.end(),
                       [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; });
}

constexpr qint64 firstBlindWaitMs = 2'000;
constexpr qint64 longestWaitMs = 300'000;

} // namespace

Budgets::Budgets(const Clock &clock, Random random) : m_clock(clock), m_random(std::move(random)) {}

QString Budgets::groupOf(Method method, const QString &path)
{
    QStringList words;
    for (const QString &segment : path.split(u'/', Qt::SkipEmptyParts)) {
        if (isWord(segment))
            words << segment;
    }
    return nameOf(method) + u' ' + words.join(u'/');
}

milliseconds Budgets::waitFor(const QString &group, Lane lane) const
{
    const auto found = m_groups.constFind(group);
    if (found == m_groups.constEnd())
        return {};
    const qint64 now = m_clock.monotonicMs();
    qint64 until = found->blockedUntil;
    const bool isKnown = found->remaining >= 0 && found->windowEnd > now;
    const qint64 reserve = lane == Lane::Background && found->limit > 0 ? found->limit / 10 : 0;
    if (isKnown && found->remaining <= reserve)
        until = std::max(until, found->windowEnd);
    return milliseconds(std::max<qint64>(0, until - now));
}

void Budgets::taken(const QString &group)
{
    Group &g = m_groups[group];
    ++g.underWay;
    if (g.remaining > 0)
        --g.remaining;
}

void Budgets::returned(const QString &group)
{
    Group &g = m_groups[group];
    g.underWay = std::max(0, g.underWay - 1);
}

void Budgets::note(const QString &group, int status, const RateLimit &limit)
{
    Group &g = m_groups[group];
    const qint64 now = m_clock.monotonicMs();
    if (limit.remaining >= 0) {
        g.limit = limit.limit;
        g.remaining = std::max<qint64>(0, limit.remaining - g.underWay);
        g.windowEnd = now + limit.reset.count();
    }
    qint64 wait = limit.wait.count();
    if (status == 429) {
        wait = std::max(wait, qint64(limit.reset.count()));
        if (wait == 0)
            wait = std::min(longestWaitMs, firstBlindWaitMs << std::min(g.refusalsInARow, 10));
        ++g.refusalsInARow;
    } else {
        g.refusalsInARow = 0;
    }
    if (wait > 0)
        g.blockedUntil = std::max(g.blockedUntil, now + wait + qint64(m_random() * double(wait) / 10));
}

int Budgets::percentFree() const
{
    const qint64 now = m_clock.monotonicMs();
    int tightest = 100;
    for (const Group &g : m_groups) {
        if (g.windowEnd > now && g.limit > 0 && g.remaining >= 0)
            tightest = std::min(tightest, int(std::clamp<qint64>(g.remaining * 100 / g.limit, 0, 100)));
        if (g.blockedUntil > now)
            tightest = 0;
    }
    return tightest;
}

} // namespace leadline
