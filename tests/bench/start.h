#pragma once

#include "tests/bench/context.h"

#include <QStringList>

namespace leadline::bench {

/// P8: from the start of a process to the first leads painted and a first search answered, beside an empty
/// Qt window. The keychain is left out: the key is handed over.
[[nodiscard]] QList<Figure> start(const Context &context);

/// The processes that are started: our window on the mirror of a folder; an empty window.
[[nodiscard]] int playStart(const QStringList &arguments);
[[nodiscard]] int playEmpty(const QStringList &arguments);

} // namespace leadline::bench
