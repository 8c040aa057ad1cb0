#include "app/largeblocks.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/report.h"
#include "tests/bench/role.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QTextStream>

using namespace leadline::bench;

namespace {

void say(const QString &text)
{
    QTextStream(stderr) << text << Qt::endl;
}

QList<Benchmark> chosen(const QStringList &names)
{
    QList<Benchmark> list;
    for (const Benchmark &benchmark : benchmarks()) {
        if (names.isEmpty() || names.contains(QLatin1String(benchmark.id), Qt::CaseInsensitive) ||
            names.contains(QLatin1String(benchmark.other), Qt::CaseInsensitive))
            list << benchmark;
    }
    return list;
}

Context contextFrom(const QCommandLineParser &parser)
{
    Context context;
    context.leads = parser.value(QStringLiteral("leads")).toInt();
    context.rounds = parser.value(QStringLiteral("rounds")).toInt();
    context.seed = parser.value(QStringLiteral("seed")).toULongLong();
    context.folder = QDir(parser.value(QStringLiteral("folder"))).absolutePath();
    context.program = parser.value(QStringLiteral("program"));
    QDir().mkpath(context.folder);
    return context;
}

/// Runs one benchmark in this process and prints its figures as JSON.
int runHere(const Benchmark &benchmark, const Context &context)
{
    QJsonArray figures;
    const QList<Figure> measured = benchmark.run(context);
    for (const Figure &figure : measured)
        figures.append(toJson(figure));
    QTextStream(stdout) << QJsonDocument(figures).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}

/// Each benchmark has a process of its own, so that memory and processor time are its own, and so that one
/// that crashes does not take the others with it.
QList<Figure> runApart(const Benchmark &benchmark, QStringList arguments)
{
    const QString id = QLatin1String(benchmark.id);
    say(QStringLiteral("%1 %2 ...").arg(id, QLatin1String(benchmark.title)));
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), arguments << QStringLiteral("--here") << id);
    const bool isDone = process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit;
    const QJsonArray measured = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
    if (!isDone || measured.isEmpty())
        return {failed(id, QLatin1String(benchmark.title), QStringLiteral("ended without figures"))};
    QList<Figure> figures;
    for (const QJsonValue &figure : measured)
        figures << figureFromJson(figure.toObject());
    return figures;
}

bool write(const QString &path, const Context &context, const QList<Figure> &figures)
{
    QJsonArray list;
    for (const Figure &figure : figures)
        list.append(toJson(figure));
    QFile file(path);
    const QJsonObject all{{QStringLiteral("leads"), context.leads},
                          {QStringLiteral("seed"), QString::number(context.seed)},
                          {QStringLiteral("figures"), list}};
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(all).toJson()) > 0;
}

} // namespace

/// `leadline_benchmarks [P4 ...] [--leads N]`: one table, and the same as JSON.
int main(int argc, char **argv)
{
    leadline::giveBackLargeBlocks(); // as the program does
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("names"), QStringLiteral("P1 ... P12; none = all."));
    parser.addOptions({
        {QStringLiteral("leads"), QStringLiteral("Size of the organisation."), QStringLiteral("n"),
         QStringLiteral("100000")},
        {QStringLiteral("rounds"), QStringLiteral("How often each is measured."), QStringLiteral("n"),
         QStringLiteral("5")},
        {QStringLiteral("seed"), QStringLiteral("Repeat the run of this seed."), QStringLiteral("n"),
         QString::number(QRandomGenerator::system()->generate())},
        {QStringLiteral("folder"), QStringLiteral("Where mirrors are kept."), QStringLiteral("folder"),
         QStringLiteral("build/bench")},
        {QStringLiteral("program"), QStringLiteral("Leadline."), QStringLiteral("file"),
         QStringLiteral("build/release/app/leadline")},
        {QStringLiteral("here"), QStringLiteral("Run in this process, print JSON only.")},
        {QStringLiteral("role"), QStringLiteral("Be a part of a benchmark, with what it needs."),
         QStringLiteral("name")},
    });
    parser.process(application);
    for (const Role &role : roles()) {
        if (parser.value(QStringLiteral("role")) == QLatin1String(role.name))
            return role.play(parser.positionalArguments());
    }
    const Context context = contextFrom(parser);
    const QList<Benchmark> list = chosen(parser.positionalArguments());
    if (list.isEmpty()) {
        say(QStringLiteral("No such benchmark: %1").arg(parser.positionalArguments().join(u' ')));
        return 2;
    }
    if (parser.isSet(QStringLiteral("here")))
        return runHere(list.constFirst(), context);

    QStringList arguments;
    for (const char *name : {"leads", "rounds", "seed", "folder", "program"})
        arguments << QStringLiteral("--") + QLatin1String(name) << parser.value(QLatin1String(name));
    QList<Figure> figures;
    for (const Benchmark &benchmark : list)
        figures << runApart(benchmark, arguments);
    const QString path = context.folder + QStringLiteral("/figures-%1.json").arg(context.leads);
    if (!write(path, context, figures))
        say(QStringLiteral("Cannot write %1").arg(path));
    QTextStream(stdout) << QStringLiteral("%1 leads, seed %2\n").arg(context.leads).arg(context.seed)
                        << table(figures);
    return std::all_of(figures.begin(), figures.end(), [](const Figure &figure) { return figure.isMet; }) ? 0
                                                                                                          : 1;
}
