#include "services/search/vocabulary.h"

#include "services/search/oneedit.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace leadline {

namespace {

constexpr int shortestKept = 3;
constexpr int shortestTyped = 4; ///< one letter of three is no slip
constexpr int longestKept = 64;  ///< at most three bytes each, which a Size can tell; longer ones are tokens
                                 ///< and codes, nothing one types

constexpr size_t blockSize = 16;

/// A bit for each letter in the word: one of its own for each from a to z, the six others for digits; other
/// scripts spread over all of them.
quint32 lettersOf(QStringView word)
{
    quint32 letters = 0;
    for (const QChar c : word) {
        const char16_t unit = c.unicode();
        const bool isDigit = unit >= u'0' && unit <= u'9';
        letters |= quint32(1) << (isDigit ? (u'z' + 1 + unit % 6) % 32 : unit % 32);
    }
    return letters;
}

} // namespace

void Vocabulary::clear()
{
    *this = Vocabulary();
}

void Vocabulary::add(const QByteArray &word)
{
    const QString text = QString::fromUtf8(word);
    const bool isFull = m_tails.size() > std::numeric_limits<qint32>::max() - longestKept * 4;
    if (text.size() < shortestKept || text.size() > longestKept || isFull)
        return;
    const qsizetype most = m_words.size() % blockSize == 0 ? 0 : std::min(word.size(), m_last.size());
    const auto shared = std::mismatch(word.begin(), word.begin() + most, m_last.begin()).first - word.begin();
    m_words.push_back({static_cast<quint8>(shared), static_cast<quint8>(word.size() - shared)});
    m_letters.push_back(lettersOf(text));
    m_tails += word.mid(shared);
    m_last = word;
}

QByteArray Vocabulary::wordAt(size_t at, const char *tailsOfBlock) const
{
    QByteArray word;
    for (size_t i = at - at % blockSize; i <= at; ++i) {
        word.truncate(m_words[i].shared);
        word.append(tailsOfBlock, m_words[i].tail);
        tailsOfBlock += m_words[i].tail;
    }
    return word;
}

QStringList Vocabulary::near(const QString &typed, int most) const
{
    if (typed.size() < shortestTyped)
        return {};
    QStringList whole;
    QStringList begun;
    const quint32 letters = lettersOf(typed);
    const char *next = m_tails.constData();
    const char *block = next;
    for (size_t at = 0; at < m_words.size(); ++at) {
        block = at % blockSize == 0 ? next : block;
        next += m_words[at].tail;
        // At most one of the letters typed may be missing, and a word of bytes is not shorter than of
        // letters.
        if (m_words[at].shared + m_words[at].tail + 1 < typed.size() ||
            std::popcount(letters & ~m_letters[at]) > 1)
            continue;
        const QString word = QString::fromUtf8(wordAt(at, block));
        if (whole.size() < most && isWithinOneEdit(typed, word))
            whole << word;
        else if (begun.size() < most && beginsWithinOneEdit(typed, word))
            begun << word;
    }
    return (whole + begun).mid(0, most);
}

} // namespace leadline
