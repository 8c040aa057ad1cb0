#pragma once

#include "services/base/latch.h"
#include "services/base/result.h"

#include <functional>
#include <memory>

namespace leadline {

/// A value that comes by a callback, for a coroutine to wait for: hand out `callback()` once, then
/// `co_await awaited.come()` and read `result()`. A callback that is dropped instead of called ends the wait
/// with kind Cancelled.
template <typename T>
class Awaited
{
public:
    [[nodiscard]] std::function<void(const Result<T> &)> callback() const
    {
        return [guard = std::make_shared<Guard>(m_state)](const Result<T> &result) {
            const auto state = guard->state;
            state->result = result;
            state->latch.open(true);
        };
    }
    [[nodiscard]] Latch::Opened come() const { return m_state->latch.opened(); }
    [[nodiscard]] const Result<T> &result() const { return m_state->result; }

private:
    struct State
    {
        Latch latch;
        Result<T> result = ApiError(ErrorKind::Cancelled);
    };
    struct Guard
    {
        explicit Guard(std::shared_ptr<State> waiting) : state(std::move(waiting)) {}
        ~Guard() { state->latch.open(false); }
        Q_DISABLE_COPY_MOVE(Guard)
        std::shared_ptr<State> state;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace leadline
