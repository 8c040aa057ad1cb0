#include "tests/bench/pieces.h"

#include "tests/bench/peers.h"
#include "tests/bench/searchdesk.h"
#include "tests/bench/waiting.h"

namespace leadline::bench {

namespace {

const QString id = QStringLiteral("P5");
constexpr int queryCount = 300;
constexpr int oracleEach = 10;
constexpr int few = 12;

constexpr const char *like =
    "SELECT count(*) FROM (SELECT rowid FROM lead_grams WHERE text LIKE ?)"; // by the trigram index, all hits

QString withSlip(QString word, std::mt19937_64 &random)
{
    const auto at = qsizetype(random() % size_t(word.size() - 1));
    const QChar letter(u'a' + char16_t(random() % 26));
    switch (random() % 4) {
    case 0:
        return word.insert(at, letter);
    case 1:
        return word.remove(at, 1);
    case 2:
        word[at] = letter;
        return word;
    default:
        std::swap(word[at], word[at + 1]);
        return word;
    }
}

/// One kind of question, with what the oracle and the peers say.
struct Asked
{
    Timings ours;
    Timings liked;
    Timings scanned;
    QStringList queries;
    QString wrong; ///< of the first answer that is
};

template <typename Draw>
Asked askAll(SearchDesk &desk, bool isDigits, Draw draw)
{
    const Corpus &corpus = desk.corpus();
    SearchProbe &probe = desk.probe();
    Asked asked;
    for (int i = 0; i < queryCount; ++i) {
        const QString text = draw();
        asked.queries << text;
        asked.ours.add(probe.paste(text));
        if (i % oracleEach != 0)
            continue;
        QElapsedTimer timer;
        timer.start();
        const QSet<QString> wanted = corpus.leadsWith(text);
        asked.scanned.add(elapsedMs(timer));
        timer.start();
        Query query(desk.plain().prepared(like));
        query.bind(QStringLiteral("%%%1%%").arg(text)).step();
        asked.liked.add(elapsedMs(timer));
        const QSet<QString> found = probe.leads();
        const bool isRight = isDigits || wanted.contains(found); // digits are found across blanks and dashes
        const bool isAll = wanted.size() > few || probe.results().isCut || found.contains(wanted) ||
                           !corpus.leadsWithBeginning(text).isEmpty(); // beginnings go first
        if (found.isEmpty() || !isRight || !isAll)
            asked.wrong =
                QStringLiteral("%1: %2 found, %3 hold it").arg(text).arg(found.size()).arg(wanted.size());
    }
    return asked;
}

QList<Figure> figuresOf(const QString &what, const Asked &asked)
{
    if (!asked.wrong.isEmpty())
        return {failed(id, what, asked.wrong)};
    return {atMost(id, what + QStringLiteral(", p95"), asked.ours.at(0.95), QStringLiteral("ms"), 20),
            atMost(id, what + QStringLiteral(", p95, computing alone"), asked.ours.computedAt(0.95),
                   QStringLiteral("ms"), 20),
            beside(id, what + QStringLiteral(", p95"), asked.ours.at(0.95), QStringLiteral("ms"),
                   QStringLiteral("FTS5 trigram LIKE, all hits"), asked.liked.at(0.95)),
            beside(id, what + QStringLiteral(", p95"), asked.ours.at(0.95), QStringLiteral("ms"),
                   QStringLiteral("memmem over all texts"), asked.scanned.at(0.95))};
}

/// Words with a slip of one letter; the leads of the word meant must be found. Slips that make another word
/// are left out.
QList<Figure> slips(const Context &context, SearchProbe &probe, const Corpus &corpus, std::mt19937_64 &random,
                    QStringList &asked)
{
    const QString what = QStringLiteral("slip of one letter");
    Timings ours;
    int wanted = 0;
    int recalled = 0;
    int checked = 0;
    const double first = probe.paste(QStringLiteral("qxqxqx")).wallMs; // the words are read
    while (asked.size() < queryCount) {
        const QString word = corpus.word(random, 5);
        const QString typed = withSlip(word, random);
        const Span span = probe.paste(typed);
        if (!probe.results().isGuess && !probe.results().hits.isEmpty())
            continue;
        asked << typed;
        ours.add(span);
        if (++checked % (oracleEach / 2) != 0)
            continue;
        const QSet<QString> meant = corpus.leadsWithBeginning(word);
        const QSet<QString> found = probe.leads();
        const bool isAll = meant.size() > few || probe.results().isCut || found.contains(meant);
        ++wanted;
        recalled += isAll && found.intersects(meant) ? 1 : 0;
    }
    const auto times = peerTimes(context, corpus, {asked.mid(0, 60), {}, asked.mid(0, 60)});
    QList<Figure> figures{
        atMost(id, what + QStringLiteral(", p95"), ours.at(0.95), QStringLiteral("ms"), 20),
        atMost(id, what + QStringLiteral(", p95, computing alone"), ours.computedAt(0.95),
               QStringLiteral("ms"), 20),
        atLeast(id, what + QStringLiteral(", the word meant is found"),
                wanted > 0 ? 100.0 * recalled / wanted : 0, QStringLiteral("%"), 95),
        atMost(id, QStringLiteral("first slip, words read"), first, QStringLiteral("ms"), 1000)};
    if (!times)
        return figures << failed(id, QStringLiteral("peers"), times.error().message);
    const QJsonObject fuse =
        times->value(QLatin1String("fuse")).toObject().value(QLatin1String("typo")).toObject();
    const QJsonObject mini =
        times->value(QLatin1String("miniSearch")).toObject().value(QLatin1String("typo")).toObject();
    const QString size = QStringLiteral(", %1 texts").arg(std::min(context.leads, mostPeerTexts));
    figures << against(id, what + QStringLiteral(", p50"), ours.median(), QStringLiteral("ms"),
                       QStringLiteral("Fuse.js") + size, fuse.value(QLatin1String("p50")).toDouble(), 0.02);
    figures << beside(id, what + QStringLiteral(", p95"), ours.at(0.95), QStringLiteral("ms"),
                      QStringLiteral("MiniSearch") + size, mini.value(QLatin1String("p95")).toDouble());
    return figures;
}

} // namespace

QList<Figure> pieces(const Context &context)
{
    const auto desk = SearchDesk::open(context);
    if (!desk)
        return {failed(id, QStringLiteral("open"), desk.error().message)};
    const Corpus &corpus = (*desk)->corpus();
    std::mt19937_64 random(context.seed);
    const Asked middles = askAll(**desk, false, [&] { return corpus.word(random, 7).mid(1, 5); });
    const Asked digits = askAll(**desk, true, [&] {
        for (;;) {
            const QString end = corpus.phone(random).right(4 + int(random() % 4));
            if (!end.startsWith(u'0')) // one dials zeros that are no part of a number
                return end;
        }
    });
    QStringList typos;
    return figuresOf(QStringLiteral("middle of 5 letters"), middles) +
           figuresOf(QStringLiteral("last 4 to 7 digits"), digits) +
           slips(context, (*desk)->probe(), corpus, random, typos);
}

} // namespace leadline::bench
