#pragma once

#include "app/options.h"

namespace leadline {

/// Serves the built-in Close alone and prints its base URL in one line; returns the exit code after Ctrl+C.
int serveSandbox(const Options &options, int &argc, char **argv);

} // namespace leadline
