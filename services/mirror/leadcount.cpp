#include "services/mirror/leadcount.h"

namespace leadline::leadcount {

namespace {

/// Of the `document` in which the number stands.
constexpr std::string_view name = "lead_count";

/// Throws SQLite::Exception, as does what follows.
std::optional<int> kept(Database &database)
{
    Query query(database.prepared("SELECT json FROM document WHERE name = ?"));
    if (!query.bind(name).step())
        return std::nullopt;
    bool isNumber = false;
    const int count = query.bytes(0).toInt(&isNumber);
    return isNumber && count >= 0 ? std::optional(count) : std::nullopt;
}

int counted(Database &database)
{
    Query query(database.prepared("SELECT count(*) FROM lead"));
    query.step();
    return static_cast<int>(query.integer(0));
}

void write(Database &database, int count)
{
    Query query(database.prepared("INSERT INTO document (name, json) VALUES (?, ?)"
                                  " ON CONFLICT (name) DO UPDATE SET json = excluded.json"));
    query.bind(name).bind(std::string_view(std::to_string(count))).run();
}

} // namespace

Result<int> read(Database &database)
{
    return guarded([&] {
        const auto known = kept(database);
        return known ? *known : counted(database);
    });
}

Result<Done> keep(Database &database)
{
    return guarded([&] {
        if (kept(database)) // a look alone locks nobody out
            return Done{};
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        write(database, counted(database));
        transaction.commit();
        return Done{};
    });
}

void add(Database &database, int leads)
{
    if (leads == 0)
        return;
    const auto known = kept(database);
    write(database, known ? *known + leads : counted(database));
}

} // namespace leadline::leadcount
