#pragma once

#include "services/domain/organization.h"
#include "services/http/httpclient.h"

namespace leadline {

/// Everything that names things or is chosen from: users, custom fields in display order (schema endpoint),
/// Smart Views, outcomes, templates, phone numbers, custom activity types. A list that this person may not
/// see is empty.
[[nodiscard]] QCoro::Task<Result<OrganizationData>> readOrganization(HttpClient &http, Me me, Lane lane);

} // namespace leadline
