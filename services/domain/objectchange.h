#pragma once

#include "services/domain/ids.h"
#include "services/domain/objectkind.h"

#include <QDateTime>
#include <QJsonObject>

namespace leadline {

/// What happened to one object in Close, as an event tells it (close-api.md 7.1) or as an answer shows it.
struct ObjectChange
{
    ObjectKind kind = ObjectKind::Lead;
    QString id;
    LeadId leadId; ///< the lead it belongs to; the same as `id` for a lead
    bool isDeleted = false;
    LeadId mergedInto; ///< of a lead: it is gone and what it held belongs to this one now
    QJsonObject data;  ///< the whole object, a lead without its nested lists; empty when deleted or merged
    QDateTime updatedAt; ///< of the event; counts where `data` has no `date_updated` of its own
};

} // namespace leadline
