#pragma once

#include <QCoroTask>
#include <QTest>

/// Runs the event loop until the expression is true; fails the test after half a minute, which is long enough for
/// a machine that is busy with other things. No fixed sleeps.
#define WAIT_FOR(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), 30000)

namespace leadline::test {

/// Runs a coroutine to its end inside a test.
template <typename T>
T await(QCoro::Task<T> task)
{
    return QCoro::waitFor(std::move(task));
}

} // namespace leadline::test
