#pragma once

#include "services/sandbox/world/sequence.h"

#include <QHash>

#include <functional>

namespace leadline::sandbox {

/// Finds what matches in a list that may be too long to look at as a whole. Keeps, for lists with a name, how
/// many matches lie before which place, so that a later page begins where the earlier one ended.
class Scanner
{
public:
    /// The places at `skip` and after, at most `limit`.
    using Window = std::function<QList<Sequence::Place>(qint64 skip, qint64 limit)>;
    using Test = std::function<bool(const Sequence::Place &)>;
    struct Found
    {
        QList<Sequence::Place> places;
        bool hasMore = false;
        int total = 0;
    };

    /// As Store::list with a filter. Ends early when the page is full and the matches among the first
    /// `CountLimit` objects are counted, or after `Patience` objects without a match.
    [[nodiscard]] Found find(const QString &name, const Window &window, const Test &test, int skip,
                             int limit);
    void forget() { m_marks.clear(); } ///< the list has changed

    static constexpr int CountLimit = 5'000;
    static constexpr int Patience = 20'000;

private:
    struct Mark
    {
        qint64 at = 0;
        int matches = 0; ///< before `at`
    };
    QHash<QString, QList<Mark>> m_marks; ///< by name, ascending
};

} // namespace leadline::sandbox
