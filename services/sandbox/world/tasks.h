#pragma once

#include "services/sandbox/world/moment.h"

namespace leadline::sandbox {

/// A task without the values that derive from others (close-api.md 5.4): done ones belong to a TaskCompleted
/// activity, open ones are overdue, for today, upcoming or dateless as seen from the end of history.
[[nodiscard]] QJsonObject taskObject(const LeadStory &story, const Timetable::Entry &entry);
/// The TaskCompleted activity of a done task (close-api.md 5.10).
[[nodiscard]] QJsonObject taskCompletedObject(const Moment &moment);

} // namespace leadline::sandbox
