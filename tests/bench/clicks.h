#pragma once

#include "tests/bench/context.h"

#include <QStringList>

namespace leadline::bench {

/// P11: calls, notes and tasks written while a first load runs: from the click to the durable, painted row,
/// beside a bare commit to the same disk; then the program is killed and the writes are looked for.
[[nodiscard]] QList<Figure> clicks(const Context &context);

/// The process that clicks: a folder, an address, how often. Kills itself after the last click.
[[nodiscard]] int playClicks(const QStringList &arguments);

} // namespace leadline::bench
