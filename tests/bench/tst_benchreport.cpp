#include "tests/bench/report.h"
#include "tests/testkit/testmain.h"

using namespace leadline::bench;

/// The table of the benchmarks and what makes a figure met or missed.
class TestBenchReport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }
    void timingsGiveTheirShares();
    void figuresAreMetOrMissed();
    void whatHasNoTargetIsNeitherMetNorMissed();
    void computedTimesStandApart();
    void jsonKeepsEveryField();
    void tableAlignsItsColumns();
};

void TestBenchReport::timingsGiveTheirShares()
{
    Timings timings;
    QCOMPARE(timings.median(), 0.0);
    for (int i = 101; i > 0; --i)
        timings.add(i);
    QCOMPARE(timings.median(), 51.0);
    QCOMPARE(timings.at(0.95), 96.0);
    QCOMPARE(timings.max(), 101.0);
}

void TestBenchReport::figuresAreMetOrMissed()
{
    QVERIFY(atMost(QStringLiteral("P4"), QStringLiteral("a"), 16.7, QStringLiteral("ms"), 16.7).isMet);
    QVERIFY(!atMost(QStringLiteral("P4"), QStringLiteral("a"), 16.8, QStringLiteral("ms"), 16.7).isMet);
    const QString peer = QStringLiteral("peer");
    QVERIFY(against(QStringLiteral("P6"), QStringLiteral("a"), 5, QStringLiteral("ms"), peer, 10, 0.5).isMet);
    QVERIFY(
        !against(QStringLiteral("P6"), QStringLiteral("a"), 5.1, QStringLiteral("ms"), peer, 10, 0.5).isMet);
    QVERIFY(atLeast(QStringLiteral("P5"), QStringLiteral("a"), 95, QStringLiteral("%"), 95).isMet);
    QVERIFY(!atLeast(QStringLiteral("P5"), QStringLiteral("a"), 94, QStringLiteral("%"), 95).isMet);
}

void TestBenchReport::whatHasNoTargetIsNeitherMetNorMissed()
{
    const QString text =
        table({beside(QStringLiteral("P3"), QStringLiteral("processor time"), 2, QStringLiteral("s"), {}, 0),
               beside(QStringLiteral("P5"), QStringLiteral("digits"), 3, QStringLiteral("ms"),
                      QStringLiteral("memmem"), 6)});
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(!text.contains(QStringLiteral("met ")) && !text.contains(QStringLiteral("MISSED")));
    QVERIFY(!lines[1].contains(QStringLiteral("0.000")));
    QVERIFY(lines[2].contains(QStringLiteral("memmem")) && lines[2].contains(QStringLiteral("0.500")));
}

void TestBenchReport::computedTimesStandApart()
{
    Timings timings;
    timings.add(Span{10, 3});
    timings.add(Span{20, 4});
    QCOMPARE(timings.at(1), 20.0);
    QCOMPARE(timings.computedAt(1), 4.0);
}

void TestBenchReport::jsonKeepsEveryField()
{
    const Figure beside = against(QStringLiteral("P6"), QStringLiteral("page"), 4, QStringLiteral("ms"),
                                  QStringLiteral("stock"), 11, 0.5);
    const Figure read = figureFromJson(toJson(beside));
    QCOMPARE(read.id, beside.id);
    QCOMPARE(read.what, beside.what);
    QCOMPARE(read.ours, 4.0);
    QCOMPARE(read.unit, beside.unit);
    QCOMPARE(read.peer, beside.peer);
    QCOMPARE(read.peerValue, std::optional<double>(11));
    QCOMPARE(read.target, beside.target);
    QVERIFY(read.isMet);
    const Figure alone = atMost(QStringLiteral("P9"), QStringLiteral("memory"), 1, QStringLiteral("MiB"), 2);
    QVERIFY(!figureFromJson(toJson(alone)).peerValue);
}

void TestBenchReport::tableAlignsItsColumns()
{
    const QString text =
        table({atMost(QStringLiteral("P9"), QStringLiteral("memory"), 201, QStringLiteral("MiB"), 200),
               against(QStringLiteral("P6"), QStringLiteral("page down, p50"), 4, QStringLiteral("ms"),
                       QStringLiteral("stock"), 10, 0.5)});
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[1].contains(QStringLiteral("MISSED")));
    QVERIFY(lines[2].contains(QStringLiteral("0.400")));
    QVERIFY(lines[2].contains(QStringLiteral("met")));
    QCOMPARE(lines[0].indexOf(QStringLiteral("target")), lines[2].indexOf(QStringLiteral("<= 0.5 x")));
}

QTEST_GUILESS_MAIN(TestBenchReport)
#include "tst_benchreport.moc"
