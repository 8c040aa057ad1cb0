#pragma once

#include "tests/bench/context.h"

namespace leadline::bench {

/// P12: ten thousand writes to a Close that spoils three requests in ten; then its own objects are counted.
[[nodiscard]] QList<Figure> exactWrites(const Context &context);

} // namespace leadline::bench
