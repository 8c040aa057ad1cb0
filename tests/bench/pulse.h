#pragma once

#include "tests/bench/figure.h"

#include <QElapsedTimer>
#include <QTimer>

namespace leadline::bench {

/// Beats each millisecond in the event loop of this thread, and notes how long it was away in between: by the
/// clock, and by what the thread computed itself, which stays true on a busy machine.
class Pulse
{
public:
    Pulse();
    void stop() { m_timer.stop(); }
    [[nodiscard]] const Timings &gaps() const { return m_gaps; }
    [[nodiscard]] const Timings &computed() const { return m_computed; }

private:
    void beat();

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_computedBefore = 0;
    Timings m_gaps;
    Timings m_computed;
};

} // namespace leadline::bench
