#pragma once

#include "services/mirror/database.h"
#include "services/mirror/mirror.h"

namespace leadline::documents {

// Small things that the mirror keeps as one JSON text each. What is not there or damaged reads as empty.

[[nodiscard]] Result<Done> putOrganization(Database &database, const OrganizationData &data);
[[nodiscard]] Result<OrganizationData> organization(Database &database);

/// What Close found for the view, in one transaction.
[[nodiscard]] Result<Done> putSmartView(Database &database, const SmartViewId &id, const SmartViewResult &result);
/// Without the leads, which may be ten thousand.
[[nodiscard]] Result<SmartViewResult> smartViewState(Database &database, const SmartViewId &id);
[[nodiscard]] Result<QList<LeadId>> smartViewLeads(Database &database, const SmartViewId &id);

[[nodiscard]] Result<Done> putPullState(Database &database, const PullState &state);
[[nodiscard]] Result<PullState> pullState(Database &database);

[[nodiscard]] Result<Done> putEventState(Database &database, const EventState &state);
[[nodiscard]] Result<EventState> eventState(Database &database);

} // namespace leadline::documents
