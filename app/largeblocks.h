#pragma once

namespace leadline {

/// Memory of long lists goes back to the system as soon as it is freed. By itself glibc keeps it from the
/// second such list on, in the heap of each thread: some 40 bytes a lead. First thing in main.
void giveBackLargeBlocks();

} // namespace leadline
