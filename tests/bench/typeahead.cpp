#include "tests/bench/typeahead.h"

#include "tests/bench/peers.h"
#include "tests/bench/searchdesk.h"
#include "tests/bench/waiting.h"

#include <map>

namespace leadline::bench {

namespace {

const QString id = QStringLiteral("P4");
constexpr int wordCount = 500;
constexpr int longest = 8;     // letters typed of a word
constexpr int oracleEach = 10; // every tenth word is looked for by hand
constexpr int few = 15;        // so many leads fit among 50 hits with their people

constexpr const char *byRecency =
    "SELECT t.slot FROM lead_words JOIN lead_text t ON t.slot = lead_words.rowid "
    "WHERE lead_words MATCH ? ORDER BY t.at DESC LIMIT 50";
constexpr const char *byRank = "SELECT rowid FROM lead_words WHERE lead_words MATCH ? ORDER BY rank LIMIT 50";

/// What a plain query costs: all rows read.
double askedPlainly(Database &database, const char *sql, const QString &word)
{
    QElapsedTimer timer;
    timer.start();
    Query query(database.prepared(sql));
    query.bind(QString(word + u'*'));
    while (query.step()) {
    }
    return elapsedMs(timer);
}

/// Empty if the answer to a whole word is what looking at every text gives.
QString difference(const SearchProbe &probe, const Corpus &corpus, const QString &word)
{
    const QSet<QString> found = probe.leads();
    const QSet<QString> wanted = corpus.leadsWithBeginning(word);
    if (!corpus.leadsWith(word).contains(found))
        return word + QStringLiteral(": found what does not hold it");
    if (wanted.size() > few || probe.results().isCut)
        return found.isEmpty() ? word + QStringLiteral(": nothing found") : QString();
    return found.contains(wanted)
               ? QString()
               : QStringLiteral("%1: %2 of %3").arg(word).arg(found.size()).arg(wanted.size());
}

QList<Figure> besidePeers(const Context &context, const Corpus &corpus, const QStringList &words,
                          Timings &ours)
{
    PeerQueries queries;
    for (const QString &word : words.mid(0, 60))
        queries.prefix << word.left(3);
    const auto times = peerTimes(context, corpus, queries);
    if (!times)
        return {failed(id, QStringLiteral("peers"), times.error().message)};
    QList<Figure> figures;
    for (const char *peer : {"miniSearch", "flexSearch"}) {
        const double theirs = times->value(QLatin1String(peer))
                                  .toObject()
                                  .value(QLatin1String("prefix"))
                                  .toObject()
                                  .value(QLatin1String("p95"))
                                  .toDouble();
        figures << beside(id, QStringLiteral("3 letters, p95, painted"), ours.at(0.95), QStringLiteral("ms"),
                          QStringLiteral("%1, %2 texts, answer only")
                              .arg(QLatin1String(peer))
                              .arg(std::min(context.leads, mostPeerTexts)),
                          theirs);
    }
    return figures;
}

} // namespace

QList<Figure> typeAhead(const Context &context)
{
    const auto desk = SearchDesk::open(context);
    if (!desk)
        return {failed(id, QStringLiteral("open"), desk.error().message)};
    const Corpus &corpus = (*desk)->corpus();
    SearchProbe &probe = (*desk)->probe();
    Database &plain = (*desk)->plain();

    std::mt19937_64 random(context.seed);
    std::map<int, Timings> typed;
    Timings recency, rank;
    QStringList words;
    for (int i = 0; i < wordCount; ++i) {
        const QString word = corpus.word(random, 4).left(longest);
        words << word;
        probe.clear();
        for (int length = 1; length <= word.size(); ++length) {
            typed[length].add(probe.type(word.at(length - 1)));
            const QString unmarked = probe.unmarked();
            if (probe.results().hits.isEmpty() || !unmarked.isEmpty())
                return {failed(id, QStringLiteral("oracle"), word.left(length) + u' ' + unmarked)};
        }
        if (i % oracleEach != 0)
            continue;
        if (const QString wrong = difference(probe, corpus, word); !wrong.isEmpty())
            return {failed(id, QStringLiteral("oracle"), wrong)};
        recency.add(askedPlainly(plain, byRecency, word.left(2)));
        rank.add(askedPlainly(plain, byRank, word.left(2)));
    }
    double worst = 0;
    QList<Figure> figures;
    const QString ms = QStringLiteral("ms");
    for (auto &[length, times] : typed) {
        const double limit = length == 1 ? 50 : 16.7;
        worst = std::max(worst, times.max());
        figures << atMost(id, QStringLiteral("%1 letters, p95").arg(length), times.at(0.95), ms, limit)
                << atMost(id, QStringLiteral("%1 letters, p95, computing alone").arg(length),
                          times.computedAt(0.95), ms, limit);
    }
    figures << atMost(id, QStringLiteral("worst key"), worst, QStringLiteral("ms"), 100);
    figures << against(id, QStringLiteral("2 letters, p50"), typed[2].median(), QStringLiteral("ms"),
                       QStringLiteral("FTS5, ORDER BY recency"), recency.median(), 0.05);
    figures << against(id, QStringLiteral("2 letters, p50"), typed[2].median(), QStringLiteral("ms"),
                       QStringLiteral("FTS5, ORDER BY rank"), rank.median(), 0.05);
    return figures + besidePeers(context, corpus, words, typed[3]);
}

} // namespace leadline::bench
