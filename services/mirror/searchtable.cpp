#include "services/mirror/searchtable.h"

#include <QSet>

#include <algorithm>

namespace leadline {

namespace {

/// The first slot; leaves room on both sides, and slots of this size take four bytes in the full-text tables.
constexpr qint64 middleSlot = qint64(1) << 27;

/// The statements of one kind of text.
struct Statements
{
    const char *find;
    const char *newest;
    const char *oldest;
    const char *insert;
    const char *remove;
    const char *addWords;
    const char *addGrams;
    const char *dropWords;
    const char *dropGrams;
};

constexpr Statements leadStatements{
    "SELECT slot, at, text, 0 FROM lead_text WHERE lead_key = ?",
    "SELECT slot, at FROM lead_text ORDER BY slot DESC LIMIT 1",
    "SELECT slot FROM lead_text ORDER BY slot LIMIT 1",
    "INSERT INTO lead_text (slot, lead_key, at, text) VALUES (?, ?, ?, ?)",
    "DELETE FROM lead_text WHERE slot = ?",
    "INSERT INTO lead_words (rowid, text) VALUES (?, ?)",
    "INSERT INTO lead_grams (rowid, text) VALUES (?, ?)",
    "INSERT INTO lead_words (lead_words, rowid, text) VALUES ('delete', ?, ?)",
    "INSERT INTO lead_grams (lead_grams, rowid, text) VALUES ('delete', ?, ?)",
};

constexpr Statements itemStatements{
    "SELECT slot, at, text, lead_key FROM item_text WHERE key = ?",
    "SELECT slot, at FROM item_text ORDER BY slot DESC LIMIT 1",
    "SELECT slot FROM item_text ORDER BY slot LIMIT 1",
    "INSERT INTO item_text (slot, key, at, text, kind, lead_key) VALUES (?, ?, ?, ?, ?, ?)",
    "DELETE FROM item_text WHERE slot = ?",
    "INSERT INTO item_words (rowid, text) VALUES (?, ?)",
    "INSERT INTO item_grams (rowid, text) VALUES (?, ?)",
    "INSERT INTO item_words (item_words, rowid, text) VALUES ('delete', ?, ?)",
    "INSERT INTO item_grams (item_grams, rowid, text) VALUES ('delete', ?, ?)",
};

/// One text that leaves or enters a slot.
struct Move
{
    qint64 slot = 0;
    bool isArrival = false;
    std::string text;
};

/// A row as it stands in its slot.
struct Known
{
    qint64 slot = 0;
    TextRow row;
};

/// Gathers what has to move, then does it in the order of the slots: the full-text tables hold a whole
/// transaction in memory only as long as the row ids rise.
class SlotPlan
{
public:
    SlotPlan(Database &database, const Statements &sql) : m_database(database), m_sql(sql) {}

    void remove(const std::vector<RowKey> &keys, const std::vector<TextRow> &rows);
    void touch(const std::vector<std::pair<RowKey, qint64>> &touched, const std::vector<TextRow> &rows);
    void put(std::vector<TextRow> rows);
    void run();

private:
    [[nodiscard]] std::optional<Known> find(RowKey key);
    void readEnds();
    void sort(TextRow row);
    void leave(Known known);
    void place(TextRow row, qint64 slot);

