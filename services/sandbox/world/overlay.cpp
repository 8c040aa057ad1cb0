#include "services/sandbox/world/overlay.h"

#include <algorithm>

namespace leadline::sandbox {

bool Overlay::isBefore(const Position &a, const Position &b)
{
    return a.when != b.when ? a.when > b.when : a.id < b.id;
}

void Overlay::forget(const QString &id)
{
    const auto old = m_objects.constFind(id);
    if (old == m_objects.constEnd() || old->isRemoved)
        return;
    const Position position{old->when, id};
    m_positions.erase(std::lower_bound(m_positions.begin(), m_positions.end(), position, isBefore));
    const auto siblings = m_byLead.find(old->leadId);
    if (siblings == m_byLead.end())
        return;
    siblings->removeOne(id);
    if (siblings->isEmpty())
        m_byLead.erase(siblings);
}

void Overlay::shadow(qint64 generatedRank)
{
    if (generatedRank < 0)
        return;
    const auto at = std::lower_bound(m_shadowedRanks.begin(), m_shadowedRanks.end(), generatedRank);
    if (at == m_shadowedRanks.end() || *at != generatedRank)
        m_shadowedRanks.insert(at, generatedRank);
}

void Overlay::put(const QString &id, const QString &leadId, const QDateTime &when, const QJsonObject &object,
                  qint64 generatedRank)
{
    forget(id);
    shadow(generatedRank);
    m_objects.insert(id, {object, leadId, when, false});
    const Position position{when, id};
    m_positions.insert(std::lower_bound(m_positions.begin(), m_positions.end(), position, isBefore),
                       position);
    if (!leadId.isEmpty())
        m_byLead[leadId].append(id);
}

void Overlay::remove(const QString &id, qint64 generatedRank)
{
    forget(id);
    shadow(generatedRank);
    m_objects.insert(id, {{}, {}, {}, true});
}

Overlay::State Overlay::state(const QString &id) const
{
    const auto item = m_objects.constFind(id);
    if (item == m_objects.constEnd())
        return State::Untouched;
    return item->isRemoved ? State::Removed : State::Present;
}

qint64 Overlay::balance() const
{
    return static_cast<qint64>(m_positions.size()) - static_cast<qint64>(m_shadowedRanks.size());
}

qint64 Overlay::positionOf(qsizetype index, const Timetable &generated, const WorkTime &clock) const
{
    const qint64 newer =
        generated.countFrom(clock.firstAfter(m_positions.at(static_cast<size_t>(index)).when));
    const auto hidden = std::lower_bound(m_shadowedRanks.begin(), m_shadowedRanks.end(), newer);
    return newer - (hidden - m_shadowedRanks.begin()) + index;
}

qint64 Overlay::rankOfVisible(qint64 visible) const
{
    size_t low = 0; // the number of shadowed ranks that lie before it: ranks minus their index never fall
    size_t high = m_shadowedRanks.size();
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (m_shadowedRanks[middle] - static_cast<qint64>(middle) <= visible)
            low = middle + 1;
        else
            high = middle;
    }
    return visible + static_cast<qint64>(low);
}

QList<Overlay::Place> Overlay::window(const Timetable &generated, const WorkTime &clock, qint64 skip,
                                      qint64 limit) const
{
    qsizetype next = 0; // the first overlaid object at or after `skip`
    for (auto high = static_cast<qsizetype>(m_positions.size()); next < high;) {
        const qsizetype middle = (next + high) / 2;
        if (positionOf(middle, generated, clock) < skip)
            next = middle + 1;
        else
            high = middle;
    }
    const auto count = static_cast<qsizetype>(m_positions.size());
    qint64 rank = rankOfVisible(skip - next);
    QList<Timetable::Entry> ready;
    QList<Place> places;
    qint64 upcoming = next < count ? positionOf(next, generated, clock) : -1;
    while (places.size() < limit) {
        if (next < count && upcoming == skip + places.size()) {
            places.append({m_positions[static_cast<size_t>(next)].id, {}});
            ++next;
            upcoming = next < count ? positionOf(next, generated, clock) : -1;
            continue;
        }
        if (ready.isEmpty()) {
            ready = generated.window(rank, limit);
            if (ready.isEmpty())
                break;
        }
        const Timetable::Entry entry = ready.takeFirst();
        if (!std::binary_search(m_shadowedRanks.begin(), m_shadowedRanks.end(), rank++))
            places.append({{}, entry});
    }
    return places;
}

} // namespace leadline::sandbox
