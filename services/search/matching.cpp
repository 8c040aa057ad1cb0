#include "services/search/matching.h"

#include "services/search/foldedtext.h"

#include <algorithm>

namespace leadline {

namespace {

bool hasWord(const QString &folded, const QStringList &spellings, WordMatch match)
{
    return std::any_of(spellings.begin(), spellings.end(), [&](const QString &spelling) {
        return findWord(folded, spelling, match).has_value();
    });
}

bool hasWords(const QString &folded, const SearchQuery &query, WordMatch match)
{
    return !query.words.isEmpty() &&
           std::all_of(query.words.begin(), query.words.end(),
                       [&](const QStringList &spellings) { return hasWord(folded, spellings, match); });
}

bool hasAddresses(const QString &name, const QString &text, const SearchQuery &query)
{
    return std::all_of(query.addresses.begin(), query.addresses.end(), [&](const QString &address) {
        return text.contains(address) || name.contains(address);
    });
}

/// In order, without what lies in another one.
QList<TextRange> tidied(QList<TextRange> marks)
{
    std::sort(marks.begin(), marks.end(),
              [](const TextRange &a, const TextRange &b) { return a.start < b.start; });
    QList<TextRange> apart;
    for (const TextRange &mark : std::as_const(marks)) {
        const int end = apart.isEmpty() ? -1 : apart.last().start + apart.last().length;
        if (mark.start <= end)
            apart.last().length = std::max(end, mark.start + mark.length) - apart.last().start;
        else
            apart << mark;
    }
    return apart;
}

template <typename Find>
QList<TextRange> everyOne(Find find)
{
    QList<TextRange> marks;
    for (std::optional<TextRange> mark = find(0); mark; mark = find(mark->start + mark->length))
        marks << *mark;
    return marks;
}

QList<TextRange> everywhere(const QString &folded, const QString &needle)
{
    return everyOne([&](qsizetype from) -> std::optional<TextRange> {
        const qsizetype at = needle.isEmpty() ? -1 : folded.indexOf(needle, from);
        if (at < 0)
            return std::nullopt;
        return TextRange{static_cast<int>(at), static_cast<int>(needle.size())};
    });
}

/// `mueller` is found in `Müller` by what the index spells out, and marked in the name as one reads it.
QString withoutDigraphs(const QString &word)
{
    QString plain = word;
    for (const char *digraph : {"ae", "oe", "ue", "aa"})
        plain.replace(QLatin1String(digraph), QLatin1String(digraph, 1));
    return plain;
}

QList<TextRange> wordMarks(const QString &folded, const QStringList &spellings)
{
    QList<TextRange> marks;
    const QStringList all = spellings + QStringList(withoutDigraphs(spellings.first()));
    for (const QString &spelling : all)
        marks +=
            everyOne([&](qsizetype from) { return findWord(folded, spelling, WordMatch::Beginning, from); });
    constexpr int shortestInside = 3;
    if (marks.isEmpty() && spellings.first().size() >= shortestInside)
        marks = everywhere(folded, spellings.first());
    return marks;
}

} // namespace

Matcher::Matcher(SearchQuery query) : m_query(std::move(query)) {}

MatchQuality Matcher::quality(const QString &name, const QString &text) const
{
    if (m_query.isEmpty())
        return MatchQuality::None;
    if (!hasAddresses(name, text, m_query))
        return MatchQuality::None;
    const MatchQuality named = nameQuality(name);
    if (named != MatchQuality::None)
        return named;
    const MatchQuality dialled = digitQuality(name, text);
    if (dialled != MatchQuality::None)
        return dialled;
    const QString all = name + QLatin1Char('\n') + text;
    if (hasWords(all, m_query, WordMatch::Whole))
        return MatchQuality::TextWords;
    if (hasWords(all, m_query, WordMatch::Beginning))
        return MatchQuality::TextBegins;
    const bool isInside =
        std::all_of(m_query.words.begin(), m_query.words.end(), [&](const QStringList &word) {
            return std::any_of(word.begin(), word.end(), [&](const QString &s) { return all.contains(s); });
        });
    return isInside ? MatchQuality::Inside : MatchQuality::None;
}

MatchQuality Matcher::nameQuality(const QString &name) const
{
    if (name == m_query.whole && !name.isEmpty())
        return MatchQuality::NameIsIt;
    const bool isWhole = hasWords(name, m_query, WordMatch::Whole);
    if (!isWhole && !hasWords(name, m_query, WordMatch::Beginning))
        return MatchQuality::None;
    if (name.startsWith(m_query.whole))
        return MatchQuality::NameStarts;
    return isWhole ? MatchQuality::NameWords : MatchQuality::NameBegins;
}

MatchQuality Matcher::digitQuality(const QString &name, const QString &text) const
{
    bool isFound = false;
    for (const QString *place : {&name, &text}) {
        for (auto mark = findDigits(*place, m_query.digits); mark;
             mark = findDigits(*place, m_query.digits, mark->start + 1)) {
            isFound = true;
            const qsizetype end = mark->start + mark->length;
            if (end == place->size() || !(*place)[end].isDigit())
                return MatchQuality::TextWords; // the last digits are what people remember
        }
    }
    return isFound ? MatchQuality::TextBegins : MatchQuality::None;
}

QList<TextRange> matchMarks(const QString &text, const SearchQuery &query)
{
    const FoldedText folded(text);
    QList<TextRange> marks;
    for (const QString &address : query.addresses)
        marks += everywhere(folded.folded(), address);
    if (marks.isEmpty())
        marks = everyOne([&](qsizetype from) { return findDigits(folded.folded(), query.digits, from); });
    if (marks.isEmpty()) {
        for (const QStringList &spellings : query.words)
            marks += wordMarks(folded.folded(), spellings);
    }
    for (TextRange &mark : marks)
        mark = folded.original(mark);
    return tidied(std::move(marks));
}

MarkedText markedSnippet(const QString &text, const SearchQuery &query, int longest)
{
    constexpr int scanned = 20'000; // of a note as long as a book only the beginning
    const QString line = text.left(scanned).simplified();
    QList<TextRange> marks = matchMarks(line, query);
    qsizetype from = 0;
    if (line.size() > longest && !marks.isEmpty() && marks.first().start > longest / 2) {
        from = marks.first().start - longest / 4;
        from = std::max(line.indexOf(QLatin1Char(' '), from) + 1,
                        qsizetype(0)); // not within a word, if there are any
        if (from == 0 || from > marks.first().start)
            from = marks.first().start;
    }
    MarkedText snippet;
    const QString ellipsis(QChar(u'…'));
    const int shift = (from > 0 ? 1 : 0) - static_cast<int>(from);
    QString piece = line.mid(from, longest);
    if (from + longest < line.size()) {
        if (piece.back().isHighSurrogate())
            piece.chop(1);
        piece = piece.trimmed() + ellipsis;
    }
    snippet.text = (from > 0 ? ellipsis : QString()) + piece;
    for (TextRange mark : std::as_const(marks)) {
        mark.start += shift;
        if (mark.start >= 0 && mark.start + mark.length <= snippet.text.size())
            snippet.marks << mark;
    }
    return snippet;
}

} // namespace leadline
