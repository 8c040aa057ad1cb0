#include "services/sandbox/world/sequence.h"

#include <algorithm>

namespace leadline::sandbox {

Sequence::Sequence(const Timetable &generated, const WorkTime &clock)
    : m_generated(&generated), m_clock(&clock)
{}

bool Sequence::isBefore(const Position &a, const Position &b)
{
    return a.when != b.when ? a.when > b.when : a.id < b.id;
}

QList<Sequence::Position>::const_iterator Sequence::placeOf(const Position &position) const
{
    return std::lower_bound(m_positions.cbegin(), m_positions.cend(), position, isBefore);
}

void Sequence::insert(const QString &id, const QDateTime &when)
{
    const Position position{when, id};
    m_positions.insert(placeOf(position) - m_positions.cbegin(), position);
}

void Sequence::erase(const QString &id, const QDateTime &when)
{
    const auto at = placeOf({when, id});
    if (at != m_positions.cend() && at->id == id)
        m_positions.removeAt(at - m_positions.cbegin());
}

void Sequence::shadow(qint64 generatedRank)
{
    if (generatedRank < 0)
        return;
    const auto at = std::lower_bound(m_shadowedRanks.cbegin(), m_shadowedRanks.cend(), generatedRank);
    if (at == m_shadowedRanks.cend() || *at != generatedRank)
        m_shadowedRanks.insert(at - m_shadowedRanks.cbegin(), generatedRank);
}

qint64 Sequence::size() const
{
    return m_generated->size() + m_positions.size() - m_shadowedRanks.size();
}

qint64 Sequence::newerThan(qint64 workTime) const
{
    const qint64 ranks = m_generated->countFrom(workTime);
    const auto hidden = std::lower_bound(m_shadowedRanks.cbegin(), m_shadowedRanks.cend(), ranks);
    return ranks - (hidden - m_shadowedRanks.cbegin());
}

qint64 Sequence::countFrom(const QDateTime &when) const
{
    const auto written = std::partition_point(m_positions.cbegin(), m_positions.cend(),
                                              [&when](const Position &at) { return at.when >= when; });
    return newerThan(m_clock->firstFrom(when)) + (written - m_positions.cbegin());
}

qint64 Sequence::indexOf(qsizetype position) const
{
    return newerThan(m_clock->firstAfter(m_positions.at(position).when)) + position;
}

qint64 Sequence::rankOfVisible(qint64 visible) const
{
    qsizetype low = 0; // the number of shadowed ranks that lie before it: ranks minus their index never fall
    qsizetype high = m_shadowedRanks.size();
    while (low < high) {
        const qsizetype middle = (low + high) / 2;
        if (m_shadowedRanks.at(middle) - middle <= visible)
            low = middle + 1;
        else
            high = middle;
    }
    return visible + low;
}

QList<Sequence::Place> Sequence::window(qint64 skip, qint64 limit) const
{
    qsizetype next = 0; // the first written object at or after `skip`
    for (qsizetype high = m_positions.size(); next < high;) {
        const qsizetype middle = (next + high) / 2;
        if (indexOf(middle) < skip)
            next = middle + 1;
        else
            high = middle;
    }
    const qsizetype count = m_positions.size();
    qint64 rank = rankOfVisible(skip - next);
    QList<Timetable::Entry> ready;
    qsizetype taken = 0;
    QList<Place> places;
    places.reserve(std::min(limit, size()));
    qint64 upcoming = next < count ? indexOf(next) : -1;
    while (places.size() < limit) {
        if (next < count && upcoming == skip + places.size()) {
            places.append({m_positions.at(next).id, {}});
            ++next;
            upcoming = next < count ? indexOf(next) : -1;
            continue;
        }
        if (taken == ready.size()) {
            ready = m_generated->window(rank, limit);
            taken = 0;
            if (ready.isEmpty())
                break;
        }
        if (!std::binary_search(m_shadowedRanks.cbegin(), m_shadowedRanks.cend(), rank++))
            places.append({{}, ready.at(taken)});
        ++taken;
    }
    return places;
}

} // namespace leadline::sandbox
