#include "services/sandbox/search/searchwords.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype FewestDigits = 4; ///< of the end of a number

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const QChar letter : text.toCaseFolded()) {
        if (letter.isLetterOrNumber() || letter.isMark()) {
            word += letter;
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

QString digitsOf(const QString &text)
{
    QString digits;
    for (const QChar letter : text) {
        if (letter >= u'0' && letter <= u'9')
            digits += letter;
    }
    return digits;
}

} // namespace

std::optional<TextMode> readTextMode(const QString &name)
{
    if (name == "full_words"_L1)
        return TextMode::FullWords;
    if (name == "phrase"_L1)
        return TextMode::Phrase;
    if (name == "exact_value"_L1)
        return TextMode::ExactValue;
    if (name == "beginning_of_words"_L1)
        return TextMode::BeginningOfWords;
    return std::nullopt;
}

SearchWords::SearchWords(const QString &wanted, TextMode mode)
    : m_wanted(wanted.toCaseFolded()), m_digits(digitsOf(wanted)), m_words(wordsOf(wanted)), m_mode(mode)
{}

bool SearchWords::isIn(const QString &text) const
{
    if (m_mode == TextMode::ExactValue)
        return text.toCaseFolded() == m_wanted;
    const QStringList words = wordsOf(text);
    if (m_words.isEmpty())
        return false;
    if (m_mode == TextMode::FullWords)
        return std::all_of(m_words.begin(), m_words.end(),
                           [&words](const QString &word) { return words.contains(word); });
    const bool mayGoOn = m_mode == TextMode::BeginningOfWords;
    const qsizetype last = m_words.size() - 1;
    for (qsizetype at = 0; at + last < words.size(); ++at) {
        const QString &end = words.at(at + last);
        const bool ends = mayGoOn ? end.startsWith(m_words.last()) : end == m_words.last();
        if (ends && std::equal(m_words.begin(), m_words.begin() + last, words.begin() + at))
            return true;
    }
    return false;
}

bool SearchWords::isPhone(const QString &number) const
{
    const QString digits = digitsOf(number);
    if (m_digits.isEmpty())
        return false;
    if (m_mode == TextMode::BeginningOfWords)
        return digits.startsWith(m_digits);
    return digits == m_digits ||
           (m_mode != TextMode::ExactValue && m_digits.size() >= FewestDigits && digits.endsWith(m_digits));
}

} // namespace leadline::sandbox
