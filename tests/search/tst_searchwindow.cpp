#include "tests/frame/spacefixture.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/leaddetailpane.h"
#include "ui/searchbox.h"
#include "ui/timelinepane.h"

#include <QListView>
#include <QTabWidget>

using namespace leadline;

/// From a key of the window to what was looked for, over the window of one account.
class SearchWindowTest final : public test::SpaceFixture
{
    Q_OBJECT

    SearchBox *box() { return m_space->findChild<SearchBox *>(); }
    QLineEdit *edit() { return child<QLineEdit>("searchEdit"); }
    QListView *results() { return child<QListView>("searchList"); }
    QListView *timeline() { return child<QListView>("timelineList"); }
    void search(const char *text, const char *first)
    {
        press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(edit(), QString::fromUtf8(text));
        WAIT_FOR(results()
                     ->currentIndex()
                     .data(Qt::AccessibleTextRole)
                     .toString()
                     .startsWith(QString::fromUtf8(first)));
    }
    QString openLead()
    {
        return child<LeadDetailPane>("leadDetailPane")
                   ? m_space->findChild<QLabel *>(QStringLiteral("leadName"))->text()
                   : QString();
    }
    QString currentActivity()
    {
        return timeline()->currentIndex().data(TimelineModel::ActivityRole).value<Activity>().id.value;
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openService();
        openSpace();
        m_space->showLead(LeadId(QStringLiteral("lead_hudson")));
        m_space->begin();
    }
    void cleanup() { close(); }

    void slashOpensTheBoxAndEnterTheLead()
    {
        press(Qt::Key_Slash);
        QVERIFY(box()->isVisible());
        QVERIFY(edit()->hasFocus());
        QTest::keyClicks(edit(), QStringLiteral("muller"));
        WAIT_FOR(results()->currentIndex().isValid());
        press(Qt::Key_Return);
        QVERIFY(!box()->isVisible());
        QCOMPARE(openLead(), QString::fromUtf8("Müller Wärmetechnik GmbH"));
        QCOMPARE(test::auditWidgets(m_space.get()).join(QLatin1Char('\n')), QString());
    }

    void anActivityIsShownInTheTimeline()
    {
        const QList<Activity> activities = test::sampleActivities();
        const auto note = std::find_if(activities.begin(), activities.end(),
                                       [](const Activity &each) { return each.kind == ActivityKind::Note; });
        QVERIFY(note != activities.end());
        const QString word = std::get<NoteDetails>(note->details).text.section(QLatin1Char(' '), 0, 1);
        search(qPrintable(word), "Note");
        press(Qt::Key_Return);
        QCOMPARE(openLead(), QStringLiteral("Arkwright Robotics"));
        QCOMPARE(currentActivity(), note->id.value);
        QVERIFY(timeline()->hasFocus());
    }

    void inANarrowWindowToo()
    {
        m_space->resize(1000, 700);
        const QList<Activity> activities = test::sampleActivities();
        const auto note = std::find_if(activities.begin(), activities.end(),
                                       [](const Activity &each) { return each.kind == ActivityKind::Note; });
        search(qPrintable(std::get<NoteDetails>(note->details).text.section(QLatin1Char(' '), 0, 1)), "Note");
        press(Qt::Key_Return);
        QVERIFY(timeline()->isVisible());
        QCOMPARE(currentActivity(), note->id.value);
        search("dana", "Contact, Dana Whitfield");
        press(Qt::Key_Return);
        QCOMPARE(child<QTabWidget>("middleTabs")->currentIndex(), 0);
    }

    void theButtonOpensItAndTheFilterHasAKeyOfItsOwn()
    {
        QTest::mouseClick(child<QWidget>("searchButton"), Qt::LeftButton);
        QVERIFY(box()->isVisible());
        press(Qt::Key_Escape);
        press(Qt::Key_F);
        QVERIFY(child<QLineEdit>("leadFilter")->hasFocus());
        press(Qt::Key_Slash); // in an editor it is a letter
        QCOMPARE(child<QLineEdit>("leadFilter")->text(), QStringLiteral("/"));
        QVERIFY(!box()->isVisible());
        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(box()->isVisible());
    }

    void itStandsAmongTheCommands()
    {
        QAction *const action = m_space->actions().find(QStringLiteral("search"));
        QVERIFY(action != nullptr);
        QCOMPARE(Actions::keysOf(action), (QStringList{QStringLiteral("/"), QStringLiteral("Ctrl+F")}));
        action->trigger();
        QVERIFY(box()->isVisible());
    }

    void closeThatCannotBeReachedIsSaid()
    {
        search("dana", "Contact");
        press(Qt::Key_End);
        press(Qt::Key_Return);
        WAIT_FOR(results()
                     ->model()
                     ->index(results()->model()->rowCount() - 1, 0)
                     .data(Qt::AccessibleTextRole)
                     .toString()
                     .endsWith(QLatin1String("Enter asks again.")));
    }
};

QTEST_MAIN(SearchWindowTest)
#include "tst_searchwindow.moc"
