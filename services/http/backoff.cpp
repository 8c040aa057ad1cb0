#include "services/http/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace leadline {

Random systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

Backoff::Backoff(std::chrono::milliseconds base, std::chrono::milliseconds cap, Random random)
    : m_base(base), m_cap(cap), m_random(std::move(random))
{}

std::chrono::milliseconds Backoff::pauseAfter(int failures) const
{
    const int doublings = std::clamp(failures - 1, 0, 30);
    const auto ceiling = std::min<std::chrono::milliseconds>(m_cap, m_base * (qint64(1) << doublings));
    return std::chrono::milliseconds(qint64(m_random() * double(ceiling.count())));
}

} // namespace leadline
