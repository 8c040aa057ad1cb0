#include "services/sandbox/world/track.h"

#include <algorithm>
#include <bit>

namespace leadline::sandbox {

qint64 Track::activeBelow(qint64 slot) const
{
    const quint64 partial = mask & ((1ULL << (slot % 64)) - 1);
    return slot / 64 * std::popcount(mask) + std::popcount(partial);
}

qint64 Track::slotOf(qint64 place) const
{
    const int perBlock = std::popcount(mask);
    quint64 rest = mask;
    for (qint64 i = place % perBlock; i > 0; --i)
        rest &= rest - 1;
    return place / perBlock * 64 + std::countr_zero(rest);
}

std::optional<qint64> Track::placeOf(qint64 lead) const
{
    if (lead < firstLead || lead >= firstLead + leads)
        return std::nullopt;
    const auto slot = static_cast<qint64>(order.map(static_cast<quint64>(lead - firstLead)));
    if ((mask >> (slot % 64) & 1) == 0)
        return std::nullopt;
    return activeBelow(slot);
}

qint64 Track::leadAt(qint64 place) const
{
    return firstLead + static_cast<qint64>(order.unmap(static_cast<quint64>(slotOf(place))));
}

qint64 Track::timeAt(qint64 place) const
{
    return begin + (end - begin) * (slotOf(place) + 1) / leads;
}

qint64 Track::countBefore(qint64 time) const
{
    if (time <= begin || leads == 0)
        return 0;
    const qint64 slot = ((time - begin) * leads + (end - begin) - 1) / (end - begin) - 1;
    return activeBelow(std::min(slot, leads));
}

quint64 maskOf(int bits, quint64 key)
{
    quint64 mask = 0;
    for (quint64 i = 0; std::popcount(mask) < bits; ++i)
        mask |= 1ULL << (chance(key, i) >> 58);
    return mask;
}

} // namespace leadline::sandbox
