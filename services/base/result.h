#pragma once

#include "services/base/apierror.h"

#include <variant>

namespace leadline {

/// A value or an ApiError. Default-constructed it is an error of kind None, so that it can stand in containers.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result() = default;
    Result(T value) // NOLINT(google-explicit-constructor): `return value;` is the point
        : m_state(std::move(value))
    {
    }
    Result(ApiError error) // NOLINT(google-explicit-constructor)
        : m_state(std::move(error))
    {
    }

    [[nodiscard]] bool isOk() const { return std::holds_alternative<T>(m_state); }
    explicit operator bool() const { return isOk(); }

    [[nodiscard]] const T &value() const & { return std::get<T>(m_state); }
    [[nodiscard]] T &value() & { return std::get<T>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<T>(std::move(m_state)); }
    const T &operator*() const & { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    [[nodiscard]] const ApiError &error() const { return std::get<ApiError>(m_state); }

private:
    std::variant<ApiError, T> m_state;
};

/// Success without a value.
struct Done
{
};

} // namespace leadline
