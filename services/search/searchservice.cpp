#include "services/search/searchservice.h"

#include "services/search/hitreader.h"
#include "services/search/searchrun.h"
#include "services/search/vocabularyloader.h"

#include <QThread>

#include <sqlite3.h>

#include <atomic>

namespace leadline {

namespace {

constexpr int mostHits = 50;
constexpr int mostRead = 64; ///< some are dropped when one's own move up

} // namespace

/// The half that lives in the thread.
class SearchService::Worker final : public QObject
{
public:
    Worker(std::unique_ptr<Database> reader, UserId user)
        : m_reader(std::move(reader)), m_user(std::move(user))
    {}

    void run(SearchService *service, int serial, const QString &text);
    void load();
    /// The question somebody waits for; from any thread.
    std::atomic<int> wanted{0};
    [[nodiscard]] sqlite3 *handle() { return m_reader->connection().getHandle(); }

private:
    [[nodiscard]] SearchResults answer(int serial, const QString &text);
    [[nodiscard]] QList<SearchCandidate> candidates(SearchRun &run, int serial, bool &isGuess);
    void readHits(SearchResults &results, const QList<SearchCandidate> &best, const SearchQuery &query);

    std::unique_ptr<Database> m_reader;
    UserId m_user;
    VocabularyLoader m_words{*m_reader};
    bool m_isPrepared = false;
    bool m_isLoading = false; ///< a slice is in the queue
};

struct SearchService::Thread
{
    QThread thread;
    std::unique_ptr<Worker> worker;
};

void SearchService::Worker::run(SearchService *service, int serial, const QString &text)
{
    if (serial != wanted)
        return;
    const auto results = guarded([&] {
        const SQLite::Transaction snapshot(m_reader->connection());
        return answer(serial, text);
    });
    // The next key may have interrupted the end of the snapshot too: left open, it would fail every later
    // question.
    while (sqlite3_get_autocommit(handle()) == 0)
        m_reader->connection().tryExec("ROLLBACK");
    if (m_isPrepared)
        load();           // goes on where this broke in
    if (serial != wanted) // half an answer, or none because it was interrupted
        return;
    const auto tell = [service, serial, results] {
        if (serial != service->m_serial)
            return;
        if (results)
            Q_EMIT service->found(*results);
        else
            Q_EMIT service->failed(serial, results.error());
    };
    QMetaObject::invokeMethod(service, tell, Qt::QueuedConnection);
}

SearchResults SearchService::Worker::answer(int serial, const QString &text)
{
    SearchResults results;
    results.serial = serial;
    results.text = text;
    SearchRun run(*m_reader, parsedQuery(text), [this, serial] { return serial != wanted; });
    const QList<SearchCandidate> best = bestCandidates(candidates(run, serial, results.isGuess), mostRead);
    readHits(results, best, run.query());
    return results;
}

QList<SearchCandidate> SearchService::Worker::candidates(SearchRun &run, int serial, bool &isGuess)
{
    if (run.query().isEmpty())
        return {};
    run.findSpelled();
    if (run.candidates().isEmpty()) {
        while (serial == wanted && !m_words.isLoaded() && m_words.loadSlice()) {
        }
        run.findGuesses(m_words.words());
        isGuess = !run.candidates().isEmpty();
        m_words.refreshIfOld();
    }
    return run.candidates();
}

/// One's own are known only now: they may move up, and what falls out at the end was the weakest.
void SearchService::Worker::readHits(SearchResults &results, const QList<SearchCandidate> &best,
                                     const SearchQuery &query)
{
    HitReader reader(*m_reader, query, m_user);
    QList<SearchCandidate> readable;
    QHash<QPair<qint64, int>, SearchHit> hits; // by row of a table and contact in it
    const auto keyOf = [](const SearchCandidate &each) {
        return QPair<qint64, int>(each.item == 0 ? each.lead : each.item, each.item == 0 ? each.contact : -2);
    };
    for (SearchCandidate candidate : best) {
        if (results.serial != wanted)
            return;
        auto read = reader.read(candidate);
        if (!read)
            continue;
        candidate.isOwn = read->isOwn;
        hits.insert(keyOf(candidate), std::move(read->hit));
        readable << candidate;
    }
    const QList<SearchCandidate> shown = bestCandidates(readable, mostHits);
    results.isCut = readable.size() > shown.size();
    for (const SearchCandidate &candidate : shown)
        results.hits << hits.value(keyOf(candidate));
}

/// One slice, then whatever waits in the queue, then the next one.
void SearchService::Worker::load()
{
    m_isPrepared = true;
    if (m_isLoading)
        return;
    m_isLoading = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isLoading = false;
            const auto hasMore = guarded([this] { return m_words.loadSlice(); });
            if (hasMore && *hasMore) // otherwise done, or interrupted by a question: that one goes on with it
                load();
        },
        Qt::QueuedConnection);
}

SearchService::SearchService(std::unique_ptr<Database> reader, UserId user, QObject *parent)
    : QObject(parent), m_thread(std::make_unique<Thread>())
{
    m_thread->worker = std::make_unique<Worker>(std::move(reader), std::move(user));
    m_thread->worker->moveToThread(&m_thread->thread);
    m_thread->thread.setObjectName(QStringLiteral("search"));
    m_thread->thread.start();
}

SearchService::~SearchService()
{
    interrupt(-1);
    m_thread->thread.quit();
    m_thread->thread.wait();
}

int SearchService::search(const QString &text)
{
    interrupt(++m_serial);
    Worker *const worker = m_thread->worker.get();
    QMetaObject::invokeMethod(
        worker, [this, worker, serial = m_serial, text] { worker->run(this, serial, text); },
        Qt::QueuedConnection);
    return m_serial;
}

void SearchService::cancel()
{
    interrupt(++m_serial);
}

void SearchService::prepare()
{
    Worker *const worker = m_thread->worker.get();
    QMetaObject::invokeMethod(
        worker, [worker] { worker->load(); }, Qt::QueuedConnection);
}

void SearchService::interrupt(int serial)
{
    m_thread->worker->wanted = serial;
    sqlite3_interrupt(m_thread->worker->handle()); // of use to a statement that runs now, harmless to others
}

} // namespace leadline

#include "moc_searchservice.cpp"
