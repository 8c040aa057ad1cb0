#include "services/sandbox/world/scanner.h"

#include <algorithm>

namespace leadline::sandbox {

namespace {

constexpr int Chunk = 500;
constexpr int NamesKept = 200;

} // namespace

Scanner::Found Scanner::find(const QString &name, const Window &window, const Test &test, int skip, int limit)
{
    if (m_marks.size() > NamesKept)
        m_marks.clear();
    QList<Mark> nameless;
    QList<Mark> &marks = name.isEmpty() ? nameless : m_marks[name];
    const auto later = std::partition_point(marks.cbegin(), marks.cend(),
                                            [skip](const Mark &mark) { return mark.matches <= skip; });
    Mark here = later == marks.cbegin() ? Mark{} : *(later - 1);
    Found found;
    for (int inVain = 0;;) {
        const QList<Sequence::Place> chunk = window(here.at, Chunk);
        const int before = here.matches;
        for (const Sequence::Place &place : chunk) {
            ++inVain;
            if (!test(place))
                continue;
            if (here.matches >= skip && found.places.size() < limit)
                found.places.append(place);
            ++here.matches;
            inVain = 0;
        }
        here.at += chunk.size();
        if (here.matches > before && (marks.isEmpty() || marks.last().at < here.at))
            marks.append(here);
        found.hasMore = here.matches > qint64(skip) + limit;
        const bool isKnown = found.hasMore && here.at >= CountLimit;
        if (chunk.size() < Chunk || isKnown || inVain > Patience)
            break;
    }
    found.total = here.matches;
    return found;
}

} // namespace leadline::sandbox
