#pragma once

#include "services/mirror/database.h"
#include "services/search/ranking.h"

#include <QSet>

#include <functional>

namespace leadline {

class Vocabulary;

/// One query against the index, cheapest way first: words, digits, pieces within words, then one-letter
/// slips. Reads rows newest first and stops when it has enough; sorts nothing in SQL. Throws
/// SQLite::Exception, so it is used inside `guarded`, and within one read transaction.
class SearchRun
{
public:
    /// True once nobody waits for the answer any more; asked between rows.
    using IsStale = std::function<bool()>;
    SearchRun(Database &database, SearchQuery query, IsStale isStale);

    /// Everything but slips.
    void findSpelled();
    /// Words one letter away; to be asked for when nothing was found.
    void findGuesses(const Vocabulary &words);

    [[nodiscard]] QList<SearchCandidate> candidates() const { return m_found; }
    /// What matched: the query, with the words that were meant in place of misspelled ones.
    [[nodiscard]] const SearchQuery &query() const { return m_query; }

private:
    enum class Table { Leads, Items };
    /// The first and the last one of a table; they may be below zero.
    struct Slots
    {
        qint64 oldest = 0;
        qint64 newest = 0;
        [[nodiscard]] double recency(qint64 slot) const
        {
            return newest > oldest ? double(slot - oldest) / double(newest - oldest) : 1;
        }
    };
    /// Reads rows of one statement until enough of them match.
    struct Pass
    {
        Table table;
        const char *sql;
        QString expression;
        MatchQuality worst;
        int enough;
    };
    void collect(const Pass &pass, const Matcher &matcher);
    void collectNames(const Matcher &matcher);
    void add(Table table, Query &row, const Matcher &matcher, const Pass &pass);
    void findWords(const Matcher &matcher);
    [[nodiscard]] bool isWordKnown(const QString &word);
    [[nodiscard]] Slots readSlots(const char *sql);

    Database &m_database;
    SearchQuery m_query;
    IsStale m_isStale;
    QList<SearchCandidate> m_found;
    QSet<qint64> m_seen[2]; ///< slots that matched, of each table
    Slots m_slots[2];
};

} // namespace leadline
