#pragma once

#include "services/sandbox/world/leadstory.h"

namespace leadline::sandbox {

/// Any activity (close-api.md 5.6 to 5.10): decides what kind of thing happened at an entry and writes it
/// out.
[[nodiscard]] QJsonObject activityObject(const LeadStory &story, const Timetable::Entry &entry);
/// Its `_type` alone, which costs next to nothing.
[[nodiscard]] QString activityType(const LeadStory &story, const Timetable::Entry &entry);

} // namespace leadline::sandbox
