#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace leadline {

/// All words of the index in memory, to find those that a misspelled one may have meant. About 30 bytes a
/// word; a look through 800,000 of them takes a few milliseconds. Knows nothing of the database.
class Vocabulary
{
public:
    void clear();
    /// A folded word as UTF-8. Words shorter than three letters are left out: everything is near to them.
    void add(const QByteArray &word);
    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }

    /// Words one edit away from `typed` (see oneedit.h), whole ones before those that only begin like it, at
    /// most `most`; nothing for words of less than four letters.
    [[nodiscard]] QStringList near(const QString &typed, int most) const;

private:
    struct Entry
    {
        quint64 letters = 0; ///< those in the word, as bits
        quint32 start = 0;   ///< in `m_bytes`
        quint16 size = 0;
    };
    std::vector<Entry> m_entries;
    QByteArray m_bytes;
};

} // namespace leadline
