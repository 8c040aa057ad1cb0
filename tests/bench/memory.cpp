#include "tests/bench/memory.h"

#include "tests/bench/desk.h"
#include "tests/bench/filledmirror.h"
#include "tests/bench/role.h"
#include "tests/bench/searchprobe.h"
#include "tests/bench/usage.h"
#include "tests/bench/waiting.h"

#include <QListView>
#include <QScrollBar>
#include <QStandardItemModel>

#include <random>

namespace leadline::bench {

namespace {

const QString id = QStringLiteral("P9");
constexpr double mib = 1024 * 1024;
constexpr int pageCount = 400;
constexpr int searchCount = 200;
constexpr int cachesFull = 100'000; // leads from which on the file's caches, of a fixed size, grow no more

/// Of a stock model with the same columns, in bytes a lead.
double stockSlope(CloseService &service)
{
    constexpr int rows = 20'000;
    const auto keys = service.mirror().leadKeys({}, QDateTime::currentDateTimeUtc(), rows);
    const double before = Usage::now().pssMiB;
    QStandardItemModel model;
    const QList<LeadRow> leads = service.mirror().leadRows(keys);
    for (const LeadRow &lead : leads) {
        QList<QStandardItem *> items;
        for (const QString &text : {lead.name, lead.statusLabel, lead.city,
                                    lead.lastActivityAt.date().toString(), lead.nextTaskText})
            items << new QStandardItem(text);
        model.appendRow(items);
    }
    return (Usage::now().pssMiB - before) * mib / double(std::max<qsizetype>(1, leads.size()));
}

QJsonObject measured(const Context &context)
{
    const auto folder = filledMirror(context);
    return folder ? playedRole("memory", {*folder, QString::number(context.seed)}) : QJsonObject();
}

} // namespace

int playMemory(const QStringList &arguments)
{
    const auto service = openQuietly(arguments.value(0));
    if (!service)
        return 1;
    double pss = 0;
    int leads = 0;
    {
        Desk desk(**service);
        if (!desk.waitForList())
            return 1;
        leads = desk.list().model()->rowCount();
        std::mt19937_64 random(arguments.value(1).toULongLong());
        QStringList names;
        QScrollBar *const bar = desk.list().verticalScrollBar();
        for (int page = 0; page < pageCount; ++page) {
            bar->setValue(page % 2 == 0 ? bar->value() + bar->pageStep()
                                        : std::uniform_int_distribution<int>(0, bar->maximum())(random));
            settle();
            const QModelIndex top = desk.list().indexAt(desk.list().viewport()->rect().center());
            names << top.data(LeadListModel::RowRole).value<LeadRow>().name;
        }
        SearchProbe probe(**service);
        for (int i = 0; i < searchCount; ++i) {
            probe.clear();
            const QString name = names.at(i).section(u' ', 0, 0).left(5); // a blank asks nothing new
            for (const QChar letter : name) {
                if (probe.type(letter).wallMs > 10'000)
                    return 1;
            }
            if (probe.results().hits.isEmpty()) {
                qWarning("Nothing found for \"%s\"", qUtf8Printable(name));
                return 1;
            }
        }
        if (probe.paste(QStringLiteral("qxqxqx")).wallMs > 60'000) // the words are read, too
            return 1;
        pss = Usage::now().pssMiB;
    }
    tell({{QStringLiteral("pss"), pss},
          {QStringLiteral("leads"), leads},
          {QStringLiteral("stock"), stockSlope(**service)}});
    return 0;
}

QList<Figure> memory(const Context &context)
{
    Context smaller = context;
    smaller.leads = context.leads / 10;
    const QJsonObject few = measured(smaller);
    const QJsonObject many = measured(context);
    if (few.isEmpty() || many.value(QLatin1String("leads")).toInt() != context.leads)
        return {failed(id, QStringLiteral("memory"), QStringLiteral("ended without figures"))};
    const double pss = many.value(QLatin1String("pss")).toDouble();
    const double slope =
        (pss - few.value(QLatin1String("pss")).toDouble()) * mib / double(context.leads - smaller.leads);
    const QString bytes = QStringLiteral("bytes");
    const QString more = QStringLiteral("more a lead, from %1 leads on").arg(smaller.leads);
    QList<Figure> figures{
        atMost(id, QStringLiteral("proportional set size"), pss, QStringLiteral("MiB"), 200),
        beside(id, more, slope, bytes, QStringLiteral("QStandardItemModel, 5 columns"),
               many.value(QLatin1String("stock")).toDouble())};
    if (smaller.leads >= cachesFull)
        figures << atMost(id, more, slope, bytes, 64);
    return figures;
}

} // namespace leadline::bench
