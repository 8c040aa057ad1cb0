#pragma once

#include "services/sandbox/world/moment.h"

namespace leadline::sandbox {

/// What there is to tell of a task.
struct TaskFacts
{
    std::optional<Timetable::Entry> done; ///< the TaskCompleted activity
    bool isDateless = false;
    bool isCall = false; ///< an `outgoing_call` to the lead's first contact
    bool isUrgent = false;
    QString date;
    QString text;
};
[[nodiscard]] TaskFacts taskFacts(const LeadStory &story, const Timetable::Entry &entry);
/// TaskFacts::isCall alone.
[[nodiscard]] bool isCallTask(const LeadStory &story, const Timetable::Entry &entry);

/// A task without the values that derive from others (close-api.md 5.4): done ones belong to a TaskCompleted
/// activity, open ones are overdue, for today, upcoming or dateless as seen from the end of history.
[[nodiscard]] QJsonObject taskObject(const LeadStory &story, const Timetable::Entry &entry);
/// The TaskCompleted activity of a done task (close-api.md 5.10).
[[nodiscard]] QJsonObject taskCompletedObject(const Moment &moment);

} // namespace leadline::sandbox
