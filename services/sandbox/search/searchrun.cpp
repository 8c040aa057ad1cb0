#include "services/sandbox/search/searchrun.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 Chunk = 100;

ObjectTest within(const MomentRange &range, const QString &key)
{
    return [range, key](const QJsonObject &object) {
        const QDateTime at = QDateTime::fromString(object.value(key).toString(), Qt::ISODateWithMs).toUTC();
        return (!range.from.isValid() || at >= range.from) && (!range.before.isValid() || at < range.before);
    };
}

bool isOpen(const MomentRange &range)
{
    return !range.from.isValid() && !range.before.isValid();
}

/// What `sort` says by itself; null when it is not a date of such objects.
std::optional<Dated> dateOf(const QList<SearchSort> &sorts, const QString &objectType)
{
    if (sorts.isEmpty() || sorts.first().objectType != objectType)
        return std::nullopt;
    const QString &key = sorts.first().field.key;
    if (key == "date_created"_L1)
        return Dated::Created;
    return key == "date_updated"_L1 ? std::optional(Dated::Updated) : std::nullopt;
}

/// Numbers by size, texts by letters without case; what is missing has no place in either direction.
int compare(const QJsonValue &a, const QJsonValue &b)
{
    if (a.isDouble() && b.isDouble())
        return a.toDouble() == b.toDouble() ? 0 : a.toDouble() < b.toDouble() ? -1 : 1;
    return a.toString().compare(b.toString(), Qt::CaseInsensitive);
}

struct Sortable
{
    Sequence::Place place;
    QList<QJsonValue> keys;
};

bool isBefore(const Sortable &a, const Sortable &b, const QList<SearchSort> &sorts)
{
    for (qsizetype i = 0; i < sorts.size(); ++i) {
        const QJsonValue &left = a.keys.at(i);
        const QJsonValue &right = b.keys.at(i);
        const bool hasLeft = left.isDouble() || left.isString();
        const bool hasRight = right.isDouble() || right.isString();
        if (hasLeft != hasRight)
            return hasLeft;
        const int order = hasLeft ? compare(left, right) : 0;
        if (order != 0)
            return sorts.at(i).isAscending ? order < 0 : order > 0;
    }
    return false;
}

} // namespace

SearchRun::SearchRun(const Store &store, const QList<SearchCriteria> &criteria,
                     const QList<SearchSort> &sorts)
    : m_store(&store)
{
    for (const SearchCriteria &one : criteria)
        m_stretches.append(stretch(one, sorts));
}

SearchRun::Stretch SearchRun::stretch(const SearchCriteria &criteria, const QList<SearchSort> &sorts) const
{
    const QString objectType = objectTypeOf(criteria.kind);
    const auto sorted = dateOf(sorts, objectType);
    const bool isOwn = sorted.has_value() && !criteria.ids;
    Dated by = criteria.kind == Kind::Lead ? Dated::Updated : Dated::Created;
    if (isOwn)
        by = *sorted;
    else if (isOpen(criteria.created) != isOpen(criteria.updated))
        by = isOpen(criteria.updated) ? Dated::Created : Dated::Updated;
    Stretch made = dated(criteria, by, isOwn && sorts.first().isAscending);
    if (!isOwn && (criteria.ids || !sorts.isEmpty()))
        listSorted(made, sorts);
    return made;
}

SearchRun::Stretch SearchRun::dated(SearchCriteria criteria, Dated by, bool isAscending) const
{
    Stretch made;
    const bool isByCreation = by == Dated::Created;
    const MomentRange range = isByCreation ? criteria.created : criteria.updated;
    const MomentRange other = isByCreation ? criteria.updated : criteria.created;
    if (!isOpen(other))
        criteria.tests.append(within(other, isByCreation ? u"date_updated"_s : u"date_created"_s));
    made.order = m_store->order(criteria.kind, by);
    made.begin = range.before.isValid() ? made.order->countFrom(range.before) : 0;
    made.end = range.from.isValid() ? made.order->countFrom(range.from) : made.order->size();
    made.end = std::max(made.begin, made.end);
    made.isAscending = isAscending;
    if (criteria.ids && !isOpen(range))
        criteria.tests.append(within(range, isByCreation ? u"date_created"_s : u"date_updated"_s));
    made.criteria = std::move(criteria);
    return made;
}

