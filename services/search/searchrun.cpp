#include "services/search/searchrun.h"

#include "services/search/candidates.h"
#include "services/search/expressions.h"
#include "services/search/vocabulary.h"

#include <algorithm>

namespace leadline {

namespace {

// Joined from the index to the texts, never the other way round: the newest slots come first by themselves.
constexpr auto leadWords =
    "SELECT t.slot, t.lead_key, t.text FROM lead_words CROSS JOIN lead_text t "
    "ON t.slot = lead_words.rowid WHERE lead_words MATCH ? ORDER BY lead_words.rowid DESC";
constexpr auto leadGrams =
    "SELECT t.slot, t.lead_key, t.text FROM lead_grams CROSS JOIN lead_text t "
    "ON t.slot = lead_grams.rowid WHERE lead_grams MATCH ? ORDER BY lead_grams.rowid DESC";
constexpr auto itemWords =
    "SELECT t.slot, t.lead_key, t.text, t.key, t.kind FROM item_words CROSS JOIN item_text t "
    "ON t.slot = item_words.rowid WHERE item_words MATCH ? ORDER BY item_words.rowid DESC";
constexpr auto itemGrams =
    "SELECT t.slot, t.lead_key, t.text, t.key, t.kind FROM item_grams CROSS JOIN item_text t "
    "ON t.slot = item_grams.rowid WHERE item_grams MATCH ? ORDER BY item_grams.rowid DESC";
constexpr auto leadNames =
    "SELECT t.slot, t.lead_key, t.text FROM lead l CROSS JOIN lead_text t ON t.lead_key = l.key "
    "WHERE l.folded >= ?1 AND l.folded < ?2 ORDER BY l.folded LIMIT 40";

constexpr int enoughWhole = 40;  ///< rows with the very words
constexpr int enoughBegun = 100; ///< rows with words that begin so
constexpr int enoughItems = 50;
constexpr int tooFew = 10;      ///< fewer rows than that: look within words, too
constexpr int mostRead = 3'000; ///< rows of one pass, if most of them turn out not to match
constexpr int mostGuesses = 40; ///< words one misspelled word may have meant

} // namespace

SearchRun::SearchRun(Database &database, SearchQuery query, IsStale isStale)
    : m_database(database)
    , m_query(std::move(query))
    , m_isStale(std::move(isStale))
    , m_slots{readSlots("SELECT (SELECT min(slot) FROM lead_text), (SELECT max(slot) FROM lead_text)"),
              readSlots("SELECT (SELECT min(slot) FROM item_text), (SELECT max(slot) FROM item_text)")}
{}

SearchRun::Slots SearchRun::readSlots(const char *sql)
{
    Query query(m_database.prepared(sql));
    return query.step() ? Slots{query.integer(0), query.integer(1)} : Slots();
}

void SearchRun::findSpelled()
{
    const Matcher matcher(m_query);
    collectNames(matcher);
    if (!m_query.digits.isEmpty())
        collect({Table::Leads, leadGrams, gramsExpression({m_query.digits}), MatchQuality::TextBegins,
                 enoughBegun},
                matcher);
    findWords(matcher);
    if (m_found.size() >= tooFew)
        return;
    const QString grams = gramsExpression(m_query.pieces);
    collect({Table::Leads, leadGrams, grams, MatchQuality::Inside, enoughItems}, matcher);
    collect({Table::Items, itemGrams, grams, MatchQuality::Inside, enoughItems}, matcher);
}

void SearchRun::findWords(const Matcher &matcher)
{
    const QString whole = wordsExpression(m_query, WordMatch::Whole);
    const QString begun = wordsExpression(m_query, WordMatch::Beginning);
    const MatchQuality worst = MatchQuality::TextBegins;
    collect({Table::Leads, leadWords, whole, worst, enoughWhole}, matcher);
    collect({Table::Leads, leadWords, begun, worst, enoughBegun}, matcher);
    collect({Table::Items, itemWords, begun, worst, enoughItems}, matcher);
}

void SearchRun::findGuesses(const Vocabulary &words)
{
    QList<bool> isKnown;
    for (const QStringList &spellings : std::as_const(m_query.words))
        isKnown << std::any_of(spellings.begin(), spellings.end(),
                               [this](const QString &s) { return isWordKnown(s); });
    const bool isAnyUnknown = isKnown.contains(false);
    QList<QStringList> meant = m_query.words;
    for (qsizetype i = 0; i < meant.size() && !m_isStale(); ++i) {
        if (isAnyUnknown && isKnown[i])
            continue; // all are known: the slip made another word
        meant[i] += words.near(meant[i].first(), mostGuesses);
        meant[i].removeDuplicates();
    }
    if (meant == m_query.words || m_isStale())
        return;
    m_query.words = meant;
    m_query.addresses.clear();
    m_query.digits.clear();
    findWords(Matcher(m_query));
}

bool SearchRun::isWordKnown(const QString &word)
{
    for (const char *sql : {"SELECT 1 FROM lead_words WHERE lead_words MATCH ? LIMIT 1",
                            "SELECT 1 FROM item_words WHERE item_words MATCH ? LIMIT 1"}) {
        SearchQuery single;
        single.words = {{word}};
        Query query(m_database.prepared(sql));
        if (query.bind(wordsExpression(single, WordMatch::Beginning)).step())
            return true;
    }
    return false;
}

/// The newest rows may all match elsewhere than in the name: those that are called so must not be missed.
void SearchRun::collectNames(const Matcher &matcher)
{
    if (m_query.whole.isEmpty() || m_isStale())
        return;
    constexpr char32_t last[] = {QChar::LastValidCodePoint};
    Query query(m_database.prepared(leadNames));
    query.bind(m_query.whole).bind(m_query.whole + QString::fromUcs4(last, 1));
    const Pass pass{Table::Leads, leadNames, {}, MatchQuality::TextBegins, 0};
    while (!m_isStale() && query.step())
        add(Table::Leads, query, matcher, pass);
}

void SearchRun::collect(const Pass &pass, const Matcher &matcher)
{
    if (pass.expression.isEmpty() || m_isStale())
        return;
    Query query(m_database.prepared(pass.sql));
    query.bind(pass.expression);
    const auto seenBefore = m_seen[static_cast<size_t>(pass.table)].size();
    for (int read = 0; read < mostRead && !m_isStale() && query.step(); ++read) {
        add(pass.table, query, matcher, pass);
        if (m_seen[static_cast<size_t>(pass.table)].size() - seenBefore >= pass.enough)
            return;
    }
}

void SearchRun::add(Table table, Query &row, const Matcher &matcher, const Pass &pass)
{
    const qint64 slot = row.integer(0);
    auto &seen = m_seen[static_cast<size_t>(table)];
    if (seen.contains(slot))
        return;
    const QString text = row.text(2);
    const bool isLead = table == Table::Leads;
    QList<SearchCandidate> found = isLead ? leadCandidates(text, matcher, pass.worst)
                                          : itemCandidates(row.text(4), text, matcher, pass.worst);
    if (found.isEmpty())
        return;
    seen.insert(slot);
    for (SearchCandidate &candidate : found) {
        candidate.slot = slot;
        candidate.recency = m_slots[static_cast<size_t>(table)].recency(slot);
        candidate.lead = row.integer(1);
        candidate.item = isLead ? 0 : row.integer(3);
        m_found << candidate;
    }
}

} // namespace leadline
