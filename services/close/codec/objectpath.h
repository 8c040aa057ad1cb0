#pragma once

#include "services/domain/objectref.h"

namespace leadline {

/// Where objects of this kind are listed and made, such as `activity/note/` (close-api.md 5.5); empty for an
/// activity type that has no place of its own.
[[nodiscard]] QString collectionPath(ObjectKind kind, ActivityKind activityKind);
/// Where this one object stands; empty unless its id may stand in a path and is Close's own.
[[nodiscard]] QString objectPath(const ObjectRef &ref);

} // namespace leadline
