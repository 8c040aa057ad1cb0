#pragma once

#include "tests/bench/context.h"

namespace leadline::bench {

/// P5: middles of words, digits of phones and slips of one letter, from the question to the painted answer.
[[nodiscard]] QList<Figure> pieces(const Context &context);

} // namespace leadline::bench
