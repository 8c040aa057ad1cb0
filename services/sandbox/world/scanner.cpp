#include "services/sandbox/world/scanner.h"

#include <algorithm>

namespace leadline::sandbox {

namespace {

constexpr int Chunk = 200;
constexpr int NamesKept = 200;

} // namespace

Listing Scanner::find(const QString &name, const Window &window, const Store::Filter &filter, int skip,
                      int limit)
{
    if (m_marks.size() > NamesKept)
        m_marks.clear();
    QList<Mark> nameless;
    QList<Mark> &marks = name.isEmpty() ? nameless : m_marks[name];
    const auto later = std::partition_point(marks.cbegin(), marks.cend(),
                                            [skip](const Mark &mark) { return mark.matches <= skip; });
    Mark here = later == marks.cbegin() ? Mark{} : *(later - 1);
    Listing listing;
    for (int inVain = 0;;) {
        const QList<QJsonObject> chunk = window(here.at, Chunk);
        const int before = here.matches;
        for (const QJsonObject &object : chunk) {
            ++inVain;
            if (!filter(object))
                continue;
            if (here.matches >= skip && listing.items.size() < limit)
                listing.items.append(object);
            ++here.matches;
            inVain = 0;
        }
        here.at += chunk.size();
        if (here.matches > before && (marks.isEmpty() || marks.last().at < here.at))
            marks.append(here);
        listing.hasMore = here.matches > qint64(skip) + limit;
        const bool isKnown = listing.hasMore && here.at >= CountLimit;
        if (chunk.size() < Chunk || isKnown || inVain > Patience)
            break;
    }
    listing.total = here.matches;
    return listing;
}

} // namespace leadline::sandbox
