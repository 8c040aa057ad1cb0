#include "services/sandbox/world/serverclock.h"

#include <algorithm>

namespace leadline::sandbox {

ServerClock::ServerClock(QDateTime start, QDateTime last) : m_start(std::move(start)), m_last(std::move(last))
{
    m_elapsed.start();
}

QDateTime ServerClock::now() const
{
    return std::max(m_last, m_start.addMSecs(m_elapsed.elapsed()));
}

QDateTime ServerClock::tick()
{
    m_last = std::max(m_last.addMSecs(1), now());
    return m_last;
}

void ServerClock::advance(qint64 milliseconds)
{
    m_start = now().addMSecs(milliseconds);
    m_elapsed.restart();
}

} // namespace leadline::sandbox
