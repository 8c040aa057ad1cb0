#include "services/sandbox/router.h"

namespace leadline::sandbox {

namespace {

/// Number of literal segments in agreement; -1 = the pattern does not match.
int score(const QStringList &pattern, const QStringList &path)
{
    if (pattern.size() != path.size())
        return -1;
    int literals = 0;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (pattern[i].startsWith(u'{'))
            continue;
        if (pattern[i] != path[i])
            return -1;
        ++literals;
    }
    return literals;
}

} // namespace

void Router::add(const QByteArray &method, const QString &pattern, Endpoint endpoint)
{
    m_routes.append({method, pattern.split(u'/'), std::move(endpoint)});
}

void Router::wrap(const Around &around)
{
    for (Route &route : m_routes) {
        route.endpoint = [around, inner = std::move(route.endpoint)](const Call &call) {
            return around(call, inner);
        };
    }
}

Router::Match Router::find(const QByteArray &method, const QStringList &path) const
{
    int best = -1;
    for (const Route &route : m_routes)
        best = std::max(best, score(route.segments, path));
    Match match;
    match.isPathKnown = best >= 0;
    for (const Route &route : m_routes) {
        if (best >= 0 && route.method == method && score(route.segments, path) == best)
            match.endpoint = &route.endpoint;
    }
    return match;
}

} // namespace leadline::sandbox
