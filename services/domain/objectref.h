#pragma once

#include "services/domain/activity.h"
#include "services/domain/objectkind.h"

#include <QJsonValue>

namespace leadline {

/// Which object of Close a write is about; the id may be a local one (see ids.h) until Close has made it.
struct ObjectRef
{
    ObjectKind kind = ObjectKind::Lead;
    ActivityKind activityKind = ActivityKind::Other; ///< of an activity: decides its path (close-api.md 5.5)
    QString id;
    friend bool operator==(const ObjectRef &, const ObjectRef &) = default;
};

/// One field a person changed. `base` is what it held when they began, so that another's change in between is
/// seen and never overwritten in silence (reliability.md 94). An absent field counts as null.
struct FieldChange
{
    QString key; ///< Close's: status_id, is_complete, custom.cf_x, ...
    QJsonValue base;
    QJsonValue value;
    friend bool operator==(const FieldChange &, const FieldChange &) = default;
};

/// A field that both sides changed: what it was, what stands in Close, what the person wants.
struct FieldConflict
{
    QString key;
    QJsonValue base;
    QJsonValue theirs;
    QJsonValue mine;
    friend bool operator==(const FieldConflict &, const FieldConflict &) = default;
};

} // namespace leadline
