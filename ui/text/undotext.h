#pragma once

#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "services/domain/undoreport.h"

namespace leadline {

/// What was taken back, what is being undone in Close, and what cannot be undone and why. Plain text.
[[nodiscard]] QString undoText(const UndoReport &report, const std::optional<Lead> &lead,
                               const OrganizationData &organization);
/// True when something of it stays as it is.
[[nodiscard]] bool hasImpossible(const UndoReport &report);

} // namespace leadline
