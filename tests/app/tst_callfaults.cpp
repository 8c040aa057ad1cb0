#include "tests/app/rig.h"
#include "tests/testkit/testmain.h"
#include "ui/workspace.h"

using namespace leadline;
using sandbox::Fault;
using sandbox::WireFault;

namespace {

/// How a call ends whose write was hit by the fault.
enum class End {
    Settled,      ///< in Close once, nothing waits here
    Rejected,     ///< not in Close, kept with Close's words
    Checking,     ///< not in Close, shown as uncertain, kept
    SignInNeeded, ///< not in Close, kept, the sign-in pane is open
};

const QString note = QStringLiteral("Asked for the contract");

} // namespace
Q_DECLARE_METATYPE(End)

/// Every fault of the built-in Close and of its proxy against the call write, through the window. Whatever happens, the
/// call is in Close at most once, and what is not there stands on the timeline with the reason.
class TestCallFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void serverFault_data();
    void serverFault();
    void wireFault_data();
    void wireFault();
    void withoutANetworkItWaits();

private:
    /// Signs in, opens the first lead and saves a call by keys.
    void logCall(test::Rig &rig, LeadId &lead, const std::function<void()> &damage);
    void expectEnd(test::Rig &rig, const LeadId &lead, End end);
};

void TestCallFaults::logCall(test::Rig &rig, LeadId &lead, const std::function<void()> &damage)
{
    QCOMPARE(rig.trouble + rig.proxyTrouble, QString());
    rig.signIn();
    QVERIFY(QTest::qWaitForWindowActive(&rig.desktop.window));
    WAIT_FOR(rig.isLoaded());
    auto *list = rig.find<QListView>("leadList");
    test::Rig::press(Qt::Key_1, Qt::ControlModifier);
    test::Rig::press(Qt::Key_Home);
    lead = LeadId(list->currentIndex().data(LeadListModel::LeadIdRole).toString());
    QVERIFY(!lead.isEmpty());
    // The lead's own refresh is over before the damage begins.
    Mirror &mirror = rig.desktop.session.service()->mirror();
    WAIT_FOR(mirror.activityCount(lead, {}) > 0);
    damage();
    test::Rig::press(Qt::Key_L);
    WAIT_FOR(test::Rig::focusName() == QLatin1String("callNote"));
    test::Rig::type(note);
    test::Rig::press(Qt::Key_Return, Qt::ControlModifier);
}

void TestCallFaults::expectEnd(test::Rig &rig, const LeadId &lead, End end)
{
    OutboxStore &outbox = rig.desktop.session.service()->outbox();
    auto *timeline = rig.find<QListView>("timelineList");
    const auto shown = [timeline](int role) { return timeline->model()->index(0, 0).data(role); };
    const auto stateShown = [&shown] { return SyncState(shown(TimelineModel::SyncStateRole).toInt()); };
    switch (end) {
    case End::Settled:
        WAIT_FOR(outbox.commands().isEmpty());
        WAIT_FOR(stateShown() == SyncState::Synced);
        QCOMPARE(rig.callsInClose(lead, note), 1);
        break;
    case End::Rejected:
        WAIT_FOR(stateShown() == SyncState::Rejected);
        QCOMPARE(rig.callsInClose(lead, note), 0);
        QVERIFY(!shown(TimelineModel::ErrorRole).value<ApiError>().fieldErrors.isEmpty());
        break;
    case End::Checking:
        WAIT_FOR(stateShown() == SyncState::Checking);
        WAIT_FOR(rig.requests(QStringLiteral("GET /api/v1/activity/call/")) > 0); // it was looked for
        QCOMPARE(rig.callsInClose(lead, note), 0);
        QVERIFY(stateShown() == SyncState::Checking);
        break;
    case End::SignInNeeded:
        WAIT_FOR(rig.find<QWidget>("signInPane")->isVisible());
        QCOMPARE(rig.callsInClose(lead, note), 0);
        QCOMPARE(outbox.commands().size(), 1);
        break;
    }
    const Activity top = shown(TimelineModel::ActivityRole).value<Activity>();
    QCOMPARE(std::get<CallDetails>(top.details).note, note); // the text is always there
    QVERIFY(rig.requests(QStringLiteral("POST /api/v1/activity/call/")) <= (end == End::Settled ? 2 : 1));
}

