#pragma once

#include "services/sandbox/faults.h"
#include "services/sandbox/quirks.h"
#include "services/sandbox/router.h"
#include "services/sandbox/wire/authority.h"
#include "services/sandbox/wire/ratelimiter.h"

namespace leadline::sandbox {

/// Everything between the socket and an endpoint, in Close's order: faults, trailing slash, authorization,
/// rate limit, reading the call, routing, `_fields`. Knows no resource.
class FrontDoor
{
public:
    struct Options
    {
        Authority::Options authority;
        int rateLimit = 240;
        int rateWindowMs = 8000;
        bool usesCommaRateHeader = false;
    };
    /// The references outlive it.
    FrontDoor(Options options, const Quirks &quirks, const Router &router, Faults &faults);

    [[nodiscard]] Answer answer(const Request &request);

private:
    [[nodiscard]] Answer undamaged(const Request &request);
    [[nodiscard]] Answer api(const Request &request);
    [[nodiscard]] Reply reply(const Request &request, const Authority::Caller &caller) const;
    [[nodiscard]] Answer toAnswer(const Reply &reply) const;
    [[nodiscard]] Answer withoutSlash(const Request &request) const;

    Options m_options;
    const Quirks &m_quirks;
    const Router &m_router;
    Faults &m_faults;
    Authority m_authority;
    RateLimiter m_limiter;
    RateLimiter m_edge;
};

} // namespace leadline::sandbox
