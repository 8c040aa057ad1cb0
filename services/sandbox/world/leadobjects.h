#pragma once

#include "services/sandbox/world/leadstory.h"

namespace leadline::sandbox {

/// A lead without what nests in it (close-api.md 5.1).
[[nodiscard]] QJsonObject leadObject(const LeadStory &story, const Timetable::Entry &entry);
/// A contact (close-api.md 5.2).
[[nodiscard]] QJsonObject contactObject(const LeadStory &story, const Timetable::Entry &entry);

} // namespace leadline::sandbox
