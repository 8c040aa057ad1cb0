#include "tests/day/roughroad.h"

namespace leadline::test {

using sandbox::WireFault;

RoughRoad::Stretch RoughRoad::stretchAt(int wrapUp)
{
    struct Part
    {
        int until;
        Stretch stretch;
    };
    constexpr Part parts[] = {{20, Stretch::Up},       {70, Stretch::Down},
                              {95, Stretch::Flapping}, {140, Stretch::Cutting},
                              {160, Stretch::Down},    {200, Stretch::FlappingAndCutting}};
    for (const Part &part : parts) {
        if (wrapUp < part.until)
            return part.stretch;
    }
    return Stretch::Up;
}

void RoughRoad::go(int wrapUp)
{
    switch (stretchAt(wrapUp)) {
    case Stretch::Down:
        return m_proxy.down();
    case Stretch::FlappingAndCutting:
    case Stretch::Cutting:
        cut();
        break;
    case Stretch::Up:
    case Stretch::Flapping:
        m_proxy.clear();
        break;
    }
    m_proxy.restore();
}

void RoughRoad::flap(int wrapUp)
{
    const Stretch stretch = stretchAt(wrapUp);
    if (stretch != Stretch::Flapping && stretch != Stretch::FlappingAndCutting)
        return;
    m_proxy.down();
    if (m_random.bounded(2) == 0)
        m_proxy.restore();
}

/// Requests lost, answers lost after the work was done, and answers cut in the status line, in the head and
/// in the body; reads and writes alike.
void RoughRoad::cut()
{
    struct Damage
    {
        WireFault fault;
        int bytes;
    };
    constexpr Damage damages[] = {{WireFault::ResetBefore, 0}, {WireFault::ResetAfter, 0},
                                  {WireFault::CloseAfter, 0},  {WireFault::CutAnswer, 9},
                                  {WireFault::CutAnswer, 60},  {WireFault::CutAnswer, -20}};
    const QByteArray methods[] = {"POST", "POST", "PUT", "GET"};
    const int times = int(m_random.bounded(3));
    for (int i = 0; i < times; ++i) {
        const Damage &damage = damages[m_random.bounded(quint32(std::size(damages)))];
        m_proxy.next(damage.fault, methods[m_random.bounded(4)], QString(), 1, damage.bytes);
        ++m_damaged;
    }
}

void RoughRoad::end()
{
    m_proxy.clear();
    m_proxy.restore();
}

} // namespace leadline::test
