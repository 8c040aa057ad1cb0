#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace leadline {

/// All words of the index in memory, to find those that a misspelled one may have meant. About 9 bytes a
/// word if they come in their order, most of them numbers; a look through 800,000 of them takes a few
/// milliseconds. Knows nothing of the database.
class Vocabulary
{
public:
    void clear();
    /// A folded word as UTF-8. Words shorter than three letters are left out: everything is near to them.
    void add(const QByteArray &word);
    [[nodiscard]] int count() const { return static_cast<int>(m_words.size()); }

    /// Words one edit away from `typed` (see oneedit.h), whole ones before those that only begin like it, at
    /// most `most`; nothing for words of less than four letters.
    [[nodiscard]] QStringList near(const QString &typed, int most) const;

private:
    /// In bytes. What a word begins like the one before it is not kept again, but for each 16th word.
    struct Size
    {
        quint8 shared = 0;
        quint8 tail = 0;
    };
    [[nodiscard]] QByteArray wordAt(size_t at, const char *tailsOfBlock) const;

    std::vector<Size> m_words;
    std::vector<quint32> m_letters; ///< of each word those that are in it, as bits
    QByteArray m_tails;             ///< one behind the other
    QByteArray m_last;              ///< the word added last
};

} // namespace leadline
