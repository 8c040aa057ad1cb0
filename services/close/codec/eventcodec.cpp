#include "services/close/codec/eventcodec.h"

#include "services/close/codec/lenient.h"

namespace leadline {

std::optional<Event> decodeEvent(const QJsonObject &json)
{
    Event event;
    event.id = lenient::text(json, QLatin1String("id"));
    event.action = lenient::text(json, QLatin1String("action"));
    event.objectType = lenient::text(json, QLatin1String("object_type"));
    event.objectId = lenient::text(json, QLatin1String("object_id"));
    event.leadId = lenient::id<LeadId>(json, QLatin1String("lead_id"));
    event.updatedAt = lenient::moment(json, QLatin1String("date_updated"));
    event.data = lenient::object(json, QLatin1String("data"));
    const QJsonObject meta = lenient::object(json, QLatin1String("meta"));
    event.mergeSource = lenient::id<LeadId>(meta, QLatin1String("merge_source_lead_id"));
    event.mergeDestination = lenient::id<LeadId>(meta, QLatin1String("merge_destination_lead_id"));
    if (event.id.isEmpty() || !isWellFormedId(event.objectId) || !event.updatedAt.isValid())
        return std::nullopt;
    return event;
}

} // namespace leadline
