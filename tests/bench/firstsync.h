#pragma once

#include "tests/bench/context.h"

#include <QStringList>

namespace leadline::bench {

/// P1 and P2: the first load of an organisation over a hurried road, killed midway; how soon it is whole, how
/// soon the first ten thousand leads are listed and found, and what it took.
[[nodiscard]] QList<Figure> firstSync(const Context &context);

/// The process that loads: into a folder, from an address. Tells how many leads it has, then that the first
/// are of use, then what it used.
[[nodiscard]] int playLoad(const QStringList &arguments);

} // namespace leadline::bench
