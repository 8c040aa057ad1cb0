#pragma once

#include <chrono>
#include <functional>

namespace leadline {

/// A number in [0, 1).
using Random = std::function<double()>;
[[nodiscard]] Random systemRandom();

/// Exponential back-off with full jitter: random(0, min(cap, base * 2^n)).
class Backoff
{
public:
    Backoff(std::chrono::milliseconds base, std::chrono::milliseconds cap, Random random = systemRandom());
    /// The pause after the `failures`-th failure in a row, counted from 1.
    [[nodiscard]] std::chrono::milliseconds pauseAfter(int failures) const;

private:
    std::chrono::milliseconds m_base;
    std::chrono::milliseconds m_cap;
    Random m_random;
};

} // namespace leadline
