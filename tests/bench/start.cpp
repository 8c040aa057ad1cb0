#include "tests/bench/start.h"

#include "tests/bench/desk.h"
#include "tests/bench/filledmirror.h"
#include "tests/bench/paintcounter.h"
#include "tests/bench/role.h"
#include "tests/bench/stopwatch.h"
#include "tests/bench/waiting.h"

#include <QFile>
#include <QListView>

#include <unistd.h>

namespace leadline::bench {

namespace {

const QString id = QStringLiteral("P8");
constexpr int rowsWanted = 50;
constexpr int startsPerRound = 3;

/// As after switching the computer on; false where that is not allowed.
bool dropCaches()
{
    sync();
    QFile file(QStringLiteral("/proc/sys/vm/drop_caches"));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write("3") == 1;
}

/// Until the paint, and what the window's thread computed until then.
Span spanOf(const QJsonObject &told)
{
    return {told.value(QLatin1String("painted")).toDouble(),
            told.value(QLatin1String("computed")).toDouble()};
}

struct Starts
{
    Timings painted;
    Timings found;
    Timings empty;
    bool isWrong = false;

    void add(const QString &folder)
    {
        const QJsonObject ours =
            playedRole("start", {folder, QString::number(spentMs(CLOCK_MONOTONIC), 'f', 3)});
        isWrong = isWrong || ours.isEmpty();
        painted.add(spanOf(ours));
        found.add(ours.value(QLatin1String("found")).toDouble());
        const QJsonObject none = playedRole("empty", {QString::number(spentMs(CLOCK_MONOTONIC), 'f', 3)});
        isWrong = isWrong || none.isEmpty();
        empty.add(spanOf(none));
    }
    [[nodiscard]] QList<Figure> figures(const QString &when, double limit) const
    {
        const QString ms = QStringLiteral("ms");
        return {
            atMost(id, when + QStringLiteral(": leads painted, median"), painted.median(), ms, limit),
            atMost(id, when + QStringLiteral(": first search answered, median"), found.median(), ms, limit),
            beside(id, when + QStringLiteral(": leads painted, median"), painted.median(), ms,
                   QStringLiteral("an empty Qt window"), empty.median()),
            atMost(id, when + QStringLiteral(": leads painted, computing alone"), painted.computedAt(0.5), ms,
                   limit),
            beside(id, when + QStringLiteral(": leads painted, computing alone"), painted.computedAt(0.5), ms,
                   QStringLiteral("an empty Qt window"), empty.computedAt(0.5))};
    }
};

} // namespace

int playStart(const QStringList &arguments)
{
    const double begun = arguments.value(1).toDouble();
    const auto service = openQuietly(arguments.value(0));
    if (!service)
        return 1;
    Desk desk(**service);
    const PaintCounter paints(desk.list().viewport());
    (*service)->start();
    const auto *const model = desk.list().model();
    int before = -1; // noted at once: the paint may come in the same turn of the loop
    const auto note = [&] {
        if (before < 0 && model->rowCount() >= rowsWanted)
            before = paints.count();
    };
    QObject::connect(model, &QAbstractItemModel::modelReset, &desk.workspace(), note);
    QObject::connect(model, &QAbstractItemModel::rowsInserted, &desk.workspace(), note);
    note();
    if (!waitFor([&] { return before >= 0 && paints.count() > before; }))
        return 1;
    const double painted = spentMs(CLOCK_MONOTONIC) - begun;
    const double computed = spentMs(CLOCK_THREAD_CPUTIME_ID); // others compute beside it
    const QString name = model->index(0, 0).data(LeadListModel::RowRole).value<LeadRow>().name;
    QSet<QString> leads;
    QObject::connect(&(*service)->search(), &SearchService::found, &desk.workspace(),
                     [&](const SearchResults &results) {
                         for (const SearchHit &hit : results.hits)
                             leads.insert(hit.leadId.value);
                     });
    (*service)->search().search(name);
    if (!waitFor([&] { return !leads.isEmpty(); }) ||
        !leads.contains(model->index(0, 0).data(LeadListModel::LeadIdRole).toString()))
        return 1;
    tell({{QStringLiteral("painted"), painted},
          {QStringLiteral("computed"), computed},
          {QStringLiteral("found"), spentMs(CLOCK_MONOTONIC) - begun}});
    return 0;
}

int playEmpty(const QStringList &arguments)
{
    QWidget window;
    const PaintCounter paints(&window);
    window.resize(1440, 900);
    window.show();
    if (!waitFor([&] { return paints.count() > 0; }))
        return 1;
    tell({{QStringLiteral("painted"), spentMs(CLOCK_MONOTONIC) - arguments.value(0).toDouble()},
          {QStringLiteral("computed"), spentMs(CLOCK_THREAD_CPUTIME_ID)}});
    return 0;
}

QList<Figure> start(const Context &context)
{
    const auto folder = filledMirror(context);
    if (!folder)
        return {failed(id, QStringLiteral("filled mirror"), folder.error().message)};
    Starts warm;
    Starts cold;
    bool isCold = true;
    for (int round = 0; round < context.rounds; ++round) {
        isCold = isCold && dropCaches();
        if (isCold)
            cold.add(*folder);
        for (int i = 0; i < startsPerRound; ++i)
            warm.add(*folder);
    }
    if (warm.isWrong || cold.isWrong)
        return {failed(id, QStringLiteral("start"), QStringLiteral("no leads, or the first is not found"))};
    return warm.figures(QStringLiteral("warm"), 120) +
           (isCold ? cold.figures(QStringLiteral("caches dropped"), 350) : QList<Figure>());
}

} // namespace leadline::bench
