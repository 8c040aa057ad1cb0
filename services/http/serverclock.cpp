#include "services/http/serverclock.h"

#include <algorithm>

namespace leadline {

void ServerClock::note(const Headers &headers, const QDateTime &nowUtc)
{
    constexpr int enough = 5;
    const auto header = headerValue(headers, "date");
    const auto told = header ? httpDate(*header) : std::nullopt;
    if (!told)
        return;
    m_latest << nowUtc.msecsTo(*told);
    if (m_latest.size() > enough)
        m_latest.removeFirst();
}

std::optional<std::chrono::milliseconds> ServerClock::skew() const
{
    if (m_latest.isEmpty())
        return std::nullopt;
    QList<qint64> sorted = m_latest;
    std::sort(sorted.begin(), sorted.end());
    return std::chrono::milliseconds(sorted.at(sorted.size() / 2));
}

} // namespace leadline
