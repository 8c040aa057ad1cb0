#pragma once

#include "services/sandbox/world/track.h"

#include <QList>

#include <vector>

namespace leadline::sandbox {

/// All generated objects of one kind in the order of time: several tracks merged on demand. Any window, rank
/// or count costs about (tracks x its size), independent of the number of leads.
class Timetable
{
public:
    struct Entry
    {
        int track = 0;
        qint64 lead = 0;
        qint64 time = 0; ///< working time, see WorkTime
    };

    /// Returns the track's number.
    int add(const Track &track);
    [[nodiscard]] const Track &track(int number) const { return m_tracks.at(static_cast<size_t>(number)); }
    [[nodiscard]] int trackCount() const { return static_cast<int>(m_tracks.size()); }
    [[nodiscard]] qint64 size() const;
    /// Newest first.
    [[nodiscard]] QList<Entry> window(qint64 skip, qint64 limit) const;
    [[nodiscard]] QList<Entry> ofLead(qint64 lead) const;
    [[nodiscard]] int countOfLead(qint64 lead) const;
    [[nodiscard]] std::optional<Entry> entry(int track, qint64 lead) const;
    /// The first entry of a lead in the order of tracks.
    [[nodiscard]] std::optional<Entry> find(qint64 lead) const;
    /// How many entries are newer than this one: its index in the whole list.
    [[nodiscard]] qint64 rank(const Entry &entry) const;
    /// How many entries lie at or after a time.
    [[nodiscard]] qint64 countFrom(qint64 time) const;

private:
    std::vector<Track> m_tracks;
    qint64 m_begin = 0;
    qint64 m_end = 0; ///< after every entry
};

} // namespace leadline::sandbox
