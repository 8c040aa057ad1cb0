#include "tests/frame/widgetaudit.h"
#include "tests/lists/listsfixture.h"
#include "ui/emptystate.h"
#include "ui/leadlistpane.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>
#include <QStackedWidget>

using namespace leadline;
using namespace leadline::test;

class LeadListPaneTest final : public ListsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        expectSilence();
        openBoth();
        m_theme = std::make_unique<Theme>();
    }
    void cleanup()
    {
        m_pane.reset();
        m_model.reset();
        m_theme.reset();
        closeBoth();
    }

    void arrowsHomeAndEndSelect()
    {
        show();
        QSignalSpy selected(m_pane.get(), &LeadListPane::leadSelected);
        m_pane->focusList();
        QTRY_VERIFY(list()->hasFocus());
        QCOMPARE(currentName(), QStringLiteral("Arkwright Robotics"));
        QTest::keyClick(list(), Qt::Key_Down);
        QCOMPARE(m_pane->currentLead(), LeadId(QStringLiteral("lead_lindqvist")));
        QTest::keyClick(list(), Qt::Key_End);
        QCOMPARE(currentName(), QStringLiteral("Hudson Rail Supply"));
        QTest::keyClick(list(), Qt::Key_Home);
        QCOMPARE(currentName(), QStringLiteral("Arkwright Robotics"));
        QCOMPARE(selected.size(), 4);
    }

    void typeAheadFindsByTheFirstLetters()
    {
        show();
        m_pane->focusList();
        QTest::keyClicks(list(), QStringLiteral("mull"));
        QTRY_COMPARE(currentName(), QStringLiteral("Müller Wärmetechnik GmbH"));
    }

    void lettersThatAreShortcutsContinueAWord()
    {
        show();
        QShortcut call(QKeySequence(Qt::Key_L), m_pane.get());
        QSignalSpy called(&call, &QShortcut::activated);
        m_pane->focusList();
        QTest::keyClick(list(), Qt::Key_L);
        QCOMPARE(called.size(), 1);
        QTRY_COMPARE(currentName(), QStringLiteral("Arkwright Robotics"));
        QTest::keyClicks(list(), QStringLiteral("sol"));
        QCOMPARE(called.size(), 1);
        QTRY_COMPARE(currentName(), QStringLiteral("Solano Freight Partners of the Greater Bay Area"));
    }

    void spaceContinuesAWordToo()
    {
        putSampleLeads();
        QVERIFY(put({someLead(QStringLiteral("lead_perth"), QStringLiteral("Per Thorn"), -60)}));
        show(false);
        m_pane->focusList();
        QTest::keyClicks(list(), QStringLiteral("per"));
        QTRY_COMPARE(currentName(), QStringLiteral("Perch & Plover Ltd"));
        QTest::keyClicks(list(), QStringLiteral(" t"));
        QTRY_COMPARE(currentName(), QStringLiteral("Per Thorn"));
    }

    void enterAndDoubleClickActivate()
    {
        show();
        QSignalSpy activated(m_pane.get(), &LeadListPane::leadActivated);
        m_pane->focusList();
        QTest::keyClick(list(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        const QPoint third = list()->visualRect(list()->model()->index(2, 0)).center();
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, third);
        QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, third);
        QCOMPARE(activated.size(), 2);
        QCOMPARE(activated.last().first().value<LeadId>(), LeadId(QStringLiteral("lead_northwind")));
    }

    void typingFiltersAndEscapeBringsAllBack()
    {
        show();
        m_pane->selectLead(LeadId(QStringLiteral("lead_octavia")));
        m_pane->focusFilter();
        QTest::keyClicks(filter(), QStringLiteral("oct"));
        settle();
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(label(QStringLiteral("leadCount")), QStringLiteral("1 of 10"));
        QCOMPARE(currentName(), QStringLiteral("Octavia Lighting"));
        QTest::keyClick(filter(), Qt::Key_Escape);
        settle();
        QCOMPARE(filter()->text(), QString());
        QCOMPARE(m_model->rowCount(), 10);
        QCOMPARE(currentName(), QStringLiteral("Octavia Lighting"));
        QTest::keyClicks(filter(), QStringLiteral("nor"));
        settle();
        QTest::keyClick(filter(), Qt::Key_Down);
        QTRY_VERIFY(list()->hasFocus());
        QCOMPARE(currentName(), QStringLiteral("Northwind Cold Storage"));
        QTest::keyClick(list(), Qt::Key_Up);
        QTRY_VERIFY(filter()->hasFocus());
    }

    void chipsFilterByStatus()
    {
        show();
        auto *chip = m_pane->findChild<QAbstractButton *>(QStringLiteral("statusChip_stat_Potential"));
        QVERIFY(chip);
        QTest::mouseClick(chip, Qt::LeftButton);
        settle();
        QCOMPARE(m_model->rowCount(), 3);
        QTest::keyClick(chip, Qt::Key_Space);
        settle();
        QCOMPARE(m_model->rowCount(), 10);
        auto *toggle = m_pane->findChild<QAbstractButton *>(QStringLiteral("leadFilterButton"));
        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(!chip->isVisible());
    }

    void arrowsLeadToStatusesBeyondTheEdge()
    {
        showManyStatuses();
        auto *left = chipsEdge("statusChipsLeft");
        auto *right = chipsEdge("statusChipsRight");
        QTRY_VERIFY(right->isVisible());
        QVERIFY(!left->isVisible());
        keepPicture(*m_pane, QStringLiteral("leads-many-statuses"));
        QTest::mouseClick(right, Qt::LeftButton);
        QVERIFY(left->isVisible());
        for (int clicks = 0; right->isVisible() && clicks < 20; ++clicks)
            QTest::mouseClick(right, Qt::LeftButton);
        QVERIFY(!right->isVisible());
        QVERIFY(isInSight(chip(11)));
        QTest::mouseClick(left, Qt::LeftButton);
        QVERIFY(right->isVisible());
        showStatuses(m_mirror->organization().me.leadStatuses.mid(0, 1));
        QTRY_VERIFY(!left->isVisible() && !right->isVisible());
    }

    void chipsAreOneStopOfTabAndArrowsWalkThem()
    {
        showManyStatuses();
        m_pane->focusFilter();
        QTest::keyClick(filter(), Qt::Key_Tab);
        auto *add = m_pane->findChild<QAbstractButton *>(QStringLiteral("leadFilterAdd"));
        QTRY_VERIFY(add->hasFocus());
        QTest::keyClick(add, Qt::Key_Tab);
        QTRY_VERIFY(chip(0)->hasFocus());
        QTest::keyClick(chip(0), Qt::Key_Left);
        QVERIFY(chip(0)->hasFocus());
        QTest::keyClick(chip(0), Qt::Key_Right);
        QVERIFY(chip(1)->hasFocus());
        QTest::keyClick(chip(1), Qt::Key_End);
        QVERIFY(chip(11)->hasFocus());
        QVERIFY(isInSight(chip(11)));
        QTest::keyClick(chip(11), Qt::Key_Home);
        QVERIFY(chip(0)->hasFocus());
        QVERIFY(isInSight(chip(0)));
        QTest::keyClick(chip(0), Qt::Key_Tab);
        QVERIFY(list()->hasFocus());
        QTest::keyClick(list(), Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(chip(11)->hasFocus());
        QTest::keyClick(chip(11), Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(add->hasFocus());
    }

    void nothingMatchesOffersToClear()
    {
        show();
        QTest::keyClicks(filter(), QStringLiteral("zzz"));
        settle();
        auto *empty = m_pane->findChild<EmptyState *>();
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->title(), QStringLiteral("No lead matches"));
        keepPicture(*m_pane, QStringLiteral("leads-nothing"));
        QTest::mouseClick(m_pane->findChild<QAbstractButton *>(QStringLiteral("leadListEmptyButton")),
                          Qt::LeftButton);
        settle();
        QCOMPARE(m_model->rowCount(), 10);
        QVERIFY(list()->isVisible());
    }

    void statesWithoutLeads()
    {
        show(false);
        auto *empty = m_pane->findChild<EmptyState *>();
        QCOMPARE(empty->title(), QStringLiteral("No leads yet"));
        QCOMPARE(empty->buttonText(), QString());
        m_pane->setLoading(true, 400, 1200);
        QCOMPARE(empty->title(), QStringLiteral("Reading leads from Close"));
        keepPicture(*m_pane, QStringLiteral("leads-loading"));
        m_pane->setLoading(false);
        m_pane->setError(ApiError(ErrorKind::Unreached));
        QCOMPARE(empty->title(), QStringLiteral("Leads could not be read"));
        QSignalSpy retry(m_pane.get(), &LeadListPane::retryRequested);
        QTest::mouseClick(m_pane->findChild<QAbstractButton *>(QStringLiteral("leadListEmptyButton")),
                          Qt::LeftButton);
        QCOMPARE(retry.size(), 1);
    }

    void sortMenuSorts()
    {
        show();
        auto *menu = m_pane->findChild<QMenu *>(QStringLiteral("leadSortMenu"));
        menu->findChild<QAction *>(QStringLiteral("sortByNameDown"))->trigger();
        settle();
        QCOMPARE(m_model->query().sort, LeadSort::Name);
        m_pane->selectNext(1);
        QCOMPARE(currentName(), QStringLiteral("Solano Freight Partners of the Greater Bay Area"));
    }

    void selectionStaysWhileFreshLeadsArrive()
    {
        show();
        m_pane->selectLead(LeadId(QStringLiteral("lead_perch")));
        const int top = list()->visualRect(list()->currentIndex()).top();
        QSignalSpy selected(m_pane.get(), &LeadListPane::leadSelected);
        QList<Lead> fresh;
        for (int i = 0; i < 700; ++i)
            fresh << someLead(QStringLiteral("lead_fresh%1").arg(i), QStringLiteral("Fresh %1").arg(i),
                              i - 350); // above and below
        QVERIFY(put(fresh));
        WAIT_FOR(m_model->rowCount() == 710);
        QCOMPARE(list()->visualRect(list()->currentIndex()).top(), top);
        QCOMPARE(currentName(), QStringLiteral("Perch & Plover Ltd"));
        QVERIFY(done([&](Mirror::Then then) {
            m_mirror->removeLead(LeadId(QStringLiteral("lead_kawamura")), std::move(then));
        }));
        WAIT_FOR(m_model->rowCount() == 709);
        QCOMPARE(currentName(), QStringLiteral("Perch & Plover Ltd"));
        QCOMPARE(list()->visualRect(list()->currentIndex()).top(), top);
        QCOMPARE(selected.size(), 0);
    }

    void rowsSpeak()
    {
        show();
        addCommand(QStringLiteral("c1"), sampleCall(), CommandState::Rejected);
        const QString spoken = list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        for (const char *part :
             {"Arkwright Robotics", "Contacted", "3 people", "Boston", "may be called", "Close refused it"})
            QVERIFY2(spoken.contains(QLatin1String(part)), qPrintable(spoken));
        QCOMPARE(auditWidgets(m_pane.get()).join(QLatin1Char('\n')), QString());
    }

    void paintsInBothThemes_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void paintsInBothThemes()
    {
        QFETCH(bool, isDark);
        show();
        addCommand(QStringLiteral("c1"), sampleCall());
        m_theme->setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
        m_pane->selectLead(m_lead);
        keepPicture(*m_pane, isDark ? QStringLiteral("leads-dark") : QStringLiteral("leads-light"));
        const QImage picture = list()->viewport()->grab().toImage();
        QCOMPARE(picture.pixelColor(1, 20), m_theme->tokens().accent);
        QCOMPARE(picture.pixelColor(8, 2), m_theme->tokens().selection);
    }

private:
    void show(bool withLeads = true)
    {
        if (withLeads)
            putSampleLeads();
        m_model = std::make_unique<LeadListModel>(*m_mirror, *m_outbox);
        m_pane = std::make_unique<LeadListPane>(*m_model, *m_theme, nullptr, &m_clock);
        m_pane->setOrganization(m_mirror->organization());
        m_pane->resize(372, 780);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        settle();
    }
    void settle() const { WAIT_FOR(m_model->isWhole() && !m_model->isAsking()); }
    void showStatuses(const QList<LeadStatus> &statuses)
    {
        OrganizationData organization;
        organization.me.leadStatuses = statuses;
        m_pane->setOrganization(organization);
    }
    void showManyStatuses()
    {
        show();
        QList<LeadStatus> many;
        for (int i = 0; i < 12; ++i)
            many << LeadStatus{StatusId(QStringLiteral("stat_%1").arg(i)),
                               QStringLiteral("Status %1").arg(i)};
        showStatuses(many);
        QCoreApplication::processEvents(); // the row is laid out when the loop runs
    }
    [[nodiscard]] QAbstractButton *chip(int number) const
    {
        return m_pane->findChild<QAbstractButton *>(QStringLiteral("statusChip_stat_%1").arg(number));
    }
    [[nodiscard]] QAbstractButton *chipsEdge(const char *name) const
    {
        return m_pane->findChild<QAbstractButton *>(QLatin1String(name));
    }
    /// The whole chip, and no arrow over it.
    [[nodiscard]] bool isInSight(const QAbstractButton *shown) const
    {
        const QPoint top = shown->mapTo(m_pane.get(), QPoint(0, 0));
        const QRect all = m_pane->rect();
        const auto isFree = [&](const QPoint &at) {
            return all.contains(at) && m_pane->childAt(at) == shown;
        };
        return isFree(top + QPoint(1, 13)) && isFree(top + QPoint(shown->width() - 2, 13));
    }
    [[nodiscard]] QListView *list() const
    {
        return m_pane->findChild<QListView *>(QStringLiteral("leadList"));
    }
    [[nodiscard]] QLineEdit *filter() const
    {
        return m_pane->findChild<QLineEdit *>(QStringLiteral("leadFilter"));
    }
    [[nodiscard]] QString label(const QString &name) const
    {
        return m_pane->findChild<QLabel *>(name)->text();
    }
    [[nodiscard]] QString currentName() const { return list()->currentIndex().data().toString(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LeadListModel> m_model;
    std::unique_ptr<LeadListPane> m_pane;
};

QTEST_MAIN(LeadListPaneTest)
#include "tst_leadlistpane.moc"
