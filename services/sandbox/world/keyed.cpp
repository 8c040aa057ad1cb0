#include "services/sandbox/world/keyed.h"

#include <algorithm>
#include <bit>

namespace leadline::sandbox {

namespace {

constexpr int Rounds = 4;

quint64 mix(quint64 x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

} // namespace

quint64 chance(quint64 key, quint64 a, quint64 b)
{
    return mix(mix(mix(key) ^ a) ^ (b * 0xd6e8feb86659fd93ULL));
}

int pick(quint64 key, quint64 a, quint64 b, int bound)
{
    return static_cast<int>((chance(key, a, b) >> 16) % static_cast<quint64>(bound));
}

Permutation::Permutation(quint64 key, quint64 size) : m_key(key), m_size(size)
{
    if (size > 0)
        m_half = std::max(1, static_cast<int>(std::bit_width(size - 1) + 1) / 2);
}

quint64 Permutation::forward(quint64 value) const
{
    const quint64 low = (1ULL << m_half) - 1;
    quint64 left = value >> m_half;
    quint64 right = value & low;
    for (int round = 0; round < Rounds; ++round) {
        const quint64 next = left ^ (chance(m_key, right, static_cast<quint64>(round)) & low);
        left = right;
        right = next;
    }
    return (left << m_half) | right;
}

quint64 Permutation::backward(quint64 value) const
{
    const quint64 low = (1ULL << m_half) - 1;
    quint64 left = value >> m_half;
    quint64 right = value & low;
    for (int round = Rounds - 1; round >= 0; --round) {
        const quint64 previous = right ^ (chance(m_key, left, static_cast<quint64>(round)) & low);
        right = left;
        left = previous;
    }
    return (left << m_half) | right;
}

quint64 Permutation::map(quint64 value) const
{
    if (m_key == 0)
        return value;
    do {
        value = forward(value);
    } while (m_size > 0 && value >= m_size);
    return value;
}

quint64 Permutation::unmap(quint64 value) const
{
    if (m_key == 0)
        return value;
    do {
        value = backward(value);
    } while (m_size > 0 && value >= m_size);
    return value;
}

} // namespace leadline::sandbox
