// Precompiled for speed only: no file may rely on it.
#pragma once
#include "tests/testkit/testpch.h"
#include <QtWidgets>
