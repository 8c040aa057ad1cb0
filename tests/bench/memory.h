#pragma once

#include "tests/bench/context.h"

#include <QStringList>

namespace leadline::bench {

/// P9: what the program holds after scrolling and searching, and how much of it each lead costs.
[[nodiscard]] QList<Figure> memory(const Context &context);

/// The process that is measured, on the mirror of a folder.
[[nodiscard]] int playMemory(const QStringList &arguments);

} // namespace leadline::bench
