#pragma once

#include <QtGlobal>

namespace leadline::bench {

/// What this process has used so far, read from the kernel (Linux).
struct Usage
{
    double processorSeconds = 0;
    double writtenMiB = 0; ///< handed to the disk
    double pssMiB = 0;     ///< memory now, shared pages counted by share
    double peakMiB = 0;    ///< highest resident size

    [[nodiscard]] static Usage now();
};

} // namespace leadline::bench
