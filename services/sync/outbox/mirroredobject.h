#pragma once

#include "services/domain/commandbody.h"
#include "services/mirror/mirror.h"

namespace leadline {

/// One object of Close's as the mirror has it, of whatever kind.

/// Its full JSON; empty if the mirror does not have it.
[[nodiscard]] QJsonObject rawOf(const Mirror &mirror, const DeleteObject &removal);
/// True if the mirror has it, of this kind and on this lead.
[[nodiscard]] bool isMirrored(const Mirror &mirror, const LeadId &lead, const ObjectRef &object);

} // namespace leadline
