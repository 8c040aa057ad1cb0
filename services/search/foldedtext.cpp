#include "services/search/foldedtext.h"

#include "services/mirror/folding.h"

namespace leadline {

FoldedText::FoldedText(const QString &text)
{
    m_folded.reserve(text.size());
    m_places.reserve(text.size() + 1);
    constexpr char16_t firstNotAscii = 0x80;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.unicode() < firstNotAscii || c.isSpace()) {
            m_folded += c.isSpace() ? QChar(u' ') : c.toCaseFolded();
            m_places << static_cast<int>(at);
            continue;
        }
        const bool isPair = c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const QString letters = foldedForSearch(text.mid(at, isPair ? 2 : 1));
        m_folded += letters;
        m_places.insert(m_places.size(), letters.size(), static_cast<int>(at));
        at += isPair ? 1 : 0;
    }
    m_places << static_cast<int>(text.size());
}

TextRange FoldedText::original(TextRange folded) const
{
    qsizetype end = folded.start + folded.length;
    while (end < m_folded.size() &&
           m_places[end] == m_places[end - 1]) // the other half of one letter, as in ß
        ++end;
    const int start = m_places[folded.start];
    return {start, m_places[end] - start};
}

bool isWordLetter(const QString &text, qsizetype at)
{
    char32_t letter = text[at].unicode();
    if (text[at].isHighSurrogate() && at + 1 < text.size())
        letter = QChar::surrogateToUcs4(text[at], text[at + 1]);
    else if (text[at].isLowSurrogate() && at > 0)
        letter = QChar::surrogateToUcs4(text[at - 1], text[at]);
    // The index cuts words by the rules of that version: a letter it does not know ends a word there.
    return QChar::isLetterOrNumber(letter) && QChar::unicodeVersion(letter) <= QChar::Unicode_6_1;
}

bool isPhoneMark(QChar c)
{
    return QStringView(u" +-()./").contains(c) || c.category() == QChar::Punctuation_Dash;
}

std::optional<TextRange> findWord(const QString &folded, const QString &needle, WordMatch match,
                                  qsizetype from)
{
    if (needle.isEmpty())
        return std::nullopt;
    for (qsizetype at = folded.indexOf(needle, from); at >= 0; at = folded.indexOf(needle, at + 1)) {
        const qsizetype end = at + needle.size();
        const bool isAtStart = at == 0 || !isWordLetter(folded, at - 1);
        const bool isAtEnd = end == folded.size() || !isWordLetter(folded, end);
        if (isAtStart && (match == WordMatch::Beginning || isAtEnd))
            return TextRange{static_cast<int>(at), static_cast<int>(needle.size())};
    }
    return std::nullopt;
}

std::optional<TextRange> findDigits(const QString &folded, const QString &digits, qsizetype from)
{
    if (digits.isEmpty())
        return std::nullopt;
    for (qsizetype start = folded.indexOf(digits[0], from); start >= 0;
         start = folded.indexOf(digits[0], start + 1)) {
        qsizetype matched = 0;
        qsizetype at = start;
        for (; at < folded.size() && matched < digits.size(); ++at) {
            if (folded[at] == digits[matched])
                ++matched;
            else if (!isPhoneMark(folded[at]))
                break;
        }
        if (matched == digits.size())
            return TextRange{static_cast<int>(start), static_cast<int>(at - start)};
    }
    return std::nullopt;
}

} // namespace leadline
