#pragma once

#include "services/mirror/database.h"
#include "services/search/vocabulary.h"

namespace leadline {

/// Reads the words of the index into memory, a slice at a time, so that a query never waits long behind it;
/// and again once the file has changed and the words are old. Throws SQLite::Exception, so it is used inside
/// `guarded`.
class VocabularyLoader
{
public:
    explicit VocabularyLoader(Database &database) : m_database(database) {}

    /// Reads on for about as long as a frame; false once there is nothing left to read.
    bool loadSlice();
    /// Begins anew if the file was written since the words were read, and that is a while ago.
    void refreshIfOld();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// What is loaded: the last whole load, or the first one as far as it has come.
    [[nodiscard]] const Vocabulary &words() const { return m_isLoaded ? m_words : m_next; }

private:
    void makeTables();
    [[nodiscard]] qint64 fileVersion();

    Database &m_database;
    Vocabulary m_words;
    Vocabulary m_next;
    QByteArray m_last; ///< word read last
    int m_table = 0;   ///< which of the indexes is being read; beyond the last one: done
    qint64 m_loadedVersion = -1;
    qint64 m_loadedAt = 0; ///< milliseconds of a monotonic clock
    bool m_isLoaded = false;
    bool m_hasTables = false;
};

} // namespace leadline
