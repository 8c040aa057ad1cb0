#pragma once

#include "services/sandbox/faultproxy.h"

#include <QRandomGenerator>

namespace leadline::test {

/// What the network does during a day, wrap-up by wrap-up: up, the cable out, in and out, answers cut, and
/// the whole again.
class RoughRoad
{
public:
    enum class Stretch { Up, Down, Flapping, Cutting, FlappingAndCutting };

    RoughRoad(sandbox::FaultProxy &proxy, quint32 seed) : m_proxy(proxy), m_random(seed) {}

    [[nodiscard]] static Stretch stretchAt(int wrapUp);
    /// Makes the network what it is while the person writes this one.
    void go(int wrapUp);
    /// In and out once more, in the middle of what is under way.
    void flap(int wrapUp);
    void end();

    [[nodiscard]] int damaged() const { return m_damaged; } ///< exchanges meant to be damaged

private:
    void cut();

    sandbox::FaultProxy &m_proxy;
    QRandomGenerator m_random;
    int m_damaged = 0;
};

} // namespace leadline::test
