#pragma once

#include "services/sandbox/world/timetable.h"
#include "services/sandbox/world/worktime.h"

#include <QStringList>

namespace leadline::sandbox {

/// The objects of one kind in the order of one of their dates, newest first: the generated ones, with those
/// written since put between them and those no longer there left out. Copies are cheap and share what they
/// hold, so a copy is the order as it stood when it was made. Refers to the world it was made from.
class Sequence
{
public:
    Sequence(const Timetable &generated, const WorkTime &clock);

    void insert(const QString &id, const QDateTime &when);
    void erase(const QString &id, const QDateTime &when); ///< the moment it was inserted with
    void shadow(qint64 generatedRank);                    ///< leaves a generated object out; -1 = none

    [[nodiscard]] qint64 size() const;
    /// How many of them are dated at or after a moment.
    [[nodiscard]] qint64 countFrom(const QDateTime &when) const;

    struct Place
    {
        QString id; ///< of a written object; empty for the generated entry
        Timetable::Entry entry;
    };
    [[nodiscard]] QList<Place> window(qint64 skip, qint64 limit) const;

private:
    struct Position
    {
        QDateTime when;
        QString id;
    };
    [[nodiscard]] QList<Position>::const_iterator placeOf(const Position &position) const;
    [[nodiscard]] qint64 newerThan(qint64 workTime) const; ///< generated ones still there, from a time on
    [[nodiscard]] qint64 indexOf(qsizetype position) const;
    [[nodiscard]] qint64 rankOfVisible(qint64 visible) const;
    [[nodiscard]] static bool isBefore(const Position &a, const Position &b);

    const Timetable *m_generated;
    const WorkTime *m_clock;
    QList<Position> m_positions;   ///< of written objects, newest first
    QList<qint64> m_shadowedRanks; ///< ascending
};

} // namespace leadline::sandbox
