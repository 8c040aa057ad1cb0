#pragma once

#include <QString>

namespace leadline {

/// Text as the search sees it: case, accents and runs of blanks do not count, so that `muller` finds `MÜLLER`
/// whether its accent is composed or not. Letters that Unicode does not decompose (ø, ł, æ, ...) become plain
/// ones.
[[nodiscard]] QString foldedForSearch(const QString &text);

} // namespace leadline
