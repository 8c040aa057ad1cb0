#pragma once

#include "tests/bench/context.h"

namespace leadline::bench {

/// P3: thousands of events that came while the program was off, taken up while a person types and scrolls:
/// how soon the last change is in the list, and how long the window's thread is away at most.
[[nodiscard]] QList<Figure> catchUp(const Context &context);

} // namespace leadline::bench
