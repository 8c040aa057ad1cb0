#pragma once

#include "services/base/result.h"

#include <QCoroTask>

#include <vector>

namespace leadline {

/// Waits for all of what was begun at once; the first failure, if any.
[[nodiscard]] inline QCoro::Task<Result<Done>> gather(std::vector<QCoro::Task<Result<Done>>> tasks)
{
    Result<Done> all = Done();
    for (auto &task : tasks) {
        const auto result = co_await task;
        if (!result && all)
            all = result.error();
    }
    co_return all;
}

} // namespace leadline
