#pragma once

#include "services/sandbox/quirks.h"
#include "services/sandbox/store.h"

namespace leadline::sandbox {

/// Puts one event into the store's log: gives it its id and dates, consolidates it with the one before
/// (close-api.md 7.1), delays it where the quirks say so and forgets what is older than 30 days.
/// `event` has every key but `id`, `date_created`, `date_updated` and `organization_id`.
void writeEvent(Store &store, const Quirks &quirks, QJsonObject event, const QDateTime &now);

/// How long events are kept.
constexpr int EventDays = 30;

} // namespace leadline::sandbox
