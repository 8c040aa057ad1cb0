#include "services/sync/pull/pace.h"

#include <cmath>

namespace leadline {

namespace {

constexpr qint64 memoryMs = 30'000; // several windows of a limiter: a pause in one is no change of pace
constexpr qint64 leastMs = 3'000;
constexpr qint64 stepMs = 250;

} // namespace

void Pace::note(qint64 nowMs, double done)
{
    if (!m_marks.isEmpty() && nowMs - m_marks.last().at < stepMs)
        return;
    m_marks.append({nowMs, done});
    while (m_marks.size() > 2 && nowMs - m_marks.first().at > memoryMs)
        m_marks.removeFirst();
}

std::optional<std::chrono::seconds> Pace::timeFor(double rest) const
{
    if (m_marks.isEmpty() || rest < 0)
        return std::nullopt;
    const Mark &first = m_marks.first();
    const Mark &last = m_marks.last();
    const double gained = last.done - first.done;
    const qint64 took = last.at - first.at;
    if (took < leastMs || gained <= 0)
        return std::nullopt;
    const double seconds = rest / gained * double(took) / 1000;
    if (!std::isfinite(seconds) || seconds > 7 * 24 * 3600.0)
        return std::nullopt;
    return std::chrono::seconds(qint64(std::ceil(seconds)));
}

} // namespace leadline