    Database &m_database;
    const Statements &m_sql;
    qint64 m_newest = middleSlot;
    qint64 m_newestAt = 0;
    qint64 m_oldest = middleSlot + 1;
    std::vector<TextRow> m_later;
    std::vector<TextRow> m_earlier;
    std::vector<Move> m_moves;
};

std::optional<Known> SlotPlan::find(RowKey key)
{
    Query query(m_database.prepared(m_sql.find));
    if (!query.bind(key).step())
        return std::nullopt;
    return Known{query.integer(0), {key, query.integer(1), query.string(2), {}, query.integer(3)}};
}

void SlotPlan::readEnds()
{
    Query newest(m_database.prepared(m_sql.newest));
    if (newest.step()) {
        m_newest = newest.integer(0);
        m_newestAt = newest.integer(1);
    }
    Query oldest(m_database.prepared(m_sql.oldest));
    if (oldest.step())
        m_oldest = oldest.integer(0);
}

void SlotPlan::leave(Known known)
{
    Query(m_database.prepared(m_sql.remove)).bind(known.slot).run();
    m_moves.push_back({known.slot, false, std::move(known.row.text)});
}

void SlotPlan::place(TextRow row, qint64 slot)
{
    Query insert(m_database.prepared(m_sql.insert));
    insert.bind(slot).bind(row.key).bind(row.at).bind(std::string_view(row.text));
    if (!row.kind.empty())
        insert.bind(row.kind).bind(row.leadKey);
    insert.run();
    m_moves.push_back({slot, true, std::move(row.text)});
}

QSet<RowKey> keysIn(const std::vector<TextRow> &rows)
{
    QSet<RowKey> keys;
    for (const TextRow &row : rows)
        keys.insert(row.key);
    return keys;
}

void SlotPlan::remove(const std::vector<RowKey> &keys, const std::vector<TextRow> &rows)
{
    const QSet<RowKey> staying = keysIn(rows);
    for (const RowKey key : keys) {
        if (staying.contains(key))
            continue;
        if (auto known = find(key))
            leave(*std::move(known));
    }
}

void SlotPlan::touch(const std::vector<std::pair<RowKey, qint64>> &touched, const std::vector<TextRow> &rows)
{
    const QSet<RowKey> changed = keysIn(rows);
    for (const auto &[key, at] : touched) {
        auto known = changed.contains(key) ? std::nullopt : find(key);
        if (!known || at <= known->row.at)
            continue;
        TextRow row = known->row;
        row.at = at;
        leave(*std::move(known));
        m_later.push_back(std::move(row));
    }
}

/// Into its old slot, above all others or below.
void SlotPlan::sort(TextRow row)
{
    auto known = find(row.key);
    const bool isLater = row.at > (known ? known->row.at : m_newestAt);
    if (known && !isLater) {
        row.at = known->row.at;
        if (row.text == known->row.text && row.leadKey == known->row.leadKey)
            return;
    }
    const auto slot = known ? std::optional(known->slot) : std::nullopt;
    if (known)
        leave(*std::move(known));
    if (row.text.empty())
        return;
    if (slot && !isLater)
        place(std::move(row), *slot);
    else
        (isLater ? m_later : m_earlier).push_back(std::move(row));
}

void SlotPlan::put(std::vector<TextRow> rows)
{
    readEnds();
    QSet<RowKey> seen;
    std::vector<TextRow> wanted;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        const RowKey key = row->key;
        if (!seen.contains(key))
            wanted.push_back(std::move(*row));
        seen.insert(key);
    }
    for (TextRow &row : wanted)
        sort(std::move(row));
    const auto byTime = [](const TextRow &a, const TextRow &b) {
        return std::tie(a.at, a.key) < std::tie(b.at, b.key);
    };
    std::sort(m_later.begin(), m_later.end(), byTime);
    std::sort(m_earlier.begin(), m_earlier.end(), byTime);
    qint64 slot = m_oldest - static_cast<qint64>(m_earlier.size());
    for (TextRow &row : m_earlier)
        place(std::move(row), slot++);
    for (TextRow &row : m_later)
        place(std::move(row), ++m_newest);
}

void SlotPlan::run()
{
    std::stable_sort(m_moves.begin(), m_moves.end(),
                     [](const Move &a, const Move &b) { return a.slot < b.slot; });
    for (const auto &[add, drop] :
         {std::pair(m_sql.addWords, m_sql.dropWords), std::pair(m_sql.addGrams, m_sql.dropGrams)}) {
        for (const Move &move : m_moves)
            Query(m_database.prepared(move.isArrival ? add : drop))
                .bind(move.slot)
                .bind(std::string_view(move.text))
                .run();
    }
}

std::vector<RowKey> keysOf(Database &database, const char *sql, RowKey lead)
{
    std::vector<RowKey> keys;
    Query query(database.prepared(sql));
    query.bind(lead);
    while (query.step())
        keys.push_back(query.integer(0));
    return keys;
}

} // namespace

namespace searchtable {

void apply(Database &database, TextChanges changes)
{
    SlotPlan leads(database, leadStatements);
    leads.remove(changes.removedLeads, changes.leads);
    leads.touch(changes.touchedLeads, changes.leads);
    leads.put(std::move(changes.leads));
    SlotPlan items(database, itemStatements);
    items.remove(changes.removedItems, changes.items);
    items.put(std::move(changes.items));
    leads.run();
    items.run();
}

std::vector<RowKey> nestedItems(Database &database, RowKey lead)
{
    return keysOf(database,
                  "SELECT key FROM item_text WHERE lead_key = ? AND kind IN ('task', 'opportunity')", lead);
}

std::vector<RowKey> itemsOf(Database &database, RowKey lead)
{
    return keysOf(database, "SELECT key FROM item_text WHERE lead_key = ?", lead);
}

} // namespace searchtable

} // namespace leadline
