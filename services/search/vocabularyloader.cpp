#include "services/search/vocabularyloader.h"

#include <QElapsedTimer>

namespace leadline {

namespace {

constexpr qint64 sliceMs = 15;
constexpr qint64 oldAfterMs = 5 * 60 * 1000;
constexpr const char *slices[] = {"SELECT term FROM temp.lead_vocabulary WHERE term > ?",
                                  "SELECT term FROM temp.item_vocabulary WHERE term > ?"};
constexpr int tables = static_cast<int>(std::size(slices));

qint64 monotonicMs()
{
    QElapsedTimer now;
    now.start();
    return now.msecsSinceReference();
}

} // namespace

void VocabularyLoader::makeTables()
{
    if (m_hasTables)
        return;
    Query(m_database.prepared("CREATE VIRTUAL TABLE IF NOT EXISTS temp.lead_vocabulary USING "
                              "fts5vocab('main', 'lead_words', 'row')"))
        .run();
    Query(m_database.prepared("CREATE VIRTUAL TABLE IF NOT EXISTS temp.item_vocabulary USING "
                              "fts5vocab('main', 'item_words', 'row')"))
        .run();
    m_hasTables = true;
}

qint64 VocabularyLoader::fileVersion()
{
    Query query(m_database.prepared("PRAGMA data_version"));
    return query.step() ? query.integer(0) : 0;
}

bool VocabularyLoader::loadSlice()
{
    if (m_table >= tables)
        return false;
    makeTables();
    if (m_next.count() == 0)
        m_loadedVersion = fileVersion();
    QElapsedTimer spent;
    spent.start();
    Query query(m_database.prepared(slices[m_table]));
    query.bind(QString::fromUtf8(m_last));
    while (query.step()) {
        m_last = query.bytes(0);
        m_next.add(m_last);
        if (spent.hasExpired(sliceMs))
            return true;
    }
    m_last.clear();
    if (++m_table < tables)
        return true;
    m_words = std::exchange(m_next, {});
    m_isLoaded = true;
    m_loadedAt = monotonicMs();
    return false;
}

void VocabularyLoader::refreshIfOld()
{
    if (!m_isLoaded || m_table < tables || monotonicMs() - m_loadedAt < oldAfterMs ||
        fileVersion() == m_loadedVersion)
        return;
    m_table = 0;
}

} // namespace leadline
