#pragma once

#include "services/search/foldedtext.h"
#include "services/search/searchquery.h"

namespace leadline {

/// What the full-text index is asked, in its own language (FTS5); pure. Every word stands in quotes, so
/// nothing typed is read as an operator. The tables keep no positions: no phrases. Empty = nothing to ask.

/// Every word, in one of its spellings, as a whole or as the beginning of a word.
[[nodiscard]] QString wordsExpression(const SearchQuery &query, WordMatch match);
/// Texts that have all groups of three letters of all the pieces: more than have the pieces.
[[nodiscard]] QString gramsExpression(const QStringList &pieces);

} // namespace leadline
