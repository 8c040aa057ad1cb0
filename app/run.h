#pragma once

#include "app/options.h"

namespace leadline {

/// The program with a window, its main job in text, or its pictures, until the end. Returns the exit code.
int runDesktop(const Options &options, int &argc, char **argv);

} // namespace leadline
