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
        QJsonObject object; ///< as stored
    };
    /// The next matches, at most `limit`.
    [[nodiscard]] QList<Hit> next(int limit);
    /// Nothing is left; may only turn out on an empty last page, when the last objects were deleted since.
    [[nodiscard]] bool isFinished() const;
    /// All matches, whatever was given out already.
    [[nodiscard]] qint64 total() const;

private:
    /// The matches of one kind: a stretch of an order with tests still to be made, or a list of ids.
    struct Stretch
    {
        SearchCriteria criteria;
        std::optional<Sequence> order;
        qint64 begin = 0;
        qint64 end = 0;
        qint64 at = 0; ///< 0 .. end - begin, in the direction of the run
        bool isAscending = false;
        QStringList ids;
        [[nodiscard]] qint64 size() const { return order ? end - begin : ids.size(); }
    };
    [[nodiscard]] Stretch stretch(const SearchCriteria &criteria, const QList<SearchSort> &sorts) const;
    [[nodiscard]] Stretch dated(SearchCriteria criteria, Dated by, bool isAscending) const;
    void listSorted(Stretch &stretch, const QList<SearchSort> &sorts) const;
    /// The objects from `at` on, null where there is none any more or a test fails; no more than `limit`.
    [[nodiscard]] QList<std::optional<QJsonObject>> look(const Stretch &stretch, qint64 at,
                                                         qint64 limit) const;
    [[nodiscard]] qint64 nextMatch(const Stretch &stretch) const;

    const Store *m_store;
    QList<Stretch> m_stretches;
};

} // namespace leadline::sandbox
