#include "services/search/expressions.h"

namespace leadline {

namespace {

constexpr qsizetype gramSize = 3;
constexpr qsizetype mostGrams = 24; ///< more would make nothing rarer

QString quoted(QString text)
{
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

} // namespace

QString wordsExpression(const SearchQuery &query, WordMatch match)
{
    QStringList all;
    for (const QStringList &spellings : query.words) {
        QStringList one;
        for (const QString &spelling : spellings)
            one << quoted(spelling) + (match == WordMatch::Beginning ? QStringLiteral(" *") : QString());
        all << QLatin1Char('(') + one.join(QLatin1String(" OR ")) + QLatin1Char(')');
    }
    return all.join(QLatin1String(" AND "));
}

QString gramsExpression(const QStringList &pieces)
{
    QStringList grams;
    for (const QString &piece : pieces) {
        const QList<uint> letters = piece.toUcs4();
        for (qsizetype at = 0; at + gramSize <= letters.size(); ++at) {
            const QList<char32_t> gram{letters[at], letters[at + 1], letters[at + 2]};
            grams << quoted(QString::fromUcs4(gram.constData(), gramSize));
        }
    }
    grams.removeDuplicates();
    return grams.mid(0, mostGrams).join(QLatin1String(" AND "));
}

} // namespace leadline
