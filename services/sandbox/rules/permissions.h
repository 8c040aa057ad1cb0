#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/exchange.h"

namespace leadline::sandbox {

/// The 403 for a write that the caller's role does not permit (close-api.md 5.13); null = permitted, or for
/// the endpoint to answer. What each permission covers is known by its name; who something belongs to is its
/// user, the one a task is assigned to, or who made it.
[[nodiscard]] std::optional<Reply> notPermitted(const Context &context, const Call &call);

} // namespace leadline::sandbox
