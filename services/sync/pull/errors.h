#pragma once

#include "services/base/apierror.h"

namespace leadline {

/// Worth trying again without a person: the rest would be answered the same way for ever.
[[nodiscard]] bool isPassing(ErrorKind kind);

/// This person may not see it, or this Close has no such thing.
[[nodiscard]] inline bool isDenied(const ApiError &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFound;
}

/// Likewise, or it does not understand the question.
[[nodiscard]] inline bool isRefused(const ApiError &error)
{
    return isDenied(error) || error.kind == ErrorKind::Rejected;
}

} // namespace leadline
