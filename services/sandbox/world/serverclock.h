#pragma once

#include <QDateTime>
#include <QElapsedTimer>

namespace leadline::sandbox {

/// The server's time: goes on from a given moment and never stands still or goes back, also across restarts.
class ServerClock
{
public:
    /// `last`: what it has already said.
    ServerClock(QDateTime start, QDateTime last);

    [[nodiscard]] QDateTime now() const;
    /// At least one millisecond after the one before.
    QDateTime tick();
    void advance(qint64 milliseconds);
    [[nodiscard]] const QDateTime &last() const { return m_last; }
    void restore(const QDateTime &last) { m_last = last; }

private:
    QElapsedTimer m_elapsed;
    QDateTime m_start;
    QDateTime m_last;
};

} // namespace leadline::sandbox
