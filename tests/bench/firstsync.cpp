#include "tests/bench/firstsync.h"

#include "tests/bench/closecheck.h"
#include "tests/bench/filledmirror.h"
#include "tests/bench/role.h"
#include "tests/bench/sandboxprocess.h"
#include "tests/bench/usage.h"
#include "tests/bench/waiting.h"

#include <QDir>
#include <QJsonDocument>

#include <sys/resource.h>

namespace leadline::bench {

namespace {

constexpr int requestsASecond = 20;
constexpr int pageSize = 200;
constexpr int firstLeads = 10'000;
constexpr int checkedPages = 50;

/// Of all processes that have ended and were waited for.
double childrensSeconds()
{
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/// One load with a kill in the middle, as its process tells of it.
struct Load
{
    double usefulSeconds = -1;
    double wholeSeconds = -1;
    double peakMiB = 0;
    double writtenMiB = 0;
    bool wasKilled = false;

    void note(const QJsonObject &line, double seconds)
    {
        if (line.contains(QLatin1String("useful")) && usefulSeconds < 0)
            usefulSeconds = seconds;
        if (line.contains(QLatin1String("whole")))
            wholeSeconds = seconds;
        peakMiB = std::max(peakMiB, line.value(QLatin1String("peak")).toDouble());
        writtenMiB = std::max(writtenMiB, line.value(QLatin1String("written")).toDouble());
    }
    /// One life of the process; it is killed once it has so many leads. False if it ended otherwise.
    bool live(const QStringList &arguments, int killAt, const QElapsedTimer &timer)
    {
        QProcess process;
        startRole(process, "load", arguments);
        bool isKilled = false;
        while (process.waitForReadyRead(600'000)) {
            while (process.canReadLine()) {
                const QJsonObject line = QJsonDocument::fromJson(process.readLine()).object();
                note(line, double(timer.elapsed()) / 1000);
                if (line.value(QLatin1String("leads")).toInt() >= killAt && !isKilled) {
                    process.kill();
                    isKilled = true;
                }
            }
        }
        process.waitForFinished(60'000);
        wasKilled = wasKilled || isKilled;
        return isKilled || (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0);
    }
};

/// The first of them in the list, the last of them by its name in the search.
bool isOfUse(CloseService &service, int wanted)
{
    const auto keys = service.mirror().leadKeys({}, QDateTime::currentDateTimeUtc(), wanted);
    if (int(keys.size()) < wanted)
        return false;
    const QList<LeadRow> last = service.mirror().leadRows({keys.back()});
    if (last.isEmpty())
        return false;
    bool isFound = false;
    bool isAnswered = false;
    const auto listening = QObject::connect(&service.search(), &SearchService::found, &service,
                                            [&](const SearchResults &results) {
                                                isAnswered = true;
                                                for (const SearchHit &hit : results.hits)
                                                    isFound = isFound || hit.leadId == last.constFirst().id;
                                            });
    service.search().search(last.constFirst().name);
    [[maybe_unused]] const bool isHere = waitFor([&] { return isAnswered; });
    QObject::disconnect(listening);
    return isFound;
}

QString difference(const QString &folder, const QUrl &close, const Context &context)
{
    const auto service = openQuietly(folder);
    if (!service)
        return service.error().message;
    if ((*service)->mirror().leadCount() != context.leads)
        return QStringLiteral("%1 leads").arg((*service)->mirror().leadCount());
    return differingLeads((*service)->mirror(), close, context, checkedPages);
}

} // namespace

int playLoad(const QStringList &arguments)
{
    const auto service = openService(arguments.value(0), QUrl(arguments.value(1)));
    const int wanted = std::min(firstLeads, arguments.value(2).toInt());
    if (!service)
        return 1;
    CloseService &loading = **service;
    double peak = 0;
    QTimer report;
    QObject::connect(&report, &QTimer::timeout, &loading, [&] {
        peak = std::max(peak, Usage::now().pssMiB);
        tell({{QStringLiteral("leads"), loading.mirror().leadCount()}, {QStringLiteral("peak"), peak}});
    });
    report.start(500);
    loading.start();
    const auto isAtEnd = [&] { return loading.pullProgress().hasLeads; };
    constexpr int patience = 3'600'000;
    if (!waitFor([&] { return isAtEnd() || loading.mirror().leadCount() >= wanted; }, patience))
        return 1;
    while (!isOfUse(loading, wanted)) {
        if (isAtEnd())
            return 1;
        settle();
    }
    tell({{QStringLiteral("useful"), true}});
    if (!waitFor(isAtEnd, patience))
        return 1;
    tell({{QStringLiteral("whole"), true},
          {QStringLiteral("peak"), std::max(peak, Usage::now().pssMiB)},
          {QStringLiteral("written"), Usage::now().writtenMiB}});
    return 0;
}

QList<Figure> firstSync(const Context &context)
{
    const QString id = QStringLiteral("P1");
    const QString folder = context.folder + QStringLiteral("/firstsync");
    QDir(folder).removeRecursively();
    const SandboxProcess close(context,
                               {QStringLiteral("--rate"), QString::number(requestsASecond),
                                QStringLiteral("--latency"), QStringLiteral("80"), QStringLiteral("--busy"),
                                QStringLiteral("5"), QStringLiteral("--cut"), QStringLiteral("1")});
    const QStringList arguments{folder, close.baseUrl().toString(), QString::number(context.leads)};
    const double secondsBefore = childrensSeconds();
    Load load;
    QElapsedTimer timer;
    timer.start();
    const bool isDone = load.live(arguments, context.leads / 2, timer) &&
                        load.live(arguments, std::numeric_limits<int>::max(), timer);
    const double computed = childrensSeconds() - secondsBefore;
    if (!isDone || !load.wasKilled)
        return {failed(id, QStringLiteral("first load"), QStringLiteral("did not come to its end"))};
    if (const QString wrong = difference(folder, close.baseUrl(), context); !wrong.isEmpty())
        return {failed(id, QStringLiteral("oracle"), wrong)};
    QDir(folder).removeRecursively();

    const double limit = double(context.leads) / pageSize / requestsASecond;
    const double firstLimit = double(std::min(firstLeads, context.leads)) / pageSize / requestsASecond;
    const QString road = QStringLiteral("%1 requests/s of %2").arg(requestsASecond).arg(pageSize);
    const QString s = QStringLiteral("s");
    // Processor time is a target at a million leads; a smaller organisation gets its part of it.
    const double share = double(context.leads) / 1e6;
    return {
        against(id, QStringLiteral("all leads here, one kill -9 midway"), load.wholeSeconds, s, road, limit,
                1.1),
        atMost(id, QStringLiteral("processor time"), computed, s, 150 * share),
        atMost(id, QStringLiteral("peak of memory (PSS)"), load.peakMiB, QStringLiteral("MiB"), 250),
        beside(id, QStringLiteral("written to disk after the kill"), load.writtenMiB, QStringLiteral("MiB"),
               {}, 0),
        against(QStringLiteral("P2"), QStringLiteral("first 10,000 leads listed and found"),
                load.usefulSeconds, s, road, firstLimit, 2),
    };
}

} // namespace leadline::bench
