#include "tests/app/rig.h"
#include "tests/testkit/testmain.h"
#include "ui/workspace.h"

using namespace leadline;
using sandbox::Fault;
using sandbox::WireFault;

/// Every fault against the reads: the first load ends with every lead, by itself or after F5, and an open lead keeps
/// showing what the mirror has.
class TestReadFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void firstLoad_data() { addFaults(); }
    void firstLoad();
    void openLead_data() { addFaults(); }
    void openLead();

private:
    static void addFaults();
    static void damage(test::Rig &rig, const QByteArray &method, const QString &path);
};

void TestReadFaults::addFaults()
{
    QTest::addColumn<int>("server"); // -1 = a fault of the wire
    QTest::addColumn<int>("wire");
    const auto server = [](const char *name, Fault fault) { QTest::newRow(name) << int(fault) << -1; };
    const auto wire = [](const char *name, WireFault fault) { QTest::newRow(name) << -1 << int(fault); };
    server("429", Fault::RateLimited);
    server("500", Fault::ServerError);
    server("502", Fault::BadGateway);
    server("503", Fault::Unavailable);
    server("504", Fault::GatewayTimeout);
    server("HTML", Fault::HtmlPage);
    server("wrong types", Fault::WrongTypes);
    server("400", Fault::Rejected);
    wire("reset before", WireFault::ResetBefore);
    wire("reset after", WireFault::ResetAfter);
    wire("closed after", WireFault::CloseAfter);
    wire("cut", WireFault::CutAnswer);
    wire("slow", WireFault::SlowAnswer);
}

void TestReadFaults::damage(test::Rig &rig, const QByteArray &method, const QString &path)
{
    QFETCH(int, server);
    QFETCH(int, wire);
    if (wire >= 0) {
        rig.proxy.next(WireFault(wire), method, path, 1, WireFault(wire) == WireFault::SlowAnswer ? 200'000 : 300);
        return;
    }
    sandbox::FaultRule rule;
    rule.fault = Fault(server);
    rule.method = method;
    rule.path = path;
    rig.server.faults().add(rule);
}

void TestReadFaults::firstLoad()
{
    test::Rig rig;
    damage(rig, "POST", QStringLiteral("data/search/"));
    rig.signIn();
    QVERIFY(QTest::qWaitForWindowActive(&rig.desktop.window));
    WAIT_FOR(rig.desktop.session.service() != nullptr);
    CloseService &service = *rig.desktop.session.service();
    WAIT_FOR(service.pullProgress().hasLeads || service.pullProgress().error.kind != ErrorKind::None);
    if (!service.pullProgress().hasLeads) {
        WAIT_FOR(rig.find<QWidget>("pullBar") != nullptr);
        service.startPull(); // "Load leads from Close"
    }
    WAIT_FOR(rig.isLoaded());
    QCOMPARE(service.mirror().leadCount(), 60);
    WAIT_FOR(rig.find<QListView>("leadList")->model()->rowCount() == 60);
}

void TestReadFaults::openLead()
{
    test::Rig rig;
    rig.signIn();
    QVERIFY(QTest::qWaitForWindowActive(&rig.desktop.window));
    WAIT_FOR(rig.isLoaded());
    Mirror &mirror = rig.desktop.session.service()->mirror();
    auto *list = rig.find<QListView>("leadList");
    test::Rig::press(Qt::Key_1, Qt::ControlModifier);
    test::Rig::press(Qt::Key_Home);
    const LeadId lead(list->model()->index(1, 0).data(LeadListModel::LeadIdRole).toString());
    const QString name = list->model()->index(1, 0).data().toString();
    damage(rig, "GET", QStringLiteral("lead/") + lead.value);
    QSignalSpy failed(rig.desktop.session.service(), &CloseService::refreshFailed);
    QSignalSpy finished(rig.desktop.session.service(), &CloseService::refreshFinished);
    const auto isOver = [&](const QSignalSpy &spy) {
        return std::any_of(spy.begin(), spy.end(), [&](const QVariantList &call) { return call.first().value<LeadId>() == lead; });
    };
    test::Rig::press(Qt::Key_Down);
    WAIT_FOR(isOver(failed) || isOver(finished));
    QCOMPARE(list->currentIndex().data(LeadListModel::LeadIdRole).toString(), lead.value);
    QVERIFY(mirror.lead(lead).has_value());
    QCOMPARE(mirror.lead(lead)->displayName, name);
    QCOMPARE(mirror.leadCount(), 60);
    QVERIFY(rig.desktop.window.isActiveWindow()); // nothing popped up and took the keyboard
    // Whatever happened, F5 makes it good.
    finished.clear();
    test::Rig::press(Qt::Key_F5);
    WAIT_FOR(isOver(finished));
    QVERIFY(mirror.activityCount(lead, {}) > 0);
}

QTEST_MAIN(TestReadFaults)
#include "tst_readfaults.moc"
