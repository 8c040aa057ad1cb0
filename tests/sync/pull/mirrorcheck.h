#pragma once

#include "services/close/objectapi.h"
#include "services/mirror/mirror.h"
#include "services/sandbox/store.h"

#include <QHash>
#include <QStringList>

namespace leadline::test {

/// What Close holds, as it answers it: every lead, and every activity that was created since `horizon`.
struct CloseState
{
    QHash<LeadId, QJsonObject> leads;
    QHash<ActivityId, QJsonObject> activities;
};
/// Empty if it cannot be read.
[[nodiscard]] CloseState readClose(HttpClient &http, const QDateTime &horizon);

/// What differs between the mirror and Close, object by object and key by key, in words; empty = nothing.
/// Leads with their contacts, open tasks and opportunities wholly, and activities that were created since
/// `horizon`.
[[nodiscard]] QStringList differences(const CloseState &close, const Mirror &mirror,
                                      const QDateTime &horizon);

/// Whether it is one of those that leadsearch::ofUser asks for, of whom the key belongs to.
[[nodiscard]] bool isCallers(const sandbox::Store &close, const LeadId &lead);

} // namespace leadline::test
