#pragma once

#include "ui/fielddraft.h"

namespace leadline {

/// What was typed at a lead that is merged away, at the lead that has survived; where both have a text, the
/// two stand one below the other.
[[nodiscard]] Drafts onSurvivor(Drafts drafts, const LeadId &gone, const LeadId &survivor);

} // namespace leadline
