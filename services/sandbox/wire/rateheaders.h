#pragma once

#include "services/sandbox/wire/message.h"
#include "services/sandbox/wire/ratelimiter.h"

namespace leadline::sandbox {

/// `ratelimit` in the form sent since 2023 (`limit=240; remaining=239; reset=2`) or the documented one with
/// commas.
void addRateHeaders(Answer &answer, const RateLimiter::Verdict &verdict, bool usesCommas);
/// The `ratelimit-*` and `x-ratelimit-*` headers of the limiter at the edge, which differs from the other
/// (close-api.md 3).
void addEdgeHeaders(Answer &answer, const RateLimiter::Verdict &verdict);
/// 429 with integer `retry-after` and the deprecated flat body.
[[nodiscard]] Answer tooManyRequests(const RateLimiter::Verdict &verdict, const QByteArray &group,
                                     int windowMs);

} // namespace leadline::sandbox
