#pragma once

#include "services/sandbox/store.h"

#include <QStringList>

namespace leadline::sandbox {

/// How an object shows in the event log (close-api.md 7.1).

/// `lead`, `task.lead`, `activity.call`, `status.opportunity`, ...; empty for what has no events: Created
/// activities, users, pipelines, the organization.
[[nodiscard]] QString eventType(Kind kind, const QJsonObject &stored);

/// The object as `data` gives it at `now`. A lead carries its own fields and `contact_ids`, without contacts,
/// tasks and opportunities: those have events of their own.
[[nodiscard]] QJsonObject eventData(const Store &store, Kind kind, const QJsonObject &stored,
                                    const QDateTime &now);

/// The keys in which two versions differ, sorted.
[[nodiscard]] QStringList changedKeys(const QJsonObject &before, const QJsonObject &after);
/// Whether a change of these keys is an event: a lead's `date_updated` alone is none.
[[nodiscard]] bool isEvent(Kind kind, const QStringList &changed);

} // namespace leadline::sandbox
