#pragma once

#include "services/domain/objectref.h"

#include <QJsonObject>

namespace leadline {

/// What is to be done about the fields of an update, given what stands in Close now (reliability.md 94, 95).
struct FieldMerge
{
    QJsonObject toSend;             ///< fields that still hold what the person began from
    QList<FieldConflict> conflicts; ///< fields that somebody else has changed to something else
};

/// Fields that hold what is wanted already need nothing. Pure.
[[nodiscard]] FieldMerge mergeFields(const QList<FieldChange> &changes, const QJsonObject &current);

} // namespace leadline
