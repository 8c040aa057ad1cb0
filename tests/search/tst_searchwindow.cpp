#include "tests/frame/sampledata.h"
#include "tests/frame/scriptedprompt.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/leaddetailpane.h"
#include "ui/searchbox.h"
#include "ui/timelinepane.h"
#include "ui/workspace.h"

#include <QListView>
#include <QSettings>
#include <QTabWidget>

using namespace leadline;

/// From a key of the window to what was looked for, over the window of one account.
class SearchWindowTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
    test::ScriptedPrompt m_prompt;
    std::unique_ptr<LinkOpener> m_links;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<test::QuietService> m_service;
    std::unique_ptr<Workspace> m_space;

    template <typename T>
    T *child(const char *name)
    {
        return m_space->findChild<T *>(QLatin1String(name));
    }
    SearchBox *box() { return m_space->findChild<SearchBox *>(); }
    QLineEdit *edit() { return child<QLineEdit>("searchEdit"); }
    QListView *results() { return child<QListView>("searchList"); }
    QListView *timeline() { return child<QListView>("timelineList"); }
    /// As the keyboard does it: shortcuts first, then whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_space->windowHandle(), key, modifiers);
    }
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
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        test::expectSilence();
        m_dir = std::make_unique<QTemporaryDir>();
        m_settings =
            std::make_unique<QSettings>(m_dir->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_links = std::make_unique<LinkOpener>(m_prompt, [](const QUrl &) { return true; });
        m_service = std::make_unique<test::QuietService>(m_clock);
        m_service->put(test::sampleOrganization());
        m_service->put(test::sampleLeads());
        m_service->put(LeadId(QStringLiteral("lead_arkwright")), test::sampleActivities());
        m_space = std::make_unique<Workspace>(
            Workspace::Parts{m_service->service(), *m_theme, m_prompt, *m_links, m_clock, *m_settings});
        m_space->resize(1440, 900);
        m_space->show();
        m_space->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_space.get()));
        m_space->showLead(LeadId(QStringLiteral("lead_hudson")));
        m_space->begin();
    }
    void cleanup()
    {
        m_space.reset();
        m_service.reset();
        m_settings.reset();
    }

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
