#include "services/search/searchquery.h"

#include "services/mirror/folding.h"
#include "services/search/foldedtext.h"

namespace leadline {

namespace {

constexpr int longest = 200;
constexpr int mostWords = 12;
constexpr int shortestPiece = 3; ///< what a trigram index can find

QStringList wordsOf(const QString &folded)
{
    QStringList words;
    QString word;
    for (qsizetype at = 0; at < folded.size(); ++at) {
        if (isWordLetter(folded, at))
            word += folded[at];
        else if (!word.isEmpty())
            words << std::exchange(word, {});
    }
    if (!word.isEmpty())
        words << word;
    return words;
}

/// Spelled out (`müller`: `mueller`), as some company writes itself; the other way round is in the index.
QString withDigraphs(const QString &typed)
{
    static const std::pair<QChar, QLatin1String> letters[] = {
        {u'ä', QLatin1String("ae")}, {u'ö', QLatin1String("oe")}, {u'ü', QLatin1String("ue")},
        {u'ø', QLatin1String("oe")}, {u'å', QLatin1String("aa")},
    };
    QString spelled = typed.normalized(QString::NormalizationForm_C).toLower();
    for (const auto &[letter, digraph] : letters)
        spelled.replace(letter, digraph);
    return foldedForSearch(spelled);
}

QList<QStringList> spelledWords(const QString &typed, const QString &folded)
{
    const QStringList plain = wordsOf(folded);
    const QStringList spelled = wordsOf(withDigraphs(typed));
    QList<QStringList> words;
    for (qsizetype i = 0; i < plain.size() && i < mostWords; ++i) {
        QStringList spellings{plain[i]};
        if (spelled.size() == plain.size())
            spellings << spelled[i];
        spellings.removeDuplicates();
        words << spellings;
    }
    return words;
}

bool isAddress(const QString &piece)
{
    if (piece.contains(QLatin1Char('@')))
        return piece.size() >= shortestPiece;
    const qsizetype dot = piece.indexOf(QLatin1Char('.'));
    const bool isInside = dot > 0 && dot + 1 < piece.size();
    return isInside && piece[dot - 1].isLetterOrNumber() && piece[dot + 1].isLetter();
}

/// The digits of something that has nothing else but what one writes between digits.
QString phoneDigits(const QString &folded)
{
    QString digits;
    for (const QChar c : folded) {
        if (c.isDigit())
            digits += QLatin1Char(char('0' + c.digitValue()));
        else if (!isPhoneMark(c))
            return {};
    }
    qsizetype zeros = 0;
    while (zeros < 2 && zeros < digits.size() && digits[zeros] == QLatin1Char('0'))
        ++zeros;
    const bool isPrefixDialled = zeros > 0 && digits.size() - zeros > 4; // `0142` may be the end of a number
    if (isPrefixDialled)
        digits.remove(0, zeros);
    return digits.size() >= shortestPiece ? digits : QString();
}

} // namespace

SearchQuery parsedQuery(const QString &text)
{
    // Cut before folding: that takes time by the letter.
    QString typed = text.left(longest);
    // Control characters would be taken for the signs between the fields of an index text.
    typed.removeIf([](QChar c) { return c.category() == QChar::Other_Control && !c.isSpace(); });
    const QString folded = foldedForSearch(typed);
    SearchQuery query;
    query.whole = folded;
    query.words = spelledWords(typed, folded);
    const QStringList pieces = folded.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &piece : pieces.mid(0, mostWords)) {
        if (isAddress(piece))
            query.addresses << piece;
        if (piece.size() >= shortestPiece)
            query.pieces << piece;
    }
    query.digits = phoneDigits(folded);
    return query;
}

} // namespace leadline
