#include "app/largeblocks.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace leadline {

void giveBackLargeBlocks()
{
#ifdef __GLIBC__
    // A fixed bound, none that moves up with what was freed; above the pages of answers, whose memory is used
    // again at once.
    constexpr int largeBytes = 2 * 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, largeBytes);
#endif
}

} // namespace leadline
