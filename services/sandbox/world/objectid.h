#pragma once

#include "services/sandbox/store.h"
#include "services/sandbox/world/idcode.h"
#include "services/sandbox/world/timetable.h"

namespace leadline::sandbox {

/// What the 64 bits of an id say: what family it is of, which track of the schedule, which lead (or which
/// number).
struct ObjectId
{
    enum class Family : quint64 { Organisation = 1, Lead, Contact, Opportunity, Task, Activity, Fresh };

    /// With this bit the track of an e-mail names the thread that the e-mail began.
    static constexpr int ThreadTrack = 0x8000;

    [[nodiscard]] static quint64 pack(Family family, int track, qint64 number);
    [[nodiscard]] static Family family(quint64 value) { return static_cast<Family>(value >> 56); }
    [[nodiscard]] static int track(quint64 value) { return static_cast<int>(value >> 40 & 0xffff); }
    [[nodiscard]] static qint64 number(quint64 value) { return static_cast<qint64>(value & 0xff'ffff'ffff); }

    /// Of a generated lead (track is ignored), contact, opportunity, task or activity.
    [[nodiscard]] static QString of(const IdCode &code, Kind kind, int track, qint64 lead);
    /// Of a part of the organisation: status, field, user...
    [[nodiscard]] static QString fixed(const IdCode &code, const QString &prefix, int number);
    [[nodiscard]] static Family familyOf(Kind kind);
};

} // namespace leadline::sandbox
