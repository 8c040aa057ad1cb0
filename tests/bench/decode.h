#pragma once

#include "tests/bench/context.h"

namespace leadline::bench {

/// P10: a page of 200 leads from its bytes to the rows the mirror stores, one lead in ten with odd types,
/// beside QJsonDocument and the plain decoder over the same bytes. Every row is compared with the plain one.
[[nodiscard]] QList<Figure> decode(const Context &context);

} // namespace leadline::bench
