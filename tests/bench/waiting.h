#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

namespace leadline::bench {

/// Runs the event loop until the expression is true; false after `limitMs`.
template <typename Expression>
bool waitFor(Expression &&expression, int limitMs = 60'000)
{
    QElapsedTimer timer;
    timer.start();
    QTimer alarm; // the loop may sleep while nothing happens
    alarm.start(50);
    while (!expression()) {
        if (timer.elapsed() > limitMs)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// Paints what is due.
inline void settle()
{
    for (int round = 0; round < 3; ++round)
        QCoreApplication::processEvents();
}

[[nodiscard]] inline double elapsedMs(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace leadline::bench
