#pragma once

#include "services/mirror/database.h"

namespace leadline::textbacklog {

[[nodiscard]] Result<bool> isEmpty(Database &database);

/// Writes the search texts of some leads or activities of a file that was made before there were any, packing
/// their bodies anew. One transaction; never throws. False once nothing is left to do.
[[nodiscard]] Result<bool> writeSome(Database &database);

} // namespace leadline::textbacklog
