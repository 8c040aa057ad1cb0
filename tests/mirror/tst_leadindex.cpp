#include "services/mirror/leadindex.h"
#include "tests/testkit/testmain.h"

#include <QElapsedTimer>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace leadline;

namespace {

const QDateTime now({2026, 11, 23}, {12, 0}, Qt::UTC);
constexpr qint64 dayMs = 86'400'000;

FieldValue industry(const QString &value)
{
    return {CustomFieldId(QStringLiteral("cf_industry")), value};
}
FieldValue owner(const QString &value)
{
    return {CustomFieldId(QStringLiteral("cf_owner")), value};
}

LeadIndexEntry randomEntry(std::mt19937 &random, RowKey key)
{
    static const QStringList countries{QString(), QStringLiteral("US"), QStringLiteral("se"),
                                       QStringLiteral("Sweden")};
    LeadIndexEntry entry;
    entry.key = key;
    entry.statusId = StatusId(QStringLiteral("stat_%1").arg(random() % 4));
    if (random() % 10 != 0)
        entry.createdAt = now.toMSecsSinceEpoch() - qint64(random() % 50) * dayMs;
    if (random() % 5 != 0)
        entry.lastActivityAt = now.toMSecsSinceEpoch() - qint64(random() % 50) * dayMs;
    entry.hasTask = random() % 3 != 0;
    if (random() % 4 != 0)
        entry.taskDate = now.date().addDays(int(random() % 7) - 3);
    entry.country = countries.at(int(random() % 4));
    FacetSet facets;
    facets.add("cf_industry", random() % 2 ? "Energy" : "Retail");
    if (random() % 2)
        facets.add("cf_owner", random() % 2 ? "user_dana" : "user_tom");
    entry.facets = facets.packed();
    return entry;
}

bool passesTask(const LeadIndexEntry &entry, NextStep wanted)
{
    switch (wanted) {
    case NextStep::Any:
        return true;
    case NextStep::Open:
        return entry.hasTask;
    case NextStep::None:
        return !entry.hasTask;
    case NextStep::Due:
        return entry.hasTask && entry.taskDate.isValid() && entry.taskDate <= now.toLocalTime().date();
    }
    return false;
}

bool passes(const LeadIndexEntry &entry, const LeadListQuery &query)
{
    if (!query.statuses.isEmpty() && !query.statuses.contains(entry.statusId))
        return false;
    if (!query.countries.isEmpty() && !query.countries.contains(entry.country.toUpper()))
        return false;
    if (query.idleDays > 0 && entry.lastActivityAt >= now.addDays(-query.idleDays).toMSecsSinceEpoch())
        return false;
    for (const FieldValue &field : query.fields) {
        if (std::none_of(query.fields.begin(), query.fields.end(), [&](const FieldValue &other) {
                return other.field == field.field &&
                       hasFacet(entry.facets, facetOf(other.field.value, other.value));
            }))
            return false;
    }
    return passesTask(entry, query.nextStep);
}

/// The same answer the slow way.
std::vector<RowKey> bruteForce(const std::map<RowKey, LeadIndexEntry> &all, const LeadListQuery &query)
{
    std::vector<std::pair<qint64, RowKey>> kept;
    for (const auto &[key, entry] : all) {
        if (passes(entry, query))
            kept.emplace_back(query.sort == LeadSort::Created ? entry.createdAt : entry.lastActivityAt, key);
    }
    std::sort(kept.begin(), kept.end());
    if (query.isDescending)
        std::reverse(kept.begin(), kept.end());
    std::vector<RowKey> keys;
    for (const auto &[time, key] : kept)
        keys.push_back(key);
    return keys;
}

LeadListQuery randomQuery(std::mt19937 &random)
{
    LeadListQuery query;
    for (unsigned i = 0; i < random() % 3; ++i)
        query.statuses.append(StatusId(QStringLiteral("stat_%1").arg(random() % 5)));
    query.sort = random() % 2 ? LeadSort::LastActivity : LeadSort::Created;
    query.isDescending = random() % 2 == 0;
    query.nextStep = static_cast<NextStep>(random() % 4);
    query.idleDays = random() % 2 ? int(random() % 40) : 0;
    if (random() % 3 == 0)
        query.countries = QStringList{QStringLiteral("SE"), QStringLiteral("US")}.mid(int(random() % 2));
    if (random() % 3 == 0)
        query.fields << industry(QStringLiteral("energy"));
    if (random() % 3 == 0)
        query.fields << owner(QStringLiteral("user_dana")) << owner(QStringLiteral("user_tom"));
    return query;
}

LeadIndexEntry at(RowKey key, qint64 activityDay)
{
    LeadIndexEntry entry;
    entry.key = key;
    entry.lastActivityAt = activityDay * dayMs;
    return entry;
}

void teach(LeadIndex &index, const std::map<RowKey, LeadIndexEntry> &all, const FieldValue &value)
{
    const Facet facet = facetOf(value.field.value, value.value);
    std::vector<RowKey> keys;
    for (const auto &[key, entry] : all) {
        if (hasFacet(entry.facets, facet))
            keys.push_back(key);
    }
    index.setFacet(facet, keys);
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
    void namesComeInTheOrderHandedOver();
    void whoMatchesIsHandedOver();
    void ownOrdersAreKept();
    void seldomUsedFacetsGiveWay();
    void facetsAreFoldedValuesAndWords();
    void timesBeyondTheColumns();
    void millionLeadsStayWithin64Bytes();
};

void TestLeadIndex::emptyIndexAnswers()
{
    LeadIndex index;
    QCOMPARE(index.count(), 0);
    QVERIFY(index.keys({}, now).empty());
    index.remove(17);
    LeadListQuery query;
    query.statuses = {StatusId(QStringLiteral("stat_x"))};
    query.fields = {industry(QStringLiteral("a"))};
    QVERIFY(index.keys(query, now).empty());
    QVERIFY(index.passing({1, 2}, query, now).empty());
}

/// Random puts, changes and removals, with questions in between so that orders and facets are built early and
/// kept up.
void TestLeadIndex::equalsBruteForceAtEachStep()
{
    std::mt19937 random(20260619);
    LeadIndex index;
    std::map<RowKey, LeadIndexEntry> all;
    size_t found = 0;
    for (int step = 0; step < 400; ++step) {
        std::vector<LeadIndexEntry> page;
        for (unsigned i = 0, n = random() % 20; i < n; ++i)
            page.push_back(randomEntry(random, RowKey(random() % 400) - 200));
        index.put(page);
        for (const LeadIndexEntry &entry : page)
            all[entry.key] = entry;
        if (step == 20) {
            for (const FieldValue &value :
                 {industry(QStringLiteral("Energy")), owner(QStringLiteral("user_dana")),
                  owner(QStringLiteral("user_tom"))})
                teach(index, all, value);
        }
        for (unsigned i = 0, n = random() % 6; i < n; ++i) {
            const RowKey key = RowKey(random() % 400) - 200;
            index.remove(key);
            all.erase(key);
        }
        LeadListQuery query = randomQuery(random);
        if (step < 20)
            query.fields.clear();
        QCOMPARE(index.count(), int(all.size()));
        const auto keys = index.keys(query, now);
        found += keys.size();
        QVERIFY2(keys == bruteForce(all, query), qPrintable(QStringLiteral("step %1").arg(step)));
    }
    QVERIFY(all.size() > 100);
    QVERIFY(found > 1000);
}

void TestLeadIndex::oneEntryTwiceInAPage()
{
    LeadIndex index;
    LeadListQuery query;
    query.isDescending = false;
    index.put({at(1, 20), at(2, 10)});
    QCOMPARE(index.keys(query, now), (std::vector<RowKey>{2, 1}));
    index.put({at(3, 30), at(3, 5)});
    QCOMPARE(index.keys(query, now), (std::vector<RowKey>{3, 2, 1}));
}

void TestLeadIndex::namesComeInTheOrderHandedOver()
{
    LeadIndex index;
    index.put({at(1, 1), at(2, 1), at(3, 1)});
    LeadListQuery query;
    query.sort = LeadSort::Name;
    query.isDescending = false;
    QVERIFY(!index.isNameOrderKnown());
    index.setNameOrder({3, 99, 1, 2}); // 99 has gone since
    QCOMPARE(index.keys(query, now), (std::vector<RowKey>{3, 1, 2}));
    query.isDescending = true;
    QCOMPARE(index.keys(query, now), (std::vector<RowKey>{2, 1, 3}));
    index.remove(1);
    QVERIFY(index.isNameOrderKnown());
    QCOMPARE(index.keys(query, now), (std::vector<RowKey>{2, 3}));
    index.put({at(4, 1)}); // whose name may stand anywhere
    QVERIFY(!index.isNameOrderKnown());
}

void TestLeadIndex::whoMatchesIsHandedOver()
{
    LeadIndex index;
    index.put({at(1, 1), at(2, 2), at(3, 3), at(4, 4)});
    const std::vector<RowKey> within{4, 77, 1, 2};
    LeadListQuery query;
    query.text = QStringLiteral("any");
    QCOMPARE(index.keys(query, now, &within), (std::vector<RowKey>{4, 2, 1}));
    query.statuses = {StatusId(QStringLiteral("stat_none"))};
    QVERIFY(index.keys(query, now, &within).empty());
}

void TestLeadIndex::ownOrdersAreKept()
{
    LeadIndex index;
    index.put({at(1, 1), at(2, 2), at(3, 3)});
    index.remove(2);
    QCOMPARE(index.passing({2, 3, 9, 1}, {}, now), (std::vector<RowKey>{3, 1}));
}

void TestLeadIndex::seldomUsedFacetsGiveWay()
{
    LeadIndex index;
    index.put({at(1, 1), at(2, 2)});
    LeadListQuery first;
    first.fields = {industry(QStringLiteral("0"))};
    for (int i = 0; i < 8; ++i)
        index.setFacet(facetOf(QStringLiteral("cf_industry"), QString::number(i)), {1});
    QCOMPARE(index.keys(first, now), std::vector<RowKey>{1});
    const auto eighth = facetOf(QStringLiteral("cf_industry"), QStringLiteral("8"));
    index.need({facetOf(QStringLiteral("cf_industry"), QStringLiteral("0")), eighth});
    index.setFacet(eighth, {2});
    QVERIFY(index.knowsFacet(facetOf(QStringLiteral("cf_industry"), QStringLiteral("0")))); // still needed
    QVERIFY(!index.knowsFacet(facetOf(QStringLiteral("cf_industry"), QStringLiteral("1"))));
}

void TestLeadIndex::facetsAreFoldedValuesAndWords()
{
    FacetSet facets;
    facets.add("cf_1", "Google  Calendár");
    facets.add("cf_1", "");
    facets.add("cf_2", std::string(300, 'x'));
    const QByteArray packed = facets.packed();
    QCOMPARE(packed.size(), 3 * 8);
    const QString field = QStringLiteral("cf_1");
    for (const char *value : {"google calendar", "GOOGLE CALENDAR", "calendar", "Google"})
        QVERIFY2(hasFacet(packed, facetOf(field, QString::fromUtf8(value))), value);
    for (const char *value : {"goog", "calendar google", ""})
        QVERIFY2(!hasFacet(packed, facetOf(field, QString::fromUtf8(value))), value);
    QVERIFY(!hasFacet(packed, facetOf(QStringLiteral("cf_2"), QStringLiteral("google"))));
    // They stand in files.
    QCOMPARE(facetOf(QStringLiteral("cf_1"), QStringLiteral("Ü")),
             facetOf(QStringLiteral("cf_1"), QStringLiteral("u")));
    QCOMPARE(packedFacet(0x0102030405060708ULL).toHex(), QByteArray("0807060504030201"));
}

/// case058, as far as the list is concerned: times that no column holds stand at its ends.
void TestLeadIndex::timesBeyondTheColumns()
{
    LeadIndex index;
    LeadIndexEntry unknown;
    unknown.key = 1;
    LeadIndexEntry ancient = at(2, -400'000);
    LeadIndexEntry late = at(3, 3'000'000); // the year 10183
    late.hasTask = ancient.hasTask = true;
    late.taskDate = QDate(9999, 12, 31);
    ancient.taskDate = QDate(1066, 10, 14);
    index.put({late, unknown, ancient, at(4, 20'000)});
    QCOMPARE(index.keys({}, now), (std::vector<RowKey>{3, 4, 2, 1}));
    LeadListQuery due;
    due.nextStep = NextStep::Due;
    QCOMPARE(index.keys(due, now), std::vector<RowKey>{2});
}

/// Prints what it takes; the machine decides the times, so none is asserted. The memory is ours to decide.
void TestLeadIndex::millionLeadsStayWithin64Bytes()
{
    constexpr int leads = 1'000'000;
    std::mt19937_64 random(7);
    LeadIndex index;
    QElapsedTimer timer;
    const auto measured = [&](const char *what, const auto &work) {
        timer.start();
        work();
        qInfo("1,000,000 leads, %s: %.2f ms", what, double(timer.nsecsElapsed()) / 1e6);
    };
    std::vector<RowKey> all;
    measured("pages put", [&] {
        for (int page = 0; page < leads / 20'000; ++page) {
            std::vector<LeadIndexEntry> entries(20'000);
            for (LeadIndexEntry &entry : entries) {
                entry.key = RowKey(random());
                entry.createdAt = entry.lastActivityAt = qint64(random() % 1'000'000'000'000);
                all.push_back(entry.key);
            }
            index.put(entries);
        }
    });
    index.setNameOrder(all);
    for (const LeadSort sort : {LeadSort::Name, LeadSort::LastActivity, LeadSort::Created}) {
        LeadListQuery query;
        query.sort = sort;
        measured("first use of an order", [&] { QCOMPARE(index.keys(query, now).size(), size_t(leads)); });
        query.idleDays = 9'000;
        query.nextStep = NextStep::None;
        measured("filter", [&] { QVERIFY(index.keys(query, now).size() > leads / 2); });
    }
    // The list in the window keeps eight more, its keys.
    QVERIFY2(index.bytes() + leads * sizeof(RowKey) <= size_t(leads) * 64,
             qPrintable(QString::number(double(index.bytes()) / leads)));
    qInfo("%.1f bytes a lead, three orders built", double(index.bytes()) / leads);
}

QTEST_GUILESS_MAIN(TestLeadIndex)
#include "tst_leadindex.moc"
