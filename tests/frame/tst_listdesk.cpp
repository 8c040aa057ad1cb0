#include "tests/frame/spacefixture.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/leadfilterbar.h"
#include "ui/leadlistmenu.h"
#include "ui/leadlistpane.h"
#include "ui/widgets/banner.h"

#include <QAbstractButton>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>

using namespace leadline;

/// Lists and Smart Views in the window of one account.
class ListDeskTest final : public test::SpaceFixture
{
    Q_OBJECT

    [[nodiscard]] LeadListPane &pane() const { return *m_space->findChild<LeadListPane *>(); }
    [[nodiscard]] int rows() const { return child<QListView>("leadList")->model()->rowCount(); }
    [[nodiscard]] QString title() const
    {
        return child<QAbstractButton>("leadListChooser")->accessibleName().section(u'.', 0, 0);
    }
    [[nodiscard]] NamedLists &lists() const { return m_service->service().lists(); }
    void save(const QString &name)
    {
        Q_EMIT pane().listMenu().aboutToShow(); // this platform has no popups that take keys
        auto *edit = child<QLineEdit>("listName");
        QVERIFY(edit);
        edit->setText(name);
        QTest::keyClick(edit, Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        OrganizationData organization = test::sampleOrganization();
        organization.smartViews = {
            {SmartViewId(QStringLiteral("save_hot")), QStringLiteral("Hot"), QStringLiteral("lead"), {}},
            {SmartViewId(QStringLiteral("save_people")),
             QStringLiteral("People"),
             QStringLiteral("contact"),
             {}},
            {SmartViewId(QStringLiteral("save_calls")), QStringLiteral("Calls"), QStringLiteral("call"), {}}};
        openService(organization);
        openSpace();
    }
    void cleanup() { close(); }

    void filtersAreKeptAsAListAndReopened()
    {
        const int all = rows();
        act("filterOpenTask");
        WAIT_FOR(rows() < all);
        const int kept = rows();
        save(QStringLiteral("With a task"));
        QCOMPARE(title(), QStringLiteral("With a task"));
        QCOMPARE(lists().all().size(), 1);
        act("clearFilters");
        WAIT_FOR(rows() == all);
        QCOMPARE(title(), QStringLiteral("With a task, changed"));
        Q_EMIT pane().listMenu().listRequested(QStringLiteral("With a task"));
        WAIT_FOR(rows() == kept);
        m_space.reset(); // the end of the day
        openSpace();
        WAIT_FOR(rows() == kept);
        QCOMPARE(title(), QStringLiteral("With a task"));
        Q_EMIT pane().listMenu().removeRequested(QStringLiteral("With a task"));
        WAIT_FOR(rows() == all);
        QVERIFY(lists().all().isEmpty());
        QCOMPARE(title(), QStringLiteral("Leads"));
    }

    void aTypedTextIsForTheMoment()
    {
        auto *text = child<QLineEdit>("leadFilter");
        text->setText(QStringLiteral("arkw"));
        WAIT_FOR(rows() == 1);
        m_space.reset();
        openSpace();
        WAIT_FOR(rows() > 1);
        QCOMPARE(child<QLineEdit>("leadFilter")->text(), QString());
    }

    void commandsWalkThroughListsAndViews()
    {
        act("filterOpenTask");
        save(QStringLiteral("Mine"));
        QStringList seen;
        for (int i = 0; i < 4; ++i) {
            act("nextList");
            seen << title();
        }
        QCOMPARE(seen, QStringList({QStringLiteral("Hot"), QStringLiteral("People"), QStringLiteral("Leads"),
                                    QStringLiteral("Mine")}));
        act("previousList");
        QCOMPARE(title(), QStringLiteral("Leads"));
    }

    void aSmartViewShowsWhatIsKeptWhileCloseIsAway()
    {
        SmartViewResult kept;
        kept.takenAt = m_clock.nowUtc().addSecs(-600);
        kept.leads = {LeadId(QStringLiteral("lead_gone")), LeadId(QStringLiteral("lead_arkwright"))};
        kept.total = 2;
        const SmartViewId hot(QStringLiteral("save_hot"));
        bool isStored = false;
        m_service->service().mirror().putSmartView(hot, kept,
                                                   [&isStored](const Result<Done> &) { isStored = true; });
        WAIT_FOR(isStored);
        Q_EMIT pane().listMenu().smartViewRequested(hot);
        QCOMPARE(title(), QStringLiteral("Hot"));
        WAIT_FOR(rows() == 1);
        auto *text = child<QLabel>("smartViewText");
        QVERIFY(text->isVisible());
        WAIT_FOR(text->text().startsWith(
            QStringLiteral("As of 10 minutes ago."))); // nobody listens at the service's address
        QVERIFY(pane().smartViewBar().isVisible());
        Q_EMIT pane().listMenu().allRequested();
        WAIT_FOR(rows() > 1);
        QVERIFY(!pane().smartViewBar().isVisible());
    }

    void aListThatCannotBeKeptIsSaid()
    {
        QVERIFY(QDir(m_service->folder()).exists());
        act("filterOpenTask");
        const QString file = m_service->folder() + QStringLiteral("/account/lists.json");
        QVERIFY(QDir().mkpath(file)); // a folder where the file should be
        save(QStringLiteral("Mine"));
        QVERIFY(child<Banner>("workspaceBanner")->isVisible());
        QVERIFY(lists().all().isEmpty());
        QVERIFY(QDir().rmdir(file));
    }
};

QTEST_MAIN(ListDeskTest)
#include "tst_listdesk.moc"
