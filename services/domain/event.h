#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QJsonObject>

namespace leadline {

/// One entry of Close's event log (close-api.md 7.1).
struct Event
{
    QString id;
    QString action;     ///< created, updated, deleted, merged, completed, sent, ...
    QString objectType; ///< lead, task.lead, activity.call, status.lead, ...
    QString objectId;
    LeadId leadId;       ///< may be empty
    QDateTime updatedAt; ///< UTC; moves when Close consolidates later changes into the event
    QJsonObject data;    ///< the object; empty when deleted, and after an hour for who is no administrator
    LeadId mergeSource;  ///< what a merge of leads dissolved
    LeadId mergeDestination; ///< and into what
};

} // namespace leadline
