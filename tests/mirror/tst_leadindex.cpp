#include "services/mirror/folding.h"
#include "services/mirror/leadindex.h"
#include "tests/testkit/testmain.h"

#include <QElapsedTimer>

#include <algorithm>
#include <map>
#include <random>

using namespace leadline;

namespace {

QString randomName(std::mt19937 &random)
{
    static const QStringList parts{QStringLiteral("Acme"),     QStringLiteral("M\u00fcller"),
                                   QStringLiteral("North"),    QStringLiteral("works"),
                                   QStringLiteral("\u00d8st"), QStringLiteral("42")};
    QString name;
    for (unsigned i = 0, n = 1 + random() % 3; i < n; ++i)
        name += parts.at(int(random() % unsigned(parts.size()))) + QLatin1Char(' ');
    return name;
}

LeadIndexEntry randomEntry(std::mt19937 &random, RowKey key)
{
    LeadIndexEntry entry;
    entry.key = key;
    entry.folded = foldedForSearch(randomName(random)).toUtf8();
    entry.statusId = StatusId(QStringLiteral("stat_%1").arg(random() % 4));
    if (random() % 10 != 0)
        entry.createdAt = qint64(random() % 50);
    if (random() % 5 != 0)
        entry.lastActivityAt = qint64(random() % 50);
    return entry;
}

/// The same answer the slow way.
std::vector<RowKey> bruteForce(const std::map<RowKey, LeadIndexEntry> &all, const LeadListQuery &query)
{
    std::vector<LeadIndexEntry> kept;
    for (const auto &[key, entry] : all) {
        if (!query.statuses.isEmpty() && !query.statuses.contains(entry.statusId))
            continue;
        const QString name = QString::fromUtf8(entry.folded);
        const QString text = foldedForSearch(query.text);
        if (query.isAtStart ? name.startsWith(text) : name.contains(text))
            kept.push_back(entry);
    }
    std::sort(kept.begin(), kept.end(), [&](const LeadIndexEntry &a, const LeadIndexEntry &b) {
        switch (query.sort) {
        case LeadSort::Name:
            return std::tie(a.folded, a.key) < std::tie(b.folded, b.key);
        case LeadSort::LastActivity:
            return std::tie(a.lastActivityAt, a.key) < std::tie(b.lastActivityAt, b.key);
        case LeadSort::Created:
            return std::tie(a.createdAt, a.key) < std::tie(b.createdAt, b.key);
        }
        return false;
    });
    if (query.isDescending)
        std::reverse(kept.begin(), kept.end());
    std::vector<RowKey> keys;
    for (const LeadIndexEntry &entry : kept)
        keys.push_back(entry.key);
    return keys;
}

LeadListQuery randomQuery(std::mt19937 &random)
{
    static const QStringList texts{QString(),
                                   QString(),
                                   QStringLiteral("muller"),
                                   QStringLiteral("M\u00dcL"),
                                   QStringLiteral("4"),
                                   QStringLiteral("th w"),
                                   QStringLiteral("nowhere")};
    LeadListQuery query;
    query.text = texts.at(int(random() % unsigned(texts.size())));
    for (unsigned i = 0; i < random() % 3; ++i)
        query.statuses.append(StatusId(QStringLiteral("stat_%1").arg(random() % 5)));
    query.sort = static_cast<LeadSort>(random() % 3);
    query.isDescending = random() % 2 == 0;
    query.isAtStart = random() % 3 == 0;
    return query;
}

} // namespace

class TestLeadIndex : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void emptyIndexAnswers();
    void equalsBruteForceAtEachStep();
    void oneEntryTwiceInAPage();
    void hundredThousandLeads();
};

void TestLeadIndex::emptyIndexAnswers()
{
    LeadIndex index;
    QCOMPARE(index.count(), 0);
    QVERIFY(index.keys({}).empty());
    index.remove(17);
    index.reset({});
    QVERIFY(index.keys({QStringLiteral("a"), {StatusId(QStringLiteral("stat_x"))}}).empty());
}

/// Random puts, changes and removals, with questions in between so that orders are built early and kept by
/// merging.
void TestLeadIndex::equalsBruteForceAtEachStep()
{
    std::mt19937 random(20260619);
    LeadIndex index;
    std::map<RowKey, LeadIndexEntry> all;
    for (int step = 0; step < 300; ++step) {
        std::vector<LeadIndexEntry> page;
        for (unsigned i = 0, n = random() % 20; i < n; ++i)
            page.push_back(randomEntry(random, RowKey(random() % 400) - 200));
        index.put(page);
        for (const LeadIndexEntry &entry : page)
            all[entry.key] = entry;
        for (unsigned i = 0, n = random() % 6; i < n; ++i) {
            const RowKey key = RowKey(random() % 400) - 200;
            index.remove(key);
            all.erase(key);
        }
        const LeadListQuery query = randomQuery(random);
        QCOMPARE(index.count(), int(all.size()));
        QVERIFY2(index.keys(query) == bruteForce(all, query),
                 qPrintable(QStringLiteral("step %1").arg(step)));
    }
    QVERIFY(all.size() > 100);
}

void TestLeadIndex::oneEntryTwiceInAPage()
{
    LeadIndex index;
    index.put({{1, "b", {}, 0, 0}, {2, "a", {}, 0, 0}});
    QCOMPARE(index.keys({{}, {}, LeadSort::Name, false}), (std::vector<RowKey>{2, 1}));
    index.put({{3, "x", {}, 0, 0}, {3, "0", {}, 0, 0}});
    QCOMPARE(index.keys({{}, {}, LeadSort::Name, false}), (std::vector<RowKey>{3, 2, 1}));
}

/// Prints what it takes; the machine decides the figures, so none is asserted.
void TestLeadIndex::hundredThousandLeads()
{
    std::mt19937_64 random(7);
    std::mt19937 names(8);
    std::vector<LeadIndexEntry> entries;
    for (int i = 0; i < 100000; ++i) {
        LeadIndexEntry entry = randomEntry(names, RowKey(random()));
        entry.folded += QByteArray::number(i);
        entry.createdAt = RowKey(random() % 1000000000);
        entry.lastActivityAt = RowKey(random() % 1000000000);
        entries.push_back(entry);
    }
    LeadIndex index;
    QElapsedTimer timer;
    const auto measured = [&](const char *what, const auto &work) {
        timer.start();
        work();
        qInfo("100,000 leads, %s: %.2f ms", what, double(timer.nsecsElapsed()) / 1e6);
    };
    size_t found = 0;
    measured("reset", [&] { index.reset(entries); });
    for (const LeadSort sort : {LeadSort::Name, LeadSort::LastActivity, LeadSort::Created}) {
        measured("first use of an order", [&] { found = index.keys({{}, {}, sort}).size(); });
        QCOMPARE(found, size_t(100000));
        measured("all, order known", [&] { found = index.keys({{}, {}, sort}).size(); });
        measured("text filter", [&] { found = index.keys({QStringLiteral("muller1"), {}, sort}).size(); });
        QVERIFY(found > 0 && found < 100000);
    }
    measured("page of 200 put, three orders kept", [&] {
        index.put({entries.begin(), entries.begin() + 200});
    });
    QCOMPARE(index.count(), 100000);
}

QTEST_GUILESS_MAIN(TestLeadIndex)
#include "tst_leadindex.moc"
