#include "services/sync/outbox/outboxsender.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::WireFault;
using leadline::test::Bench;

namespace {

const QString note = QStringLiteral("Asked for the \"contract\" <soon> & price");

/// What becomes of the call by itself, without a person.
enum class End { Arrives, Person, Rejected, SignIn };

struct Case
{
    std::optional<Fault> answer;
    bool isAfterApplying = false;
    std::optional<WireFault> wire;
    int bytes = 0;
    End end = End::Arrives;
    int posts = 1; ///< that reached the server
    int calls = 1; ///< in Close in the end
};

Case answered(Fault fault, bool isAfterApplying, End end, int posts, int calls)
{
    Case c;
    c.answer = fault;
    c.isAfterApplying = isAfterApplying;
    c.end = end;
    c.posts = posts;
    c.calls = calls;
    return c;
}

Case cut(WireFault fault, int bytes, End end, int posts, int calls)
{
    Case c;
    c.wire = fault;
    c.bytes = bytes;
    c.end = end;
    c.posts = posts;
    c.calls = calls;
    return c;
}

SendPlan::Options quickPlan()
{
    using std::chrono::milliseconds;
    SendPlan::Options options;
    options.backoffBase = milliseconds(1);
    options.backoffCap = milliseconds(10);
    options.lookups = {milliseconds(1), milliseconds(5)};
    options.settle = milliseconds(60);
    options.readGap = milliseconds(20);
    return options;
}

} // namespace

Q_DECLARE_METATYPE(Case)

/// Each fault of the sandbox and of the wire against the write of a call: never doubled, never lost, never
/// silent.
class TestOutboxFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void survives_data()
    {
        QTest::addColumn<Case>("c");
        QTest::newRow("429") << answered(Fault::RateLimited, false, End::Arrives, 2, 1);
        QTest::newRow("400") << answered(Fault::Rejected, false, End::Rejected, 1, 0);
        QTest::newRow("401") << answered(Fault::Unauthorized, false, End::SignIn, 1, 0);
        const std::pair<const char *, Fault> uncertain[] = {
            {"500", Fault::ServerError},       {"502 HTML", Fault::BadGateway},
            {"503 empty", Fault::Unavailable}, {"504", Fault::GatewayTimeout},
            {"login page", Fault::HtmlPage},   {"wrong types", Fault::WrongTypes},
        };
        for (const auto &[name, fault] : uncertain) {
            QTest::addRow("%s, not applied", name) << answered(fault, false, End::Person, 1, 0);
            QTest::addRow("%s, applied", name) << answered(fault, true, End::Arrives, 1, 1);
        }
        QTest::newRow("reset before") << cut(WireFault::ResetBefore, 0, End::Person, 0, 0);
        QTest::newRow("reset after") << cut(WireFault::ResetAfter, 0, End::Arrives, 1, 1);
        QTest::newRow("closed after") << cut(WireFault::CloseAfter, 0, End::Arrives, 1, 1);
        QTest::newRow("stall") << cut(WireFault::Stall, 0, End::Arrives, 1, 1);
        QTest::newRow("half a status line") << cut(WireFault::CutAnswer, 9, End::Arrives, 1, 1);
        QTest::newRow("half headers") << cut(WireFault::CutAnswer, 60, End::Arrives, 1, 1);
        QTest::newRow("half a body") << cut(WireFault::CutAnswer, 700, End::Arrives, 1, 1);
        QTest::newRow("a byte a second") << cut(WireFault::SlowAnswer, 1, End::Arrives, 1, 1);
        QTest::newRow("refused") << cut(WireFault::Refuse, 0, End::Arrives, 1, 1);
    }
    void survives()
    {
        QFETCH(Case, c);
        SystemClock clock;
        Bench bench(clock);
        QVERIFY(bench.takeLeads());
        const LeadId lead = bench.lead(3);
        OutboxSender sender(bench.api(), bench.mirror(), bench.outbox(), bench.me(), clock, quickPlan());
        sandbox::FaultRule rule;
        rule.method = "POST";
        rule.path = QStringLiteral("activity/call/");
        rule.afterApplying = c.isAfterApplying;
        rule.retryAfterSeconds = 0;
        if (c.answer) {
            rule.fault = *c.answer;
            bench.server().faults().add(rule);
        } else {
            bench.proxy().next(*c.wire, rule.method, rule.path, 1, c.bytes);
        }

        const Command command = bench.queued(bench.callTo(lead, note));
        sender.start();
        const auto state = [&bench, &command] {
            const auto now = bench.outbox().command(command.id);
            return now ? now->state : CommandState::Done;
        };
        if (c.wire == WireFault::Refuse) {
            WAIT_FOR(bench.outbox().command(command.id)->lastError.kind == ErrorKind::Unreached);
            WAIT_FOR(state() == CommandState::Queued);
            bench.proxy().restore();
        }
        switch (c.end) {
        case End::Arrives:
            WAIT_FOR(bench.outbox().commands().isEmpty());
            QCOMPARE(bench.mirror().activityCount(lead, {ActivityKind::Call}), 1);
            break;
        case End::Person:
            WAIT_FOR(state() == CommandState::User);
            break;
        case End::Rejected:
            WAIT_FOR(state() == CommandState::Rejected);
            QVERIFY(!bench.outbox().command(command.id)->lastError.fieldErrors.isEmpty());
            break;
        case End::SignIn:
            WAIT_FOR(bench.outbox().command(command.id)->lastError.kind == ErrorKind::Unauthorized);
            QCOMPARE(state(), CommandState::Queued);
            break;
        }
        QCOMPARE(bench.posts(), c.posts);
        QCOMPARE(bench.callsWith(lead, note), c.calls);
        if (c.end != End::Arrives)
            QCOMPARE(std::get<LogCall>(bench.outbox().command(command.id)->body).note, note);
        bench.close();
    }
};

QTEST_GUILESS_MAIN(TestOutboxFaults)
#include "tst_outboxfaults.moc"
