#include "tests/bench/exactwrites.h"

#include "tests/bench/filledmirror.h"
#include "tests/bench/localclose.h"
#include "tests/bench/sandboxprocess.h"
#include "tests/bench/usage.h"
#include "tests/bench/waiting.h"

#include <QRegularExpression>
#include <QTemporaryDir>

#include <random>

namespace leadline::bench {

namespace {

const QString id = QStringLiteral("P12");
constexpr int writeCount = 10'000;
constexpr int leadCount = 1'000;
constexpr int mostWaiting = 400;    // as after a day without a network
constexpr int requestsASecond = 20; // of one endpoint group
constexpr int kinds = 3;            // each is an endpoint group of its own in Close
constexpr int patience = 1'800'000;
// Nearly each third request is done, and its answer lost: writes, which must not be done again, and the
// look-ups after them. None is answered 429 by chance: such an answer closes its endpoint group for a second,
// so that Close's word would be measured and not what becomes of it. Those that come are Close's own, for
// going too fast.
constexpr double lostAnswers = 0.3;

QString words(int number)
{
    return QStringLiteral("Exact %1.").arg(number);
}

CommandBody body(const LeadId &lead, int number)
{
    // One kind after the other: at any time the budget of one endpoint group is the limit.
    const int kind = number * kinds / writeCount;
    if (kind == 0) {
        LogCall call;
        call.leadId = lead;
        call.durationSeconds = 60;
        call.note = words(number);
        call.activityAt = QDateTime::currentDateTimeUtc();
        return call;
    }
    if (kind == 1) {
        CreateNote note;
        note.leadId = lead;
        note.text = words(number);
        return note;
    }
    CreateTask task;
    task.leadId = lead;
    task.text = words(number);
    return task;
}

sandbox::Server::Options spoiled(quint64 seed)
{
    sandbox::Server::Options options;
    options.apiKey = SandboxProcess::apiKey();
    options.store.leads = leadCount;
    options.rateLimit = requestsASecond * options.rateWindowMs / 1000;
    options.weather.latencyMs = 80;
    options.weather.resetShare = lostAnswers;
    options.weather.seed = unsigned(seed);
    return options;
}

/// How many objects of each number Close has.
QHash<int, int> counted(LocalClose &close, const QList<LeadRow> &leads)
{
    QHash<int, int> counts;
    const auto count = [&counts](const QJsonObject &object) {
        static const QRegularExpression mark(QStringLiteral("Exact (\\d+)\\."));
        for (const char *key : {"note", "note_html", "text"}) {
            const auto match = mark.match(object.value(QLatin1String(key)).toString());
            if (match.hasMatch()) {
                ++counts[match.captured(1).toInt()];
                return;
            }
        }
    };
    close.run([&](sandbox::Server &server) {
        for (const LeadRow &lead : leads) {
            for (const auto kind : {sandbox::Kind::Activity, sandbox::Kind::Task}) {
                const QList<QJsonObject> objects = server.store().ofLead(kind, lead.id.value);
                std::for_each(objects.begin(), objects.end(), count);
            }
        }
    });
    return counts;
}

bool isLeftToPerson(CommandState state)
{
    return state == CommandState::Rejected || state == CommandState::User || state == CommandState::Parked;
}

/// Commands that still act by themselves.
int waiting(const OutboxStore &outbox)
{
    const QList<Command> commands = outbox.commands();
    return int(std::count_if(commands.begin(), commands.end(),
                             [](const Command &command) { return !isLeftToPerson(command.state); }));
}

QList<Figure> figures(const QHash<int, int> &counts, int asked, double seconds, double computed)
{
    int lost = 0;
    int doubled = 0;
    for (int number = 0; number < writeCount; ++number) {
        const int made = counts.value(number);
        lost += made == 0 ? 1 : 0;
        doubled += made > 1 ? 1 : 0;
    }
    const QString writes = QStringLiteral("writes");
    return {atMost(id, QStringLiteral("lost, of %1").arg(writeCount), std::max(0, lost - asked), writes, 0),
            atMost(id, QStringLiteral("doubled"), doubled, writes, 0),
            beside(id, QStringLiteral("left to a person"), asked, writes, {}, 0),
            atLeast(id, QStringLiteral("goodput, share of the rate limit, answers of 30 % lost"),
                    writeCount / seconds / requestsASecond, QStringLiteral("x"), 0.8),
            beside(id, QStringLiteral("processor time of a thousand writes, Close's own included"),
                   computed * 1000 / writeCount, QStringLiteral("s"), {}, 0)};
}

} // namespace

QList<Figure> exactWrites(const Context &context)
{
    LocalClose close(spoiled(context.seed));
    const QTemporaryDir folder;
    UserId user;
    close.run([&user](sandbox::Server &server) { user = UserId(server.store().currentUserId()); });
    auto service = openService(folder.filePath(QStringLiteral("account")), close.baseUrl(), user);
    if (!service)
        return {failed(id, QStringLiteral("open"), service.error().message)};
    (*service)->setHold(std::chrono::seconds(0));
    if (const auto loaded = waitForFirstLoad(**service); !loaded)
        return {failed(id, QStringLiteral("leads"), loaded.error().message)};
    const auto keys = (*service)->mirror().leadKeys({});
    const QList<LeadRow> leads = (*service)->mirror().leadRows(keys);
    OutboxStore &outbox = (*service)->outbox();

    std::mt19937_64 random(context.seed);
    const double computedBefore = Usage::now().processorSeconds;
    QElapsedTimer timer;
    timer.start();
    int written = 0;
    const auto refill = [&] {
        for (int free = mostWaiting - waiting(outbox); free > 0 && written < writeCount; --free) {
            const LeadId lead = leads.at(qsizetype(random() % size_t(leads.size()))).id;
            if (!(*service)->submit(body(lead, written)))
                return false;
            ++written;
        }
        return true;
    };
    while (written < writeCount) {
        if (!refill() || timer.elapsed() > patience)
            return {failed(id, QStringLiteral("writes"), QStringLiteral("stuck after %1").arg(written))};
        [[maybe_unused]] const bool isLess =
            waitFor([&] { return waiting(outbox) < mostWaiting / 2; }, patience);
    }
    if (!waitFor([&] { return waiting(outbox) == 0; }, patience))
        return {failed(id, QStringLiteral("writes"), QStringLiteral("%1 do not end").arg(waiting(outbox)))};
    const double seconds = double(timer.elapsed()) / 1000;
    const double computed = Usage::now().processorSeconds - computedBefore;
    const int asked = int(outbox.commands().size());
    service->reset();
    return figures(counted(close, leads), asked, seconds, computed);
}

} // namespace leadline::bench
