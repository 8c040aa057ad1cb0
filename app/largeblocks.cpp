#include "app/largeblocks.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace leadline {

void giveBackLargeBlocks()
{
#ifdef __GLIBC__
    constexpr int largeBytes = 512 * 1024; // a fixed bound: none that moves up with what was freed
    mallopt(M_MMAP_THRESHOLD, largeBytes);
#endif
}

} // namespace leadline
