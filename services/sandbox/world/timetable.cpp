#include "services/sandbox/world/timetable.h"

#include <algorithm>
#include <limits>

namespace leadline::sandbox {

int Timetable::add(const Track &track)
{
    m_begin = m_tracks.empty() ? track.begin : std::min(m_begin, track.begin);
    m_end = std::max(m_end, track.end + 1);
    m_tracks.push_back(track);
    return trackCount() - 1;
}

qint64 Timetable::size() const
{
    qint64 sum = 0;
    for (const Track &track : m_tracks)
        sum += track.count();
    return sum;
}

qint64 Timetable::countFrom(qint64 time) const
{
    qint64 sum = 0;
    for (const Track &track : m_tracks)
        sum += track.count() - track.countBefore(time);
    return sum;
}

QList<Timetable::Entry> Timetable::window(qint64 skip, qint64 limit) const
{
    qint64 low = m_begin;
    qint64 high = m_end;
    while (low < high) { // the earliest time that still has no more than `skip` entries from it on
        const qint64 middle = low + (high - low) / 2;
        if (countFrom(middle) <= skip)
            high = middle;
        else
            low = middle + 1;
    }
    std::vector<qint64> left;
    std::vector<qint64> times;
    const auto timeOf = [&](size_t i) {
        return left[i] > 0 ? m_tracks[i].timeAt(left[i] - 1) : std::numeric_limits<qint64>::min();
    };
    qint64 passed = 0;
    for (const Track &track : m_tracks) {
        left.push_back(track.countBefore(low));
        passed += track.count() - left.back();
        times.push_back(timeOf(times.size()));
    }
    QList<Entry> entries;
    for (; passed < skip + limit; ++passed) {
        const auto newest = static_cast<size_t>(std::max_element(times.begin(), times.end()) - times.begin());
        if (times.empty() || left[newest] == 0)
            break;
        if (passed >= skip)
            entries.append(
                {static_cast<int>(newest), m_tracks[newest].leadAt(left[newest] - 1), times[newest]});
        --left[newest];
        times[newest] = timeOf(newest);
    }
    return entries;
}

std::optional<Timetable::Entry> Timetable::entry(int number, qint64 lead) const
{
    if (number < 0 || number >= trackCount())
        return std::nullopt;
    const auto place = track(number).placeOf(lead);
    if (!place)
        return std::nullopt;
    return Entry{number, lead, track(number).timeAt(*place)};
}

int Timetable::countOfLead(qint64 lead) const
{
    return static_cast<int>(std::count_if(m_tracks.begin(), m_tracks.end(), [lead](const Track &track) {
        return track.placeOf(lead).has_value();
    }));
}

std::optional<Timetable::Entry> Timetable::find(qint64 lead) const
{
    for (int i = 0; i < trackCount(); ++i) {
        if (const auto found = entry(i, lead))
            return found;
    }
    return std::nullopt;
}

QList<Timetable::Entry> Timetable::ofLead(qint64 lead) const
{
    QList<Entry> entries;
    for (int i = 0; i < trackCount(); ++i) {
        if (const auto found = entry(i, lead))
            entries.append(*found);
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry &a, const Entry &b) { return a.time > b.time; });
    return entries;
}

qint64 Timetable::rank(const Entry &wanted) const
{
    qint64 newer = 0;
    for (int i = 0; i < trackCount(); ++i) {
        const Track &other = track(i);
        if (i == wanted.track)
            newer += other.count() - 1 - *other.placeOf(wanted.lead);
        else // of two at the same time the one in the earlier track comes first
            newer += other.count() - other.countBefore(i < wanted.track ? wanted.time : wanted.time + 1);
    }
    return newer;
}

} // namespace leadline::sandbox
