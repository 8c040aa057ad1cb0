#include "services/sync/pull/pace.h"
#include "services/sync/pull/rangeplan.h"
#include "tests/testkit/testmain.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>

using namespace leadline;
using std::chrono::seconds;

namespace {

constexpr int pageSize = 200;

/// Objects in time, and workers that take them a page at a time, each in turn.
struct Farm
{
    QMap<qint64, int> objects; ///< how many at a moment
    QList<std::pair<RangePlan::Claim, int>> workers;
    qint64 taken = 0;
    int questions = 0;
    QMap<qint64, int> seen;

    /// One page of a worker's range, newest first; false if the worker has nothing to do.
    bool step(RangePlan &plan, int &claim)
    {
        if (claim == 0) {
            const auto next = plan.claim();
            if (!next)
                return false;
            claim = *next;
        }
        const TimeRange range = plan.range(claim);
        ++questions;
        int received = 0;
        qint64 oldest = -1;
        for (auto it = objects.upperBound(range.to - 1); it != objects.begin() && received < pageSize;) {
            --it;
            if (it.key() < range.from)
                break;
            received += it.value();
            oldest = it.key();
            seen[it.key()] = it.value();
        }
        const bool isEnd = received < pageSize || oldest == range.from;
        if (received > 0)
            plan.advance(claim, oldest, received);
        if (isEnd || plan.range(claim).isEmpty()) {
            plan.finish(claim);
            claim = 0;
        }
        return true;
    }
};

} // namespace

/// The division of a load among workers, and its estimate.
class TestRangePlan final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }

    void newestFirst()
    {
        RangePlan plan({{0, 10}, {20, 30}, {10, 20}}, 100);
        QCOMPARE(plan.range(*plan.claim()), (TimeRange{20, 30}));
        QCOMPARE(plan.range(*plan.claim()), (TimeRange{10, 20}));
        QCOMPARE(plan.range(*plan.claim()), (TimeRange{0, 10}));
        QVERIFY(!plan.claim());
        QVERIFY(!plan.isDone());
    }

    void remembersWhatIsLeft()
    {
        RangePlan plan({{0, 10'000}, {10'000, 20'000}}, 100);
        const auto first = plan.claim();
        plan.advance(*first, 15'000, 200);
        QCOMPARE(plan.left(), (QList<TimeRange>{{10'000, 15'001}, {0, 10'000}}));
        QVERIFY(qFuzzyCompare(plan.shareDone(20'000), 1 - 15'001.0 / 20'000));
        plan.giveBack(*first);
        QCOMPARE(plan.range(*plan.claim()), (TimeRange{10'000, 15'001}));
        plan.finish(2);
        QCOMPARE(plan.left(), (QList<TimeRange>{{0, 10'000}}));
    }

    void sharesTheOlderHalfOfTheMost()
    {
        RangePlan plan({{0, 1'000'000}}, 400);
        const auto first = plan.claim();
        QVERIFY(!plan.claim()); // nothing is known of it yet
        plan.advance(*first, 900'000, 1000);
        const auto second = plan.claim();
        QVERIFY(second);
        QCOMPARE(plan.range(*second), (TimeRange{0, 450'000}));
        QCOMPARE(plan.range(*first), (TimeRange{450'000, 900'001}));
        plan.advance(*first, 460'000, 4000);
        QVERIFY(!plan.claim()); // too little is left to be worth a question
        plan.finish(*first);
        plan.finish(*second);
        QVERIFY(plan.isDone());
    }

    void beginsFineWhereItIsNew()
    {
        const qint64 now = 20'000LL * 24 * 3'600'000;
        const auto ranges = firstRanges({}, now, 1'000'000, 800);
        QVERIFY(ranges.size() >= 8);
        QCOMPARE(ranges.first().to, TimeRange::openEnd);
        QCOMPARE(ranges.last().from, TimeRange::openStart);
        for (int i = 1; i < ranges.size(); ++i)
            QCOMPARE(ranges.at(i).to, ranges.at(i - 1).from);
        QCOMPARE(firstRanges({}, now, 500, 800), QList<TimeRange>{TimeRange()});
        QCOMPARE(firstRanges({now - 1000, TimeRange::openEnd}, now, -1, 800).size(), 1);
    }

    void takesEverythingOnceAndEvenly_data()
    {
        QTest::addColumn<int>("shape");
        QTest::newRow("even") << 0;
        QTest::newRow("all in one hour, years ago") << 1;
        QTest::newRow("more and more") << 2;
        QTest::newRow("bursts of equal moments") << 3;
    }
    void takesEverythingOnceAndEvenly()
    {
        QFETCH(int, shape);
        const qint64 now = 20'000LL * 24 * 3'600'000;
        const qint64 year = 365LL * 24 * 3'600'000;
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QRandomGenerator random(seed);
            Farm farm;
            constexpr int total = 30'000;
            for (int i = 0; i < total; ++i) {
                const double x = random.generateDouble();
                qint64 at = now - qint64(x * double(2 * year));
                if (shape == 1)
                    at = now - 3 * year + qint64(x * 3'600'000);
                else if (shape == 2)
                    at = now - qint64(x * x * x * double(4 * year));
                else if (shape == 3)
                    at = now - qint64(x * 400) * (year / 200);
                ++farm.objects[at];
            }
            RangePlan plan(firstRanges({}, now, total, 2 * pageSize), 2 * pageSize);
            QList<int> claims(4, 0);
            int idle = 0;
            while (!plan.isDone()) {
                for (int &claim : claims)
                    idle += farm.step(plan, claim) ? 0 : 1;
            }
            QCOMPARE(farm.seen, farm.objects);
            QVERIFY2(farm.questions < total / pageSize * 2 + 60, qPrintable(QString::number(farm.questions)));
            QVERIFY2(idle < farm.questions / 3 + 20, qPrintable(QString::number(idle)));
        }
    }

    void estimatesByWhatItDidLately()
    {
        Pace pace;
        QVERIFY(!pace.timeFor(100));
        pace.note(0, 0);
        pace.note(1'000, 100);
        QVERIFY(!pace.timeFor(1000)); // too early to say
        pace.note(5'000, 500);
        QCOMPARE(pace.timeFor(1000), seconds(10));
        for (int i = 1; i <= 60; ++i)
            pace.note(5'000 + i * 1'000, 500 + i * 10);
        QCOMPARE(pace.timeFor(100), seconds(10)); // it has become slower
        for (int i = 61; i <= 120; ++i)
            pace.note(5'000 + i * 1'000, 500 + 600);
        QVERIFY(!pace.timeFor(100)); // it stands
        QVERIFY(!pace.timeFor(-1));
        pace.clear();
        QVERIFY(!pace.timeFor(1));
    }
};

QTEST_GUILESS_MAIN(TestRangePlan)
#include "tst_rangeplan.moc"
