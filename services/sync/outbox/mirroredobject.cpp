#include "services/sync/outbox/mirroredobject.h"

#include <algorithm>

namespace leadline {

namespace {

template <typename T>
QJsonObject rawOf(const QList<T> &items, const QString &id)
{
    const auto it =
        std::find_if(items.begin(), items.end(), [&id](const T &item) { return item.id.value == id; });
    return it == items.end() ? QJsonObject() : it->raw;
}

} // namespace

QJsonObject rawOf(const Mirror &mirror, const DeleteObject &removal)
{
    const ObjectRef &object = removal.object;
    if (object.kind == ObjectKind::Activity) {
        const auto activity = mirror.activity(ActivityId(object.id));
        return activity ? activity->raw : QJsonObject();
    }
    const auto lead = mirror.lead(removal.leadId);
    if (!lead)
        return {};
    switch (object.kind) {
    case ObjectKind::Lead:
        return lead->raw;
    case ObjectKind::Contact:
        return rawOf(lead->contacts, object.id);
    case ObjectKind::Opportunity:
        return rawOf(lead->opportunities, object.id);
    case ObjectKind::Task:
        return rawOf(lead->tasks, object.id);
    case ObjectKind::Activity:
        break;
    }
    return {};
}

bool isMirrored(const Mirror &mirror, const LeadId &lead, const ObjectRef &object)
{
    if (object.kind == ObjectKind::Lead)
        return mirror.lead(LeadId(object.id)).has_value();
    if (object.kind != ObjectKind::Activity)
        return !rawOf(mirror, DeleteObject{lead, object}).isEmpty();
    const auto activity = mirror.activity(ActivityId(object.id));
    return activity && activity->kind == object.activityKind && activity->leadId == lead;
}

} // namespace leadline
