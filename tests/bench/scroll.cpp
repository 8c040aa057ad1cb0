#include "tests/bench/scroll.h"

#include "tests/bench/filledmirror.h"
#include "tests/bench/paintcounter.h"
#include "tests/bench/stocktable.h"
#include "tests/bench/waiting.h"
#include "ui/leadlistpane.h"

#include <QAbstractItemView>
#include <QScrollBar>
#include <QTableView>

#include <random>

namespace leadline::bench {

namespace {

const SystemClock systemClock;
constexpr QSize windowSize(1280, 800);

struct Steps
{
    Timings lines;
    Timings pages;
    Timings jumps;
    int paints = 0;
    int steps = 0;
};

Steps scrolled(QAbstractItemView &view, quint64 seed)
{
    Steps result;
    const PaintCounter paints(view.viewport());
    QScrollBar *const bar = view.verticalScrollBar();
    const auto step = [&](Timings &timings, int value) {
        const Stopwatch watch;
        bar->setValue(value);
        settle();
        timings.add(watch.span());
        ++result.steps;
    };
    for (int i = 0; i < 400; ++i)
        step(result.lines, bar->value() + bar->singleStep());
    for (int i = 0; i < 400; ++i)
        step(result.pages, bar->value() + bar->pageStep());
    std::mt19937_64 random(seed);
    for (int i = 0; i < 400; ++i)
        step(result.jumps, std::uniform_int_distribution<int>(0, bar->maximum())(random));
    result.paints = paints.count();
    bar->setValue(0);
    settle();
    return result;
}

/// Frames reached by scrolling look like the same place painted afresh; how many of 50 do not.
int differingFrames(QAbstractItemView &view, quint64 seed)
{
    std::mt19937_64 random(seed);
    int differing = 0;
    for (int i = 0; i < 50; ++i) {
        QScrollBar *const bar = view.verticalScrollBar();
        bar->setValue(std::uniform_int_distribution<int>(0, bar->maximum())(random));
        settle();
        bar->setValue(bar->value() + bar->singleStep()); // the view copies what stays
        settle();
        const QImage kept = view.viewport()->grab().toImage();
        view.viewport()->update();
        settle();
        differing += kept != view.viewport()->grab().toImage() ? 1 : 0;
    }
    return differing;
}

} // namespace

QList<Figure> scroll(const Context &context)
{
    const QString id = QStringLiteral("P6");
    const auto folder = filledMirror(context);
    if (!folder)
        return {failed(id, QStringLiteral("filled mirror"), folder.error().message)};
    const auto service = openQuietly(*folder);
    if (!service)
        return {failed(id, QStringLiteral("open"), service.error().message)};
    Theme theme;
    LeadListModel model((*service)->mirror(), (*service)->outbox());
    LeadListPane pane(model, theme, nullptr, &systemClock);
    pane.resize(windowSize);
    pane.show();
    if (!waitFor([&] { return model.isWhole() && model.rowCount() == context.leads; }))
        return {failed(id, QStringLiteral("rows"), QString::number(model.rowCount()))};
    settle();
    auto *const list = pane.findChild<QAbstractItemView *>(QStringLiteral("leadList"));
    if (!list)
        return {failed(id, QStringLiteral("list"), QStringLiteral("not there"))};

    const std::vector<RowKey> keys = (*service)->mirror().leadKeys(model.query());
    StockTable stock(model.rowCount(), [&](int first, int count) {
        return (*service)->mirror().leadRows({keys.begin() + first, keys.begin() + first + count});
    });
    QTableView table;
    table.setModel(&stock);
    table.resize(windowSize);
    table.show();
    settle();

    Timings ours, ourWorst, ourWorstComputed, stocks, stockJumps, ourJumps;
    int extraPaints = 0;
    for (int round = 0; round < context.rounds; ++round) {
        const Steps mine = scrolled(*list, context.seed + quint64(round));
        const Steps theirs = scrolled(table, context.seed + quint64(round));
        ours.add(Span{mine.pages.median(), mine.pages.computedAt(0.5)});
        ourWorstComputed.add(std::max(
            {mine.lines.computedAt(0.99), mine.pages.computedAt(0.99), mine.jumps.computedAt(0.99)}));
        ourWorst.add(std::max({mine.lines.at(0.99), mine.pages.at(0.99), mine.jumps.at(0.99)}));
        ourJumps.add(Span{mine.jumps.median(), mine.jumps.computedAt(0.5)});
        stocks.add(Span{theirs.pages.median(), theirs.pages.computedAt(0.5)});
        stockJumps.add(Span{theirs.jumps.median(), theirs.jumps.computedAt(0.5)});
        extraPaints += std::max(0, mine.paints - mine.steps);
    }
    const QString peer = QStringLiteral("QTableView, stock delegate");
    const QString ms = QStringLiteral("ms");
    return {
        against(id, QStringLiteral("page down, p50"), ours.median(), ms, peer, stocks.median(), 0.5),
        against(id, QStringLiteral("page down, p50, computing alone"), ours.computedAt(0.5), ms, peer,
                stocks.computedAt(0.5), 0.5),
        against(id, QStringLiteral("jump, p50"), ourJumps.median(), ms, peer, stockJumps.median(), 0.5),
        against(id, QStringLiteral("jump, p50, computing alone"), ourJumps.computedAt(0.5), ms, peer,
                stockJumps.computedAt(0.5), 0.5),
        atMost(id, QStringLiteral("frame p99, computing alone"), ourWorstComputed.median(), ms, 8.3),
        atMost(id, QStringLiteral("frame p99, median of rounds"), ourWorst.median(), QStringLiteral("ms"),
               8.3),
        atMost(id, QStringLiteral("frame p99, worst round"), ourWorst.max(), QStringLiteral("ms"), 16.7),
        atMost(id, QStringLiteral("paints beyond one a step"), extraPaints, QStringLiteral("paints"), 0),
        atMost(id, QStringLiteral("frames unlike a fresh paint"), differingFrames(*list, context.seed),
               QStringLiteral("of 50"), 0),
    };
}

} // namespace leadline::bench
