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
constexpr qint64 personMs = 10'000;    // so long a request of the person counts as a sign of more to come
constexpr qint64 sameWindowMs = 1'500; // ends of one window, as answers name them, differ by less

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

qint64 Budgets::freeIn(const Window &window, const Group &group)
{
    return std::max<qint64>(0, window.limit - window.used - group.underWay);
}

qint64 Budgets::reserveOf(const Window &window, const Group &group) const
{
    if (window.limit <= 0)
        return 0;
    const qint64 now = m_clock.monotonicMs();
    const auto isRecent = [now](qint64 at) { return now - at < personMs; };
    const qint64 recent = std::count_if(group.foreground.begin(), group.foreground.end(), isRecent);
    return std::clamp<qint64>(window.limit / 20 + recent, 1, std::max<qint64>(1, window.limit / 4));
}

milliseconds Budgets::waitFor(const QString &group, Lane lane) const
{
    const auto found = m_groups.constFind(group);
    if (found == m_groups.constEnd())
        return {};
    const qint64 now = m_clock.monotonicMs();
    qint64 until = found->blockedUntil;
    for (const Window &window : found->windows) {
        const qint64 reserve = lane == Lane::Background ? reserveOf(window, *found) : 0;
        if (window.end > now && freeIn(window, *found) <= reserve)
            until = std::max(until, window.end);
    }
    return milliseconds(std::max<qint64>(0, until - now));
}

void Budgets::taken(const QString &group, Lane lane)
{
    Group &g = m_groups[group];
    ++g.underWay;
    if (lane == Lane::Background)
        return;
    const qint64 now = m_clock.monotonicMs();
    g.foreground.removeIf([now](qint64 at) { return now - at >= personMs; });
    g.foreground.append(now);
}

void Budgets::returned(const QString &group)
{
    Group &g = m_groups[group];
    g.underWay = std::max(0, g.underWay - 1);
}

void Budgets::noteLimiter(Group &group, const Limiter &limiter) const
{
    if (limiter.remaining < 0)
        return;
    const qint64 now = m_clock.monotonicMs();
    const qint64 limit = std::max<qint64>(0, limiter.limit);
    const Window told{limit, limit - limiter.remaining, now + limiter.reset.count()};
    Window &known = group.windows[limit];
    if (known.end <= now || told.end > known.end + sameWindowMs) {
        known = told;
    } else if (told.end >= known.end - sameWindowMs) { // else late news of the window before
        known.used = std::max(known.used, told.used);
        known.end = std::min(known.end, told.end);
    }
}

void Budgets::note(const QString &group, int status, const RateLimit &limit)
{
    Group &g = m_groups[group];
    const qint64 now = m_clock.monotonicMs();
    for (const Limiter &limiter : limit.limiters)
        noteLimiter(g, limiter);
    qint64 wait = limit.wait.count();
    if (status == 429) {
        wait = std::max(wait, qint64(limit.strictest().reset.count()));
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
        for (const Window &window : g.windows) {
            if (window.end > now && window.limit > 0)
                tightest = std::min(tightest, int(freeIn(window, g) * 100 / window.limit));
        }
        if (g.blockedUntil > now)
            tightest = 0;
    }
    return tightest;
}

} // namespace leadline
