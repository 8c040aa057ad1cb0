#pragma once

#include "services/sandbox/search/searchquery.h"

namespace leadline::sandbox {

/// One entry of `sort`.
struct SearchSort
{
    SearchField field;
    QString objectType;
    bool isAscending = true;
};

/// The matches of a search in their order, page by page. It walks the order as it stood when it was made: an
/// object written since is told as it is now, in its old place; one deleted since is left out; a new one does
/// not appear. Copies are cheap and go on independently. Refers to the store.
///
/// By a date of the object itself (the first entry of `sort`, or the one a range is asked of, or a list's
/// own) a page costs about its own size; any other order looks at all matches first.
class SearchRun
{
public:
    SearchRun(const Store &store, const QList<SearchCriteria> &criteria, const QList<SearchSort> &sorts);

    struct Hit
    {
        Kind kind = Kind::Lead;
        Sequence::Place place;
    };
    /// The next matches, at most `limit`. One may have been deleted since the run was made.
    [[nodiscard]] QList<Hit> next(int limit);
    /// Nothing is left; may only turn out on an empty last page, when the last objects were deleted since.
    [[nodiscard]] bool isFinished() const;
    /// All matches, whatever was given out already.
    [[nodiscard]] qint64 total() const;

private:
    /// The matches of one kind: a stretch of an order with tests still to be made, or the matches themselves.
    struct Stretch
    {
        SearchCriteria criteria;
        std::optional<Sequence> order;
        qint64 begin = 0;
        qint64 end = 0;
        qint64 at = 0; ///< 0 .. end - begin, in the direction of the run
        bool isAscending = false;
        QList<Sequence::Place> matches;

        [[nodiscard]] qint64 size() const { return order ? end - begin : matches.size(); }
        [[nodiscard]] bool isScan() const { return order && !criteria.tests.isEmpty(); }
        /// What stands from a place on, no more than `limit`.
        [[nodiscard]] QList<Sequence::Place> places(qint64 from, qint64 limit) const;
    };
    [[nodiscard]] Stretch stretch(const SearchCriteria &criteria, const QList<SearchSort> &sorts) const;
    [[nodiscard]] Stretch dated(SearchCriteria criteria, Dated by, bool isAscending) const;
    void listSorted(Stretch &stretch, const QList<SearchSort> &sorts) const;
    /// The object at a place, null when it is gone or does not match.
    [[nodiscard]] std::optional<QJsonObject> match(const SearchCriteria &criteria,
                                                   const Sequence::Place &place) const;
    /// Where the next match is, so that a page knows whether another follows.
    [[nodiscard]] qint64 nextMatch(const Stretch &stretch) const;

    const Store *m_store;
    QList<Stretch> m_stretches;
};

} // namespace leadline::sandbox
