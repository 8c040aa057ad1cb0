#include "tests/bench/pulse.h"

#include "tests/bench/stopwatch.h"

namespace leadline::bench {

Pulse::Pulse() : m_computedBefore(spentMs(CLOCK_THREAD_CPUTIME_ID))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, [this] { beat(); });
    m_timer.start(1);
    m_clock.start();
}

void Pulse::beat()
{
    m_gaps.add(double(m_clock.nsecsElapsed()) / 1e6);
    const double computed = spentMs(CLOCK_THREAD_CPUTIME_ID);
    m_computed.add(computed - m_computedBefore);
    m_computedBefore = computed;
    m_clock.start();
}

} // namespace leadline::bench
