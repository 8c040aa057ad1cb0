#pragma once

#include "ui/theme/theme.h"

#include <QPalette>

namespace leadline {

/// The two sets of colours and what they make of Qt's own palette. Pure.
[[nodiscard]] Tokens lightTokens();
[[nodiscard]] Tokens darkTokens();
[[nodiscard]] QPalette paletteOf(const Tokens &tokens);

/// WCAG contrast of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace leadline
