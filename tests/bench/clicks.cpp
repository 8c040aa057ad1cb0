#include "tests/bench/clicks.h"

#include "services/mirror/database.h"
#include "tests/bench/desk.h"
#include "tests/bench/filledmirror.h"
#include "tests/bench/paintcounter.h"
#include "tests/bench/role.h"
#include "tests/bench/sandboxprocess.h"
#include "tests/bench/waiting.h"
#include "ui/leaddetailpane.h"
#include "ui/timelinepane.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QListView>

#include <csignal>
#include <optional>
#include <unistd.h>

namespace leadline::bench {

namespace {

const QString id = QStringLiteral("P11");
constexpr int clickCount = 300;
constexpr int clicksALead = 10;   // then the next lead is opened
constexpr int earlyLeads = 2'000; // so many are here when the clicks begin

CommandBody body(const LeadId &lead, int number)
{
    const QString words = QStringLiteral("Click %1").arg(number);
    switch (number % 3) {
    case 0: {
        LogCall call;
        call.leadId = lead;
        call.durationSeconds = 60;
        call.note = words;
        call.activityAt = QDateTime::currentDateTimeUtc();
        return call;
    }
    case 1: {
        CreateNote note;
        note.leadId = lead;
        note.text = words;
        return note;
    }
    default: {
        CreateTask task;
        task.leadId = lead;
        task.text = words;
        task.date = QDate::currentDate();
        return task;
    }
    }
}

/// Bare inserts of rows of the size of a command, durable as ours are, into a file beside ours.
class BareFile
{
public:
    explicit BareFile(const QString &folder)
        : m_file((folder + QStringLiteral("/bare.db")).toStdString(),
                 SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
    {
        m_file.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (text TEXT)");
        m_insert.emplace(m_file, "INSERT INTO row VALUES (?)");
    }
    [[nodiscard]] double commit()
    {
        const Stopwatch watch;
        m_insert->bind(1, std::string(500, 'x'));
        m_insert->exec();
        m_insert->reset();
        return watch.span().wallMs;
    }

private:
    SQLite::Database m_file;
    std::optional<SQLite::Statement> m_insert;
};

Timings timingsFrom(const QJsonValue &values)
{
    Timings times;
    const QJsonArray list = values.toArray();
    for (const QJsonValue &value : list)
        times.add(value.toDouble());
    return times;
}

/// Why a write that was said to be durable is not there; empty = all are.
QString lost(const QString &folder, const QJsonArray &commands)
{
    const auto outbox = OutboxStore::open(folder);
    if (!outbox)
        return outbox.error().message;
    QSet<QString> finished;
    const QList<FinishedCommand> done = (*outbox)->finishedSince(QDateTime::fromMSecsSinceEpoch(0, Qt::UTC));
    for (const FinishedCommand &each : done)
        finished.insert(each.command.id.value);
    for (const QJsonValue &command : commands) {
        const CommandId name(command.toString());
        if (!(*outbox)->command(name) && !finished.contains(name.value))
            return name.value + QStringLiteral(" is lost");
    }
    return {};
}

} // namespace

int playClicks(const QStringList &arguments)
{
    const auto service = openService(arguments.value(0), QUrl(arguments.value(1)));
    if (!service)
        return 1;
    Desk desk(**service);
    (*service)->start();
    if (!waitFor([&] { return (*service)->mirror().leadCount() >= earlyLeads; }))
        return 1;
    const QList<LeadRow> leads = (*service)->mirror().leadRows(
        (*service)->mirror().leadKeys({}, QDateTime::currentDateTimeUtc(), clickCount / clicksALead));
    // Calls and notes come into the timeline, tasks to the lead's own.
    const PaintCounter timeline(desk.workspace().findChild<TimelinePane *>());
    const PaintCounter detail(desk.workspace().findChild<LeadDetailPane *>());
    QJsonArray durable, painted, computed, bare, commands;
    BareFile file(arguments.value(0));
    for (int i = 0; i < clickCount; ++i) {
        const LeadId lead = leads.value(i / clicksALead).id;
        desk.workspace().showLead(lead);
        settle();
        const Stopwatch watch;
        const double computedBefore = spentMs(CLOCK_THREAD_CPUTIME_ID);
        const PaintCounter &paints = i % 3 == 2 ? detail : timeline;
        const int before = paints.count();
        const auto command = (*service)->submit(body(lead, i));
        if (!command)
            return 1;
        durable.append(watch.span().wallMs);
        if (!waitFor([&] { return paints.count() > before; }))
            return 1;
        painted.append(watch.span().wallMs);
        computed.append(spentMs(CLOCK_THREAD_CPUTIME_ID) - computedBefore);
        commands.append(command->value);
        bare.append(file.commit()); // in the same moments, for the disk has other work
        QElapsedTimer pause;
        pause.start();
        if (i + 1 < clickCount) [[maybe_unused]]
            const bool isOver = waitFor([&] { return pause.elapsed() > 40; });
    }
    const bool isLoading = !(*service)->pullProgress().hasLeads;
    tell({{QStringLiteral("durable"), durable},
          {QStringLiteral("painted"), painted},
          {QStringLiteral("computed"), computed},
          {QStringLiteral("bare"), bare},
          {QStringLiteral("commands"), commands},
          {QStringLiteral("isLoading"), isLoading}});
    kill(getpid(), SIGKILL);
    return 1;
}

QList<Figure> clicks(const Context &context)
{
    const QString folder = context.folder + QStringLiteral("/clicks");
    QDir(folder).removeRecursively();
    const SandboxProcess close(context, {QStringLiteral("--rate"), QStringLiteral("20"),
                                         QStringLiteral("--latency"), QStringLiteral("80")});
    QProcess process;
    startRole(process, "click", {folder, close.baseUrl().toString()});
    process.waitForFinished(-1);
    const QJsonObject told = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    const QJsonArray commands = told.value(QLatin1String("commands")).toArray();
    if (commands.size() != clickCount)
        return {failed(id, QStringLiteral("clicks"), QStringLiteral("ended early"))};
    if (const QString wrong = lost(folder, commands); !wrong.isEmpty())
        return {failed(id, QStringLiteral("oracle"), wrong)};
    const Timings bare = timingsFrom(told.value(QLatin1String("bare")));
    QDir(folder).removeRecursively();
    const Timings durable = timingsFrom(told.value(QLatin1String("durable")));
    const Timings painted = timingsFrom(told.value(QLatin1String("painted")));
    const Timings computed = timingsFrom(told.value(QLatin1String("computed")));
    const QString ms = QStringLiteral("ms");
    const QString when = told.value(QLatin1String("isLoading")).toBool()
                             ? QStringLiteral("first load running")
                             : QStringLiteral("leads loaded meanwhile");
    return {
        atMost(id, QStringLiteral("click to durable and painted, p95, ") + when, painted.at(0.95), ms, 16.7),
        beside(id, QStringLiteral("click to durable and painted, p95, computing alone"), computed.at(0.95),
               ms, {}, 0),
        atMost(id, QStringLiteral("click to durable and painted, worst"), painted.max(), ms, 100),
        beside(id, QStringLiteral("click to durable, p95"), durable.at(0.95), ms,
               QStringLiteral("a bare commit, synchronous FULL"), bare.at(0.95)),
        atMost(id, QStringLiteral("of %1 writes lost after kill -9").arg(clickCount), 0,
               QStringLiteral("writes"), 0)};
}

} // namespace leadline::bench
