#pragma once

#include <random>

namespace leadline::sandbox {

/// How the road to Close is today: every answer takes a while, some requests are refused or cut by chance.
/// For measurements and soaks; a single fault on purpose is a FaultRule.
class Weather
{
public:
    struct Options
    {
        int latencyMs = 0;             ///< from request to answer, besides the work
        double rateLimitedShare = 0;   ///< answered 429 without being applied, 0 to 1
        double resetShare = 0;         ///< applied, then the connection is cut instead of an answer
        unsigned seed = 1;             ///< the same seed plays the same chances
    };
    explicit Weather(Options options) : m_options(options), m_chance(options.seed) {}

    [[nodiscard]] int latencyMs() const { return m_options.latencyMs; }
    [[nodiscard]] bool isRateLimited() { return happens(m_options.rateLimitedShare); }
    [[nodiscard]] bool isReset() { return happens(m_options.resetShare); }

private:
    [[nodiscard]] bool happens(double share) { return share > 0 && std::bernoulli_distribution(share)(m_chance); }

    Options m_options;
    std::mt19937 m_chance;
};

} // namespace leadline::sandbox
