#include "services/sync/outbox/fieldmerge.h"

#include "services/sync/outbox/canonical.h"

namespace leadline {

FieldMerge mergeFields(const QList<FieldChange> &changes, const QJsonObject &current)
{
    FieldMerge merge;
    for (const FieldChange &change : changes) {
        const QJsonValue stored = current.value(change.key);
        const QJsonValue theirs = stored.isUndefined() ? QJsonValue() : stored;
        if (isSameValue(change.key, change.value, theirs))
            continue;
        if (isSameValue(change.key, change.base, theirs))
            merge.toSend.insert(change.key, change.value.isUndefined() ? QJsonValue() : change.value);
        else
            merge.conflicts.append({change.key, change.base, theirs, change.value});
    }
    return merge;
}

} // namespace leadline
