#pragma once

#include <QDateTime>

namespace leadline {

/// Where time comes from, so that tests can set it. Wall time is UTC; waits use the monotonic reading.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime nowUtc() const = 0;
    /// Milliseconds since an arbitrary start; never jumps back.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
};

} // namespace leadline
