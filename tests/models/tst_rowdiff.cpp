#include "models/rowdiff.h"
#include "tests/testkit/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <numeric>

using namespace leadline;

namespace {

/// The smallest model that refreshes by RowDiff.
class Numbers final : public QAbstractListModel
{
public:
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(rows.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? rows[index.row()] : QVariant();
    }
    bool become(const std::vector<int> &next, int mostSteps = 256)
    {
        return applyRowDiff(rows, next,
                            {[this](int first, int last) { beginInsertRows({}, first, last); }, [this] { endInsertRows(); },
                             [this](int first, int last) { beginRemoveRows({}, first, last); }, [this] { endRemoveRows(); },
                             [this](int from, int before) { QVERIFY(beginMoveRows({}, from, from, {}, before)); },
                             [this] { endMoveRows(); }},
                            mostSteps);
    }
    std::vector<int> rows;
};

} // namespace

class TestRowDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void anyOrderBecomesAnyOther();
    void selectedRowsFollow();
    void stepsAreFew_data();
    void stepsAreFew();
    void tooManyStepsTouchNothing();
};

void TestRowDiff::anyOrderBecomesAnyOther()
{
    QRandomGenerator random(20260619);
    for (int round = 0; round < 500; ++round) {
        Numbers model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<int> pool(12);
        std::iota(pool.begin(), pool.end(), 0);
        for (int step = 0; step < 4; ++step) {
            std::shuffle(pool.begin(), pool.end(), random);
            const std::vector<int> next(pool.begin(), pool.begin() + random.bounded(13));
            QVERIFY(model.become(next));
            QCOMPARE(model.rows, next);
        }
    }
}

void TestRowDiff::selectedRowsFollow()
{
    Numbers model;
    QVERIFY(model.become({1, 2, 3, 4, 5, 6}));
    const QPersistentModelIndex four(model.index(3));
    QVERIFY(model.become({4, 9, 1, 3, 5, 6})); // 4 to the top, 2 gone, 9 new
    QVERIFY(four.isValid());
    QCOMPARE(four.row(), 0);
    QCOMPARE(four.data().toInt(), 4);
    QVERIFY(model.become({1, 3, 5, 6, 4}));
    QCOMPARE(four.row(), 4);
}

void TestRowDiff::stepsAreFew_data()
{
    QTest::addColumn<QList<int>>("before");
    QTest::addColumn<QList<int>>("after");
    QTest::addColumn<int>("inserts");
    QTest::addColumn<int>("removes");
    QTest::addColumn<int>("moves");
    QTest::newRow("nothing") << QList<int>{1, 2, 3} << QList<int>{1, 2, 3} << 0 << 0 << 0;
    QTest::newRow("one to the top") << QList<int>{1, 2, 3, 4} << QList<int>{4, 1, 2, 3} << 0 << 0 << 1;
    QTest::newRow("one to the end") << QList<int>{1, 2, 3, 4} << QList<int>{2, 3, 4, 1} << 0 << 0 << 1;
    QTest::newRow("a page at the end") << QList<int>{1, 2} << QList<int>{1, 2, 3, 4, 5} << 1 << 0 << 0;
    QTest::newRow("a gap") << QList<int>{1, 2, 3, 4, 5} << QList<int>{1, 5} << 0 << 1 << 0;
}

void TestRowDiff::stepsAreFew()
{
    QFETCH(QList<int>, before);
    QFETCH(QList<int>, after);
    QFETCH(int, inserts);
    QFETCH(int, removes);
    QFETCH(int, moves);
    Numbers model;
    QVERIFY(model.become({before.begin(), before.end()}));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QVERIFY(model.become({after.begin(), after.end()}));
    QCOMPARE(inserted.count(), inserts);
    QCOMPARE(removed.count(), removes);
    QCOMPARE(moved.count(), moves);
}

void TestRowDiff::tooManyStepsTouchNothing()
{
    Numbers model;
    QVERIFY(model.become({1, 2, 3, 4, 5, 6}));
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QVERIFY(!model.become({2, 4, 6}, 2));
    QCOMPARE(model.rows, (std::vector<int>{1, 2, 3, 4, 5, 6}));
    QCOMPARE(removed.count(), 0);
}

QTEST_GUILESS_MAIN(TestRowDiff)
#include "tst_rowdiff.moc"
