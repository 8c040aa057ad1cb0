#pragma once

#include "services/search/searchhit.h"
#include "services/search/searchquery.h"

namespace leadline {

/// How well a thing matches, worst first.
enum class MatchQuality {
    None,
    Inside,     ///< all pieces stand somewhere, perhaps in the middle of a word
    TextBegins, ///< words of the text begin like it
    TextWords,  ///< its words stand in the text; an address or the end of a phone number does
    NameBegins, ///< words of the name begin like it
    NameWords,  ///< its words stand in the name
    NameStarts, ///< the name begins with it
    NameIsIt,   ///< the name is it
};

/// Compares one query with many things; pure. Everything is folded (services/mirror/folding.h).
class Matcher
{
public:
    explicit Matcher(SearchQuery query);
    /// `name` is what a thing is called, `text` everything else one may look for in it.
    [[nodiscard]] MatchQuality quality(const QString &name, const QString &text) const;

private:
    [[nodiscard]] MatchQuality nameQuality(const QString &name) const;
    [[nodiscard]] MatchQuality digitQuality(const QString &name, const QString &text) const;

    SearchQuery m_query;
};

/// The parts of a text that match the query: beginnings of words first, else wherever they stand.
[[nodiscard]] QList<TextRange> matchMarks(const QString &text, const SearchQuery &query);

/// One line of at most `longest` letters around the first mark, ellipses where it was cut.
[[nodiscard]] MarkedText markedSnippet(const QString &text, const SearchQuery &query, int longest);

} // namespace leadline
