#pragma once

#include "tests/bench/context.h"

namespace leadline::bench {

/// P4: words typed letter by letter into the search box, from the key to the painted answer, beside plain
/// FTS5 queries on the same file and what web clients search with.
[[nodiscard]] QList<Figure> typeAhead(const Context &context);

} // namespace leadline::bench
