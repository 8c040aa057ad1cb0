#pragma once

#include "tests/bench/context.h"

namespace leadline::bench {

/// All of them, in the order of their numbers.
[[nodiscard]] const QList<Benchmark> &benchmarks();

} // namespace leadline::bench
