#pragma once

#include "tests/bench/context.h"

namespace leadline::bench {

/// P6: the lead list scrolled by lines, pages, jumps and keys, beside the stock table view over the same
/// rows.
[[nodiscard]] QList<Figure> scroll(const Context &context);

} // namespace leadline::bench
