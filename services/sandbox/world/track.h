#pragma once

#include "services/sandbox/world/keyed.h"

#include <optional>

namespace leadline::sandbox {

/// What the entries of a track are.
enum class Role {
    Touched, ///< a lead, at the time of its last change
    Contact,
    Opportunity,
    DoneTask,
    OpenTask,
    Created,
    Main, ///< the first contact of a scene
    Follow,
    Third,
    Last, ///< the newest entry of a lead's timeline
    StatusChange,
    OpportunityChange,
    TaskDone,
};

/// Evenly spaced moments, each belonging to one lead of a range: slot p is the lead that a keyed permutation
/// puts there, and a 64-bit mask (by p modulo 64) leaves some slots empty. Every question is arithmetic,
/// whatever the number of leads.
class Track
{
public:
    Role role = Role::Main;
    int number =
        0; ///< which contact, opportunity or kind of task; for DoneTask and TaskDone the other one's track
    int scene = 0; ///< which chapter of the lead's story this belongs to
    qint64 firstLead = 0;
    qint64 leads = 0;
    qint64 begin = 0; ///< working time, see WorkTime; before the first slot
    qint64 end = 0;   ///< the moment of the last slot
    quint64 mask = ~0ULL;
    Permutation order;

    [[nodiscard]] qint64 count() const { return activeBelow(leads); }
    /// Its place in this track by time, from 0, or null when the lead has no entry here.
    [[nodiscard]] std::optional<qint64> placeOf(qint64 lead) const;
    [[nodiscard]] qint64 leadAt(qint64 place) const;
    [[nodiscard]] qint64 timeAt(qint64 place) const;
    /// How many entries lie before a time.
    [[nodiscard]] qint64 countBefore(qint64 time) const;

private:
    [[nodiscard]] qint64 activeBelow(qint64 slot) const;
    [[nodiscard]] qint64 slotOf(qint64 place) const;
};

/// A mask with this many of its 64 bits set, chosen by the key.
[[nodiscard]] quint64 maskOf(int bits, quint64 key);

} // namespace leadline::sandbox
