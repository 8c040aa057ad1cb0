#pragma once

#include "services/base/clock.h"

namespace leadline::test {

/// Time that stands still until a test moves it.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(QDateTime start = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC))
        : m_now(std::move(start))
    {
    }
    [[nodiscard]] QDateTime nowUtc() const override { return m_now; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_monotonic; }
    void advance(qint64 ms)
    {
        m_now = m_now.addMSecs(ms);
        m_monotonic += ms;
    }

private:
    QDateTime m_now;
    qint64 m_monotonic = 1'000'000;
};

} // namespace leadline::test
