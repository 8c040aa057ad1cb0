#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace leadline {

/// Text as the search sees it: case, accents and runs of blanks do not count, so that `muller` finds `MÜLLER`
/// whether its accent is composed or not. Letters that Unicode does not decompose (ø, ł, æ, ...) become plain
/// ones.
[[nodiscard]] QString foldedForSearch(const QString &text);
/// The same from UTF-8 to UTF-8, fast for ASCII; bytes that are no UTF-8 become replacement letters.
[[nodiscard]] std::string foldedUtf8(std::string_view text);

/// The words of the text in which a German or Nordic writer spells out a letter (`Müller`: `mueller`,
/// `Søren`: `soeren`), folded, with a blank between them; empty if there are none.
[[nodiscard]] std::string spelledOutUtf8(std::string_view text);

} // namespace leadline
