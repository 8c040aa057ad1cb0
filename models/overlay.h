#pragma once

#include "services/domain/command.h"
#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "services/mirror/leadrow.h"

namespace leadline {

/// What a write will be in the timeline once Close has it; nothing for writes that are no activities.
[[nodiscard]] std::optional<Activity> asActivity(const Command &command);

/// The write lies over the lead itself, not only over its timeline.
[[nodiscard]] bool changesLead(const Command &command);

/// The lead with the writes laid over it that are on their way: what was changed here shows at once, online
/// or not. Refused ones and those that wait for a person leave Close's values standing.
[[nodiscard]] Lead withWrites(Lead lead, const QList<Command> &commands,
                              const OrganizationData &organization);
/// The same for a row of the lead list: its name and its status.
[[nodiscard]] LeadRow withWrites(LeadRow row, const QList<Command> &commands,
                                 const OrganizationData &organization);

} // namespace leadline
