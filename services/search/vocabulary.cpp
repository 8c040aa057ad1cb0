#include "services/search/vocabulary.h"

#include "services/search/oneedit.h"

#include <bit>
#include <limits>

namespace leadline {

namespace {

constexpr int shortestKept = 3;
constexpr int shortestTyped = 4; ///< one letter of three is no slip
constexpr int longestKept = 64;  ///< longer ones are tokens and codes, nothing one types

/// A bit for each letter in the word; those beyond ASCII share the bits that are left.
quint64 lettersOf(QStringView word)
{
    quint64 letters = 0;
    for (const QChar c : word) {
        const char16_t unit = c.unicode();
        const int bit = unit >= u'a' && unit <= u'z'   ? unit - u'a'
                        : unit >= u'0' && unit <= u'9' ? 26 + unit - u'0'
                                                       : 36 + unit % 28;
        letters |= quint64(1) << bit;
    }
    return letters;
}

} // namespace

void Vocabulary::clear()
{
    m_entries.clear();
    m_bytes.clear();
}

void Vocabulary::add(const QByteArray &word)
{
    const QString text = QString::fromUtf8(word);
    const bool isFull = m_bytes.size() > std::numeric_limits<qint32>::max() - longestKept * 4;
    if (text.size() < shortestKept || text.size() > longestKept || isFull)
        return;
    m_entries.push_back(
        {lettersOf(text), static_cast<quint32>(m_bytes.size()), static_cast<quint16>(word.size())});
    m_bytes += word;
}

QStringList Vocabulary::near(const QString &typed, int most) const
{
    if (typed.size() < shortestTyped)
        return {};
    QStringList whole;
    QStringList begun;
    const quint64 letters = lettersOf(typed);
    for (const Entry &entry : m_entries) {
        // At most one of the letters typed may be missing, and a word of bytes is not shorter than of
        // letters.
        if (entry.size + 1 < typed.size() || std::popcount(letters & ~entry.letters) > 1)
            continue;
        const QString word = QString::fromUtf8(m_bytes.constData() + entry.start, entry.size);
        if (whole.size() < most && isWithinOneEdit(typed, word))
            whole << word;
        else if (begun.size() < most && beginsWithinOneEdit(typed, word))
            begun << word;
    }
    return (whole + begun).mid(0, most);
}

} // namespace leadline
