#pragma once

#include "services/base/clock.h"

namespace leadline::test {

/// The time of day is the machine's, so that it agrees with a server's; waits end when a test says so.
class FastClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] qint64 monotonicMs() const override { return m_monotonic; }
    void advance(qint64 ms) { m_monotonic += ms; }

private:
    qint64 m_monotonic = 1'000'000;
};

} // namespace leadline::test
