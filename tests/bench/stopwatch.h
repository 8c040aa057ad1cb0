#pragma once

#include <ctime>

namespace leadline::bench {

/// Of one of the kernel's clocks, in milliseconds.
[[nodiscard]] inline double spentMs(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// How long something took by the clock, and what all threads of this process computed meanwhile: where one
/// waits for the other the two are equal, but the second stays true on a busy machine.
struct Span
{
    double wallMs = 0;
    double computedMs = 0;
};

/// Runs from its construction.
class Stopwatch
{
public:
    [[nodiscard]] Span span() const
    {
        return {spentMs(CLOCK_MONOTONIC) - m_begin.wallMs,
                spentMs(CLOCK_PROCESS_CPUTIME_ID) - m_begin.computedMs};
    }

private:
    Span m_begin{spentMs(CLOCK_MONOTONIC), spentMs(CLOCK_PROCESS_CPUTIME_ID)};
};

} // namespace leadline::bench
