#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QJsonObject>

namespace leadline {

/// Something promised (close-api.md 5.4). A date-only task has a date and an invalid `dueAt`; a dateless one neither.
struct Task
{
    TaskId id;
    LeadId leadId;
    QString type; ///< `lead`, `outgoing_call`, `incoming_email`, ...: kept open, Close adds types
    QString text;
    QDate dueDate;
    QDateTime dueAt; ///< UTC; valid only for tasks with a time of day
    bool isComplete = false;
    UserId assignedTo;
    QString assignedToName;
    QString contactName;
    QJsonObject raw;
};

} // namespace leadline
