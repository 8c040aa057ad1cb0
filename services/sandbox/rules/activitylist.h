#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/exchange.h"

namespace leadline::sandbox {

/// `GET /activity/` and the list of one type (close-api.md 5.5). `type` empty = all of them, with the
/// restrictions that only this list has: filters by user, contact and type count only beside one lead.
[[nodiscard]] Reply listActivities(Context &context, const Call &call, const QString &type);

} // namespace leadline::sandbox
