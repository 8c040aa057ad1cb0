#include "services/mirror/tombstones.h"

#include "services/mirror/rowkey.h"

namespace leadline::tombstones {

namespace {

constexpr qint64 keptMs = qint64(90) * 24 * 3600 * 1000; // events reach back 30 days (close-api.md 7.1)
constexpr int longestChain = 100;

} // namespace

bool areAny(Database &database)
{
    return Query(database.prepared("SELECT 1 FROM tombstone LIMIT 1")).step();
}

bool isDead(Database &database, const QString &id, std::optional<qint64> updatedAt)
{
    Query query(database.prepared("SELECT at FROM tombstone WHERE key = ? AND id = ?"));
    if (!query.bind(rowKey(id)).bind(id).step())
        return false;
    return query.isNull(0) || !updatedAt || *updatedAt <= query.integer(0);
}

void bury(Database &database, const QString &id, std::optional<qint64> at)
{
    Query query(
        database.prepared("INSERT INTO tombstone (key, id, at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
                          " SET at = max(at, excluded.at) WHERE id = excluded.id")); // max of NULL is NULL
    query.bind(rowKey(id)).bind(id).bind(at).run();
}

void merge(Database &database, const LeadId &source, const LeadId &destination)
{
    Query query(
        database.prepared("INSERT INTO tombstone (key, id, merged_into) VALUES (?, ?, ?) ON CONFLICT (key) DO"
                          " UPDATE SET at = NULL, merged_into = excluded.merged_into"
                          " WHERE id = excluded.id"));
    query.bind(rowKey(source.value)).bind(source.value).bind(destination.value).run();
}

LeadId survivor(Database &database, const LeadId &lead)
{
    LeadId now = lead;
    for (int step = 0; step < longestChain; ++step) {
        Query query(database.prepared("SELECT merged_into FROM tombstone WHERE key = ? AND id = ?"));
        if (!query.bind(rowKey(now.value)).bind(now.value).step() || query.isNull(0))
            return now;
        now = LeadId(query.text(0));
    }
    return lead; // a circle, which Close cannot make
}

Result<Done> prune(Database &database)
{
    return guarded([&] {
        std::optional<qint64> oldest;
        std::optional<qint64> newest;
        {
            Query ends(database.prepared("SELECT min(at), max(at) FROM tombstone"));
            if (ends.step() && !ends.isNull(0)) {
                oldest = ends.integer(0);
                newest = ends.integer(1);
            }
        }
        if (oldest && *oldest < *newest - keptMs) { // seldom: a look alone locks nobody out
            Query query(database.prepared("DELETE FROM tombstone WHERE at < ?"));
            query.bind(*newest - keptMs).run();
        }
        return Done{};
    });
}

} // namespace leadline::tombstones
