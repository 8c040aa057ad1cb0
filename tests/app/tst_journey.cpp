#include "tests/app/rig.h"
#include "tests/testkit/testmain.h"
#include "ui/workspace.h"

#include <QDirIterator>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace leadline;

/// Sign in, find a lead by typing, open it, log a call with a note, see it settle, delete it: by keyboard only, with a
/// real keychain. Pictures go to the folder named by LEADLINE_PICTURES, if it is set.
class TestJourney : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void signIn();
    void findALead();
    void logACall();
    void deleteTheCall();
    void comeBack();

private:
    void picture(const char *name);
    [[nodiscard]] OutboxStore &outbox() { return m_rig.desktop.session.service()->outbox(); }

    test::Rig m_rig;
    LeadId m_lead;
    ActivityId m_call;
};

static const QString note = QStringLiteral("Decision in December, send the comparison");

void TestJourney::initTestCase()
{
    QCOMPARE(m_rig.trouble, QString());
    QCOMPARE(m_rig.proxyTrouble, QString());
    m_rig.desktop.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&m_rig.desktop.window));
}

void TestJourney::picture(const char *name)
{
    const QString folder = qEnvironmentVariable("LEADLINE_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(m_rig.desktop.window.grab().save(QStringLiteral("%1/journey-%2.png").arg(folder, QLatin1String(name))));
}

void TestJourney::signIn()
{
    test::expectSilence();
    QVERIFY(test::Rig::tabTo("advancedButton"));
    test::Rig::press(Qt::Key_Space);
    QVERIFY(test::Rig::tabTo("addressEdit"));
    test::Rig::press(Qt::Key_A, Qt::ControlModifier);
    test::Rig::type(m_rig.proxy.baseUrl().toString());
    QVERIFY(test::Rig::tabTo("apiKeyEdit"));
    test::Rig::type(QString::fromLatin1(m_rig.key));
    picture("1-sign-in");
    test::Rig::press(Qt::Key_Return);
    WAIT_FOR(m_rig.desktop.window.workspace() != nullptr);
    WAIT_FOR(m_rig.isLoaded());
    QCOMPARE(m_rig.find<QLineEdit>("apiKeyEdit")->text(), QString());
}

void TestJourney::findALead()
{
    test::expectSilence();
    Mirror &mirror = m_rig.desktop.session.service()->mirror();
    const auto keys = mirror.leadKeys({});
    const LeadRow wanted = mirror.leadRows({keys[keys.size() / 2]}).first();
    m_lead = wanted.id;

    test::Rig::press(Qt::Key_F);
    QCOMPARE(test::Rig::focusName(), QStringLiteral("leadFilter"));
    QString typed;
    for (const QChar c : wanted.name.left(12)) // what a keyboard has
        typed += c.unicode() < 128 ? c : QChar(u' ');
    test::Rig::type(typed.section(QLatin1Char(' '), 0, 0));
    picture("2-filter");
    auto *list = m_rig.find<QListView>("leadList");
    QVERIFY(list);
    WAIT_FOR(list->model()->rowCount() > 0 && list->model()->rowCount() < 60);
    test::Rig::press(Qt::Key_Down);
    QCOMPARE(test::Rig::focusName(), QStringLiteral("leadList"));
    for (int i = 0; i < list->model()->rowCount() && list->currentIndex().data(LeadListModel::LeadIdRole) != m_lead.value; ++i)
        test::Rig::press(Qt::Key_Down);
    QCOMPARE(list->currentIndex().data(LeadListModel::LeadIdRole).toString(), m_lead.value);
    test::Rig::press(Qt::Key_Return);
    auto *timeline = m_rig.find<QListView>("timelineList");
    WAIT_FOR(timeline->model()->rowCount() > 0);
    picture("3-lead");
}

void TestJourney::logACall()
{
    test::expectSilence();
    test::Rig::press(Qt::Key_L);
    WAIT_FOR(test::Rig::focusName() == QLatin1String("callNote"));
    test::Rig::type(note);
    picture("4-call");
    test::Rig::press(Qt::Key_Return, Qt::ControlModifier);
    auto *timeline = m_rig.find<QListView>("timelineList");
    const auto top = [timeline] { return timeline->model()->index(0, 0); };
    // At once on top, before Close has answered.
    QVERIFY(std::get<CallDetails>(top().data(TimelineModel::ActivityRole).value<Activity>().details).note == note);
    QVERIFY(top().data(TimelineModel::SyncStateRole).toInt() != int(SyncState::Synced));
    picture("5-pending");
    WAIT_FOR(outbox().commands().isEmpty());
    WAIT_FOR(top().data(TimelineModel::SyncStateRole).toInt() == int(SyncState::Synced));
    m_call = top().data(TimelineModel::ActivityRole).value<Activity>().id;
    QVERIFY(!m_call.isEmpty());
    QCOMPARE(m_rig.callsInClose(m_lead, note), 1);
    QCOMPARE(m_rig.requests(QStringLiteral("POST /api/v1/activity/call/")), 1);
    picture("6-settled");
}

void TestJourney::deleteTheCall()
{
    test::expectSilence();
    auto *timeline = m_rig.find<QListView>("timelineList");
    test::Rig::press(Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(test::Rig::focusName(), QStringLiteral("timelineList"));
    test::Rig::press(Qt::Key_Home);
    test::Rig::press(Qt::Key_Delete);
    WAIT_FOR(QApplication::activeModalWidget() != nullptr);
    WAIT_FOR(test::Rig::keyWindow() == QApplication::activeModalWidget()->windowHandle());
    QCOMPARE(m_rig.callsInClose(m_lead, note), 1); // asked first
    QVERIFY(test::Rig::tabTo("answer0"));
    test::Rig::press(Qt::Key_Space);
    WAIT_FOR(m_rig.callsInClose(m_lead, note) == 0);
    WAIT_FOR(outbox().commands().isEmpty());
    WAIT_FOR(timeline->model()->index(0, 0).data(TimelineModel::ActivityRole).value<Activity>().id != m_call);
    QCOMPARE(outbox().trashed(m_call.value).value_or(QJsonObject()).value(u"note").toString(), note);
    picture("7-deleted");
}

void TestJourney::comeBack()
{
    test::expectSilence();
    // The key is in the keychain: the account opens again without it being typed, and the mirror is still there.
    const Account account = m_rig.desktop.session.accounts().first();
    m_rig.proxy.down();
    m_rig.desktop.session.open(account);
    WAIT_FOR(m_rig.desktop.window.workspace() != nullptr && m_rig.desktop.session.service() != nullptr);
    WAIT_FOR(m_rig.desktop.session.service()->connection() == Connection::Offline);
    QCOMPARE(m_rig.desktop.session.service()->mirror().leadCount(), 60);
    WAIT_FOR(m_rig.find<QListView>("leadList")->model()->rowCount() == 60);
    picture("8-offline");
}

QTEST_MAIN(TestJourney)
#include "tst_journey.moc"
