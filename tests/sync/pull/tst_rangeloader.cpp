#include "services/sync/pull/gather.h"
#include "services/sync/pull/rangeloader.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QRandomGenerator>
#include <QTimer>

using namespace leadline;

namespace {

/// Objects in time, told newest first as Close would: by cursors with a cap, or by skip. Answers come late
/// and out of order.
class Shelf final : public RangeSource
{
public:
    struct Object
    {
        qint64 at = 0;
        int id = 0;
    };
    QList<Object> objects; ///< newest first
    QSet<int> taken;
    int page = 10;
    int cap = 0;           ///< of a chain of cursors; 0 = by skip
    int cursorLife = 1000; ///< pages
    int maxSkip = 1'000'000;
    bool isEndless = false;
    int failAt = -1;
    int asked = 0;
    int moments = 0;
    QRandomGenerator random{7};

    [[nodiscard]] int pageSize() const override { return page; }
    [[nodiscard]] int chainLimit() const override { return cap; }

    [[nodiscard]] QCoro::Task<Result<RangeStep>> take(RangeAsk ask) override
    {
        const auto latch = std::make_shared<Latch>();
        QTimer::singleShot(int(random.bounded(3)), [latch] { latch->open(true); });
        co_await latch->opened();
        if (++asked == failAt)
            co_return ApiError(ErrorKind::ServerError);
        int skip = ask.skip;
        int given = 0;
        if (!ask.cursor.isEmpty()) {
            skip = ask.cursor.section(u'/', 0, 0).toInt();
            given = skip;
            if (skip / page >= cursorLife)
                co_return ApiError(ErrorKind::Rejected, QStringLiteral("cursor"));
        }
        if (skip > maxSkip)
            co_return ApiError(ErrorKind::Rejected, QStringLiteral("max_skip"));
        QList<Object> inside;
        for (const Object &object : std::as_const(objects)) {
            if (object.at >= ask.range.from && object.at < ask.range.to)
                inside.append(object);
        }
        if (isEndless)
            skip = 0;
        RangeStep step;
        for (const Object &object : inside.mid(skip, cap > 0 ? std::min(page, cap - given) : page)) {
            taken.insert(object.id);
            ++step.received;
            step.oldest = object.at;
            if (step.firstId.isEmpty())
                step.firstId = QString::number(object.id);
        }
        const int end = skip + step.received;
        step.hasMore = end < inside.size() || isEndless;
        if (cap > 0 && step.hasMore && given + step.received < cap)
            step.cursor = QStringLiteral("%1/x").arg(given + step.received);
        co_return step;
    }

    [[nodiscard]] QCoro::Task<Result<Done>> takeMoment(qint64 moment) override
    {
        ++moments;
        for (const Object &object : std::as_const(objects)) {
            if (object.at == moment)
                taken.insert(object.id);
        }
        co_return Done();
    }

    void fill(int count, qint64 span, int ties)
    {
        for (int i = 0; i < count; ++i)
            objects.append({1 + qint64(random.generateDouble() * double(span / ties)) * ties, i});
        std::stable_sort(objects.begin(), objects.end(),
                         [](const Object &a, const Object &b) { return a.at > b.at; });
    }
};

} // namespace

/// Chains of pages, whatever the server's limits.
class TestRangeLoader final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Shelf> m_shelf;
    std::unique_ptr<RangeLoader> m_loader;

    Result<Done> load(const QList<TimeRange> &left = {TimeRange()})
    {
        auto loading = m_loader->load(m_shelf.get(), left);
        return test::await(std::move(loading));
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_loader.reset();
        m_shelf = std::make_unique<Shelf>();
        m_loader = std::make_unique<RangeLoader>();
    }

    void takesEverything_data()
    {
        QTest::addColumn<int>("cap");
        QTest::addColumn<int>("life");
        QTest::addColumn<int>("ties");
        QTest::newRow("by skip") << 0 << 1000 << 1;
        QTest::newRow("by skip, many at a moment") << 0 << 1000 << 100;
        QTest::newRow("by cursor") << 1000 << 1000 << 1;
        QTest::newRow("short chains") << 50 << 1000 << 1;
        QTest::newRow("cursors that die") << 1000 << 3 << 1;
        QTest::newRow("more at a moment than a chain tells") << 30 << 1000 << 2500;
    }
    void takesEverything()
    {
        QFETCH(int, cap);
        QFETCH(int, life);
        QFETCH(int, ties);
        m_shelf->cap = cap;
        m_shelf->cursorLife = life;
        m_shelf->fill(700, 10'000, ties);
        QVERIFY(load());
        QCOMPARE(m_shelf->taken.size(), 700);
        QVERIFY(m_loader->left().isEmpty());
        QCOMPARE(m_shelf->moments > 0, ties == 2500);
        QVERIFY2(m_shelf->asked < 260, qPrintable(QString::number(m_shelf->asked)));
    }

    void case050_staysFarBelowMaxSkip()
    {
        m_shelf->maxSkip = 20;
        m_shelf->fill(700, 1'000'000, 1);
        QVERIFY(load());
        QCOMPARE(m_shelf->taken.size(), 700);
    }

    void case051_endlessServer_data()
    {
        QTest::addColumn<int>("cap");
        QTest::newRow("has_more for ever") << 0;
        QTest::newRow("the same cursor for ever") << 100;
    }
    void case051_endlessServer()
    {
        QFETCH(int, cap);
        m_shelf->cap = cap;
        m_shelf->isEndless = true;
        m_shelf->fill(5, 10'000, 1);
        QVERIFY(load());
        QCOMPARE(m_shelf->taken.size(), 5);
        QVERIFY(m_shelf->asked < 10);
    }

    void goesOnAfterAFailure()
    {
        m_shelf->fill(700, 100'000, 1);
        m_shelf->failAt = 20;
        QCOMPARE(load().error().kind, ErrorKind::ServerError);
        const int before = m_shelf->taken.size();
        QVERIFY(before < 700);
        const QList<TimeRange> left = m_loader->left();
        QVERIFY(!left.isEmpty());
        const int asked = m_shelf->asked;
        QVERIFY(load(left));
        QCOMPARE(m_shelf->taken.size(), 700);
        QVERIFY2(m_shelf->asked - asked < 80, "it did not begin again");
    }

    void stopsAtOnce()
    {
        m_shelf->fill(700, 100'000, 1);
        connect(m_loader.get(), &RangeLoader::advanced, this, [this] {
            if (m_shelf->asked > 10)
                m_loader->stop();
        });
        QCOMPARE(load().error().kind, ErrorKind::Cancelled);
        const int asked = m_shelf->asked;
        QVERIFY(asked < 30);
        QVERIFY(!m_loader->left().isEmpty());
        QTest::qWait(20);
        QVERIFY(m_shelf->asked <= asked + RangeLoader::workers);
    }

    void nothingToDo()
    {
        QVERIFY(load({}));
        QVERIFY(load({TimeRange{5, 5}}));
        QCOMPARE(m_shelf->asked, 0);
    }

    void destructionEndsTheWait()
    {
        m_shelf->fill(100, 1000, 1);
        connect(
            m_loader.get(), &RangeLoader::advanced, this,
            [this] { QTimer::singleShot(0, this, [this] { m_loader.reset(); }); }, Qt::SingleShotConnection);
        QCOMPARE(load().error().kind, ErrorKind::Cancelled);
        QTest::qWait(20);
    }
};

QTEST_GUILESS_MAIN(TestRangeLoader)
#include "tst_rangeloader.moc"