void SearchRun::listSorted(Stretch &stretch, const QList<SearchSort> &sorts) const
{
    const SearchSchema schema(*m_store);
    const QString objectType = objectTypeOf(stretch.criteria.kind);
    QList<Sequence::Place> candidates = stretch.places(0, stretch.size());
    if (stretch.criteria.ids) {
        candidates.clear();
        for (const QString &id : *stretch.criteria.ids)
            candidates.append({id, {}});
    }
    QList<Sortable> all;
    for (const Sequence::Place &place : std::as_const(candidates)) {
        const auto object = match(stretch.criteria, place);
        if (!object)
            continue;
        Sortable item{place, {}};
        for (const SearchSort &sort : sorts)
            item.keys.append(sort.objectType == objectType ? schema.value(sort.field, *object)
                                                           : QJsonValue());
        all.append(item);
    }
    std::stable_sort(all.begin(), all.end(),
                     [&sorts](const Sortable &a, const Sortable &b) { return isBefore(a, b, sorts); });
    stretch.order.reset();
    for (const Sortable &item : std::as_const(all))
        stretch.matches.append(item.place);
}

QList<Sequence::Place> SearchRun::Stretch::places(qint64 from, qint64 limit) const
{
    if (!order)
        return matches.mid(from, limit);
    const qint64 count = std::min(limit, size() - from);
    auto found = order->window(isAscending ? end - from - count : begin + from, count);
    if (isAscending)
        std::reverse(found.begin(), found.end());
    return found;
}

std::optional<QJsonObject> SearchRun::match(const SearchCriteria &criteria,
                                            const Sequence::Place &place) const
{
    auto object = m_store->at(criteria.kind, place);
    if (object && !criteria.matches(*object))
        object.reset();
    return object;
}

qint64 SearchRun::nextMatch(const Stretch &stretch) const
{
    if (!stretch.isScan())
        return stretch.at;
    for (qint64 at = stretch.at; at < stretch.size(); at += Chunk) {
        const auto places = stretch.places(at, Chunk);
        for (qsizetype i = 0; i < places.size(); ++i) {
            if (match(stretch.criteria, places.at(i)))
                return at + i;
        }
    }
    return stretch.size();
}

QList<SearchRun::Hit> SearchRun::next(int limit)
{
    QList<Hit> hits;
    for (Stretch &stretch : m_stretches) {
        const bool isScan = stretch.isScan();
        while (stretch.at < stretch.size() && hits.size() < limit) {
            const auto places = stretch.places(stretch.at, isScan ? Chunk : limit - hits.size());
            for (const Sequence::Place &place : places) {
                if (hits.size() == limit)
                    break;
                ++stretch.at;
                if (!isScan || match(stretch.criteria, place))
                    hits.append({stretch.criteria.kind, place});
            }
        }
        stretch.at = nextMatch(stretch);
    }
    return hits;
}

bool SearchRun::isFinished() const
{
    return std::all_of(m_stretches.begin(), m_stretches.end(),
                       [](const Stretch &stretch) { return stretch.at >= stretch.size(); });
}

qint64 SearchRun::total() const
{
    qint64 sum = 0;
    for (const Stretch &stretch : m_stretches) {
        if (!stretch.isScan()) {
            sum += stretch.size();
            continue;
        }
        for (qint64 at = 0; at < stretch.size(); at += Chunk) {
            const auto places = stretch.places(at, Chunk);
            sum += std::count_if(places.begin(), places.end(), [&](const Sequence::Place &place) {
                return match(stretch.criteria, place).has_value();
            });
        }
    }
    return sum;
}

} // namespace leadline::sandbox
