#pragma once

#include "services/search/searchservice.h"
#include "tests/mirror/mirrorfixture.h"

namespace leadline::test {

/// A mirror with the search over it.
class FindFixture : public MirrorFixture
{
    Q_OBJECT
public:
    ~FindFixture() override;

protected:
    /// A mirror of its own, empty.
    void openSearch();
    void closeSearch();
    /// Types the text and waits for the answer.
    SearchResults ask(const QString &text);
    /// The leads of a JSON array, and the activities of another one, each through the mirror's real puts.
    void putLeads(const QByteArray &json);
    void putActivities(const QByteArray &json);

    std::unique_ptr<SearchService> m_search;
};

/// `kind objectId`, one a hit, in order: what tests compare.
[[nodiscard]] QStringList found(const SearchResults &results);
/// A text with its marked parts in brackets.
[[nodiscard]] QString bracketed(MarkedText marked);

} // namespace leadline::test
