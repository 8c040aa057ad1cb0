#pragma once

namespace leadline {

/// Release builds leave no core file and cannot be inspected by other programs of the same user, since the API key is
/// in memory while the program runs (reliability.md 107). Debug builds stay debuggable.
void forbidMemoryDumps();

} // namespace leadline
