#pragma once

#include <QStringView>

namespace leadline {

/// True if the two are equal, or become so by one letter put in, left out or replaced, or by two neighbours
/// that change places.
[[nodiscard]] bool isWithinOneEdit(QStringView a, QStringView b);

/// True if that holds for some beginning of `word`: what is typed may be unfinished.
[[nodiscard]] bool beginsWithinOneEdit(QStringView typed, QStringView word);

} // namespace leadline