void TestCallFaults::serverFault_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("afterApplying");
    QTest::addColumn<End>("end");
    QTest::newRow("429") << Fault::RateLimited << false << End::Settled;
    QTest::newRow("500 before") << Fault::ServerError << false << End::Checking;
    QTest::newRow("500 after") << Fault::ServerError << true << End::Settled;
    QTest::newRow("502 before") << Fault::BadGateway << false << End::Checking;
    QTest::newRow("502 after") << Fault::BadGateway << true << End::Settled;
    QTest::newRow("503 before") << Fault::Unavailable << false << End::Checking;
    QTest::newRow("503 after") << Fault::Unavailable << true << End::Settled;
    QTest::newRow("504 before") << Fault::GatewayTimeout << false << End::Checking;
    QTest::newRow("504 after") << Fault::GatewayTimeout << true << End::Settled;
    QTest::newRow("HTML before") << Fault::HtmlPage << false << End::Checking;
    QTest::newRow("HTML after") << Fault::HtmlPage << true << End::Settled;
    QTest::newRow("wrong types after") << Fault::WrongTypes << true << End::Settled;
    QTest::newRow("400") << Fault::Rejected << false << End::Rejected;
    QTest::newRow("401") << Fault::Unauthorized << false << End::SignInNeeded;
}

void TestCallFaults::serverFault()
{
    QFETCH(Fault, fault);
    QFETCH(bool, afterApplying);
    QFETCH(End, end);
    test::Rig rig;
    LeadId lead;
    logCall(rig, lead, [&] {
        sandbox::FaultRule rule;
        rule.fault = fault;
        rule.method = "POST";
        rule.path = QStringLiteral("activity/call/");
        rule.afterApplying = afterApplying;
        rig.server.faults().add(rule);
    });
    expectEnd(rig, lead, end);
}

void TestCallFaults::wireFault_data()
{
    QTest::addColumn<WireFault>("fault");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<End>("end");
    QTest::newRow("reset before") << WireFault::ResetBefore << 0 << End::Checking;
    QTest::newRow("reset after") << WireFault::ResetAfter << 0 << End::Settled;
    QTest::newRow("closed after") << WireFault::CloseAfter << 0 << End::Settled;
    QTest::newRow("cut in the head") << WireFault::CutAnswer << 20 << End::Settled;
    QTest::newRow("cut in the body") << WireFault::CutAnswer << -40 << End::Settled;
    QTest::newRow("slow") << WireFault::SlowAnswer << 4000 << End::Settled;
}

void TestCallFaults::wireFault()
{
    QFETCH(WireFault, fault);
    QFETCH(int, bytes);
    QFETCH(End, end);
    test::Rig rig;
    LeadId lead;
    logCall(rig, lead, [&] { rig.proxy.next(fault, "POST", QStringLiteral("activity/call/"), 1, bytes); });
    expectEnd(rig, lead, end);
}

void TestCallFaults::withoutANetworkItWaits()
{
    test::Rig rig;
    LeadId lead;
    logCall(rig, lead, [&] { rig.proxy.down(); });
    WAIT_FOR(rig.desktop.session.service()->connection() == Connection::Offline);
    OutboxStore &outbox = rig.desktop.session.service()->outbox();
    QCOMPARE(outbox.commands().size(), 1);
    WAIT_FOR(outbox.commands().first().state == CommandState::Queued); // between two tries it is being sent
    QCOMPARE(rig.callsInClose(lead, note), 0);
    rig.proxy.restore();
    test::Rig::press(Qt::Key_F5);
    expectEnd(rig, lead, End::Settled);
    QCOMPARE(rig.requests(QStringLiteral("POST /api/v1/activity/call/")), 1);
}

QTEST_MAIN(TestCallFaults)
#include "tst_callfaults.moc"
