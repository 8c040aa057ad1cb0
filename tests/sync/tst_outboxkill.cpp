#include "services/closeservice.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

using namespace leadline;
using leadline::sandbox::WireFault;
using leadline::test::Bench;

namespace {

const QString note = QStringLiteral("killed");

std::unique_ptr<CloseService> openService(const QUrl &baseUrl, const QString &folder, const UserId &user,
                                          const Clock &clock)
{
    CloseService::Options options;
    options.baseUrl = baseUrl;
    options.apiKey = Secret("api_sandbox.leadline");
    options.dataFolder = folder;
    options.userId = user;
    options.hold = std::chrono::seconds(0);
    auto service = CloseService::open(std::move(options), clock);
    return service ? std::move(service).value() : nullptr;
}

/// The program that will be killed: logs one call, says so when it is durable, and runs on.
int runVictim(const QStringList &arguments)
{
    const SystemClock clock;
    const auto service = openService(QUrl(arguments.at(2)), arguments.at(3), UserId(arguments.at(4)), clock);
    if (!service)
        return 1;
    LogCall call;
    call.leadId = LeadId(arguments.at(5));
    call.note = note;
    call.durationSeconds = 7;
    call.activityAt = clock.nowUtc();
    service->start();
    if (!service->submit(call))
        return 2;
    std::puts("durable");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

/// A real process killed with SIGKILL while its call is on the wire, and a new one on the same files.
class TestOutboxKill final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void losesNothingAndDoublesNothing()
    {
        SystemClock clock;
        Bench bench(clock);
        QVERIFY(bench.takeLeads());
        bench.close();
        const LeadId lead = bench.lead(1);
        bench.proxy().next(WireFault::Stall, "POST", QStringLiteral("activity/call/"));
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--victim"), bench.proxy().baseUrl().toString(), bench.folder(),
                      bench.me().value, lead.value});
        WAIT_FOR(bench.callsWith(lead, note) == 1);
        QCOMPARE(victim.readAllStandardOutput().trimmed(), QByteArray("durable"));
        victim.kill();
        WAIT_FOR(victim.state() == QProcess::NotRunning);

        const auto service = openService(bench.proxy().baseUrl(), bench.folder(), bench.me(), clock);
        QVERIFY(service);
        QCOMPARE(service->outbox().commands().value(0).state, CommandState::Sending);
        service->start();
        WAIT_FOR(service->outbox().commands().isEmpty());
        QVERIFY(!service->mirror().activities(lead, {ActivityKind::Call}, 0, 100).isEmpty());
        QCOMPARE(bench.posts(), 1);
        QCOMPARE(bench.callsWith(lead, note), 1);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == QLatin1String("--victim"))
        return runVictim(app.arguments());
    TestOutboxKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_outboxkill.moc"
