#include "services/close/codec/taskcodec.h"

#include "services/close/codec/lenient.h"

namespace leadline {

std::optional<Task> decodeTask(const QJsonObject &json)
{
    Task task;
    task.id = lenient::id<TaskId>(json, QLatin1String("id"));
    if (task.id.isEmpty())
        return std::nullopt;
    task.leadId = lenient::id<LeadId>(json, QLatin1String("lead_id"));
    task.type = lenient::text(json, QLatin1String("_type"));
    task.text = lenient::text(json, QLatin1String("text"));
    if (!lenient::flag(json, QLatin1String("is_dateless"))) {
        // `due_date` is the older copy of `date`.
        const auto key = lenient::date(json, QLatin1String("date")).isValid() ? QLatin1String("date")
                                                                              : QLatin1String("due_date");
        task.dueDate = lenient::date(json, key);
        if (lenient::text(json, key).size() > 10)
            task.dueAt = lenient::moment(json, key);
    }
    task.isComplete = lenient::flag(json, QLatin1String("is_complete"));
    task.assignedTo = lenient::id<UserId>(json, QLatin1String("assigned_to"));
    task.assignedToName = lenient::text(json, QLatin1String("assigned_to_name"));
    task.contactName = lenient::text(json, QLatin1String("contact_name"));
    task.raw = json;
    return task;
}

} // namespace leadline
