#include "tests/frame/widgetaudit.h"
#include "tests/lists/listsfixture.h"
#include "ui/filterchip.h"
#include "ui/leadfilterbar.h"
#include "ui/leadlistmenu.h"
#include "ui/leadlistpane.h"
#include "ui/text/leadfilterwords.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>

using namespace leadline;
using namespace leadline::test;

namespace {

CustomField field(const char *id, const char *name, CustomFieldType type, const QStringList &choices = {})
{
    CustomField made;
    made.id = CustomFieldId(QString::fromUtf8(id));
    made.name = QString::fromUtf8(name);
    made.type = type;
    made.choices = choices;
    return made;
}

} // namespace

/// What the lead list can be filtered by, with the mouse and by keys.
class LeadFiltersTest final : public ListsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        expectSilence();
        openBoth();
        m_theme = std::make_unique<Theme>();
        putSampleLeads();
        putMore();
        m_model = std::make_unique<LeadListModel>(*m_mirror, *m_outbox, nullptr, &m_clock);
        m_pane = std::make_unique<LeadListPane>(*m_model, *m_theme, nullptr, &m_clock);
        m_pane->setOrganization(m_organization);
        m_pane->resize(372, 780);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        settle();
        QCOMPARE(m_model->rowCount(), 12);
    }
    void cleanup()
    {
        m_pane.reset();
        m_model.reset();
        m_theme.reset();
        closeBoth();
    }

    void menuOffersWhatTheOrganisationHas()
    {
        openMenu();
        QStringList texts;
        const auto actions = menu()->actions();
        for (const QAction *action : actions) {
            if (!action->isSeparator())
                texts << action->text();
        }
        QCOMPARE(texts, QStringList({QStringLiteral("No next step"), QStringLiteral("Task due by today"),
                                     QStringLiteral("Has an open task"), QStringLiteral("No activity for"),
                                     QStringLiteral("Country"), QStringLiteral("Account && Owner"),
                                     QStringLiteral("Custom field"), QStringLiteral("Clear all filters")}));
        QCOMPARE(entry("filterClear")->isEnabled(), false);
        QCOMPARE(entry("filterCountrySE")->text(), QStringLiteral("Sweden (1)"));
        QCOMPARE(entry("filterValue_cf_owner_user_ana")->text(), QStringLiteral("Me"));
    }

    void partsAddUpAndAreTakenAwayOneByOne()
    {
        choose("filterNextStep2"); // none
        QCOMPARE(m_model->rowCount(), 4);
        QCOMPARE(chips(), QStringList{QStringLiteral("Filter: No next step. Remove it")});
        choose("filterIdle30");
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(count(), QStringLiteral("2 of 12"));
        keepPicture(*m_pane, QStringLiteral("leads-filtered"));
        QTest::mouseClick(chip("filterChip_nextStep"), Qt::LeftButton);
        settle();
        QCOMPARE(m_model->rowCount(), 10);
        QCOMPARE(m_model->query().idleDays, 30);
        auto *clear = m_pane->findChild<QAbstractButton *>(QStringLiteral("leadFilterClearAll"));
        QVERIFY(clear->isVisible());
        QTest::mouseClick(clear, Qt::LeftButton);
        settle();
        QVERIFY(!clear->isVisible());
        QCOMPARE(m_model->rowCount(), 12);
        QCOMPARE(chips(), QStringList());
        QCOMPARE(count(), QStringLiteral("12"));
    }

    void anEntryInForceIsCheckedAndGoesOff()
    {
        choose("filterNextStep2");
        openMenu();
        QVERIFY(entry("filterNextStep2")->isChecked());
        QVERIFY(!entry("filterNextStep1")->isChecked());
        choose("filterNextStep1"); // another answer to the same question
        QCOMPARE(m_model->query().nextStep, NextStep::Open);
        choose("filterNextStep1");
        QCOMPARE(m_model->query(), LeadListQuery());
    }

    void ownersCountriesAndFields()
    {
        choose("filterValue_cf_owner_user_ana");
        QCOMPARE(rows(), QStringList{QStringLiteral("Fjord & Sons")});
        QCOMPARE(chips().last(), QStringLiteral("Filter: Account & Owner: Ana Moreau. Remove it"));
        choose("filterValue_cf_owner_user_tom"); // either of them
        QCOMPARE(m_model->rowCount(), 2);
        choose("filterCountryUS");
        QCOMPARE(rows(), QStringList{QStringLiteral("Gulf Energy")});
        choose("filterValue_cf_industry_Energy");
        QCOMPARE(m_model->rowCount(), 1);
        choose("filterCountryUS");
        choose("filterCountrySE");
        QCOMPARE(rows(), QStringList{QStringLiteral("Fjord & Sons")});
    }

    void aTextOfAFieldIsTyped()
    {
        openMenu();
        auto *edit = menu()->findChild<QLineEdit *>(QStringLiteral("filterText_cf_tool"));
        QVERIFY(edit);
        edit->setText(QStringLiteral(" calendár "));
        QTest::keyClick(edit, Qt::Key_Return);
        settle();
        QCOMPARE(rows(), QStringList{QStringLiteral("Fjord & Sons")});
        QCOMPARE(chips().last(), QStringLiteral("Filter: Current tool: calendár. Remove it"));
    }

    void statusesAndPartsTogether()
    {
        choose("filterNextStep2");
        QTest::mouseClick(chip("statusChip_stat_Potential"), Qt::LeftButton);
        settle();
        QVERIFY(m_model->rowCount() > 0 && m_model->rowCount() < 4);
        QCOMPARE(m_model->query().nextStep, NextStep::None);
        QVERIFY(chip("statusChip_stat_Potential")->isChecked());
        m_pane->focusFilter();
        QTest::keyClick(m_pane->findChild<QLineEdit *>(QStringLiteral("leadFilter")), Qt::Key_Escape);
        settle();
        QCOMPARE(m_model->query(), LeadListQuery());
        QVERIFY(!chip("statusChip_stat_Potential")->isChecked());
    }

    void theClearButtonGoesWithTheText()
    {
        auto *edit = m_pane->findChild<QLineEdit *>(QStringLiteral("leadFilter"));
        const auto *button = m_pane->findChild<QToolButton *>(QStringLiteral("leadFilterClear"));
        QTest::keyClicks(edit, QStringLiteral("cold"));
        settle();
        WAIT_FOR(button->property("opacity").toReal() == 1.0);
        QTest::keyClick(edit, Qt::Key_Escape);
        settle();
        QVERIFY(edit->text().isEmpty());
        WAIT_FOR(button->property("opacity").toReal() == 0.0);
    }

    void keysWalkAlongAllPills()
    {
        choose("filterNextStep2");
        choose("filterIdle30");
        chip("filterChip_idle")->setFocus();
        QTest::keyClick(chip("filterChip_idle"), Qt::Key_Left);
        QVERIFY(chip("filterChip_nextStep")->hasFocus());
        QTest::keyClick(chip("filterChip_nextStep"), Qt::Key_Space);
        settle();
        QVERIFY(chip("filterChip_idle")->hasFocus()); // the one that took the place
        QCOMPARE(m_model->query().nextStep, NextStep::Any);
    }

    void rowsFollowWhatChanges()
    {
        choose("filterNextStep2");
        QCOMPARE(m_model->rowCount(), 4);
        QJsonObject json = leadJson(QStringLiteral("lead_hudson"), QStringLiteral("Hudson Rail Supply"), 1'000'000);
        json[QLatin1String("tasks")] =
            QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("task_h")},
                                   {QStringLiteral("_type"), QStringLiteral("lead")},
                                   {QStringLiteral("text"), QStringLiteral("Call")},
                                   {QStringLiteral("is_complete"), false}}};
        QVERIFY(put({leadFrom(json)}));
        WAIT_FOR(m_model->rowCount() == 3);
        QCOMPARE(count(), QStringLiteral("3 of 12"));
    }

    void menuOfListsTellsWhatIsWanted()
    {
        LeadListMenu &lists = m_pane->listMenu();
        lists.setLists({QStringLiteral("Quiet"), QStringLiteral("A & B")});
        lists.setOpen(QStringLiteral("Quiet"), {}, true);
        QSignalSpy list(&lists, &LeadListMenu::listRequested);
        QSignalSpy view(&lists, &LeadListMenu::smartViewRequested);
        QSignalSpy saved(&lists, &LeadListMenu::saveRequested);
        QSignalSpy removed(&lists, &LeadListMenu::removeRequested);
        Q_EMIT lists.aboutToShow();
        keepPicture(lists, QStringLiteral("leads-lists"));
        QVERIFY(lists.findChild<QAction *>(QStringLiteral("list_Quiet"))->isChecked());
        lists.findChild<QAction *>(QStringLiteral("list_A & B"))->trigger();
        lists.findChild<QAction *>(QStringLiteral("smartView_save_hot"))->trigger();
        QVERIFY(!lists.findChild<QAction *>(QStringLiteral("smartView_save_calls"))); // a view of calls
        lists.findChild<QAction *>(QStringLiteral("removeList"))->trigger();
        QCOMPARE(list.first().first().toString(), QStringLiteral("A & B"));
        QCOMPARE(view.first().first().value<SmartViewId>(), SmartViewId(QStringLiteral("save_hot")));
        QCOMPARE(removed.first().first().toString(), QStringLiteral("Quiet"));
        auto *name = lists.findChild<QLineEdit *>(QStringLiteral("listName"));
        QTest::keyClicks(name, QStringLiteral("  Swedes "));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(saved.first().first().toString(), QStringLiteral("Swedes"));
    }

    void smartViewsTellTheirAge_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << 0 << QStringLiteral("just now");
        QTest::newRow("one") << 1 << QStringLiteral("a minute ago");
        QTest::newRow("some") << 59 << QStringLiteral("59 minutes ago");
        QTest::newRow("today") << 120 << QStringLiteral("today at 13:42");
        QTest::newRow("yesterday") << 1440 << QStringLiteral("yesterday at 15:42");
        QTest::newRow("long ago") << 14400 << QStringLiteral("on 13 Nov 2026");
    }
    void smartViewsTellTheirAge()
    {
        QFETCH(int, minutes);
        const QDateTime now = m_clock.nowUtc();
        QTEST(ageText(now.addSecs(-60 * minutes), now), "text");
    }

    void smartViewsTellTheirState()
    {
        LeadListQuery query;
        query.smartView = SmartViewId(QStringLiteral("save_hot"));
        m_pane->setQuery(query);
        settle();
        SmartViewBar::State state;
        state.isRunning = true;
        QCOMPARE(shown(state), QStringLiteral("Asking Close…"));
        state.isRunning = false;
        state.error = ApiError(ErrorKind::Unreached);
        QVERIFY(shown(state).startsWith(QStringLiteral("Close ")) || shown(state).contains(QStringLiteral("reach")));
        state.takenAt = m_clock.nowUtc().addSecs(-86400);
        QVERIFY(shown(state).startsWith(QStringLiteral("As of yesterday at 15:42. ")));
        state.error = ApiError();
        state.listed = 10'000;
        state.total = 31'000;
        state.isCut = true;
        QVERIFY(shown(state).contains(QStringLiteral("the first 10,000 of 31,000")));
        state.isCut = false;
        state.missing = 3;
        QVERIFY(shown(state).endsWith(QStringLiteral("3 of them are not here yet.")));
        keepPicture(*m_pane, QStringLiteral("leads-smart-view"));
        QSignalSpy again(&m_pane->smartViewBar(), &SmartViewBar::refreshRequested);
        QTest::mouseClick(m_pane->findChild<QAbstractButton *>(QStringLiteral("smartViewRefresh")), Qt::LeftButton);
        QCOMPARE(again.count(), 1);
    }

    void case041_serverTextInChipsCannotReorder()
    {
        m_organization.leadFields.last().name = QString(QChar(0x202e)) + QStringLiteral("txt");
        const LeadListQuery query = withField("cf_tool", "a\u202eb");
        const QString text = filterParts(query, m_organization).first().text;
        QVERIFY2(!text.contains(QChar(0x202e)), qPrintable(text));
    }

    void case060_anUnknownFieldIsShownRaw()
    {
        const QList<FilterPart> parts = filterParts(withField("cf_gone", "x"), m_organization);
        QCOMPARE(parts.first().text, QStringLiteral("cf_gone: x"));
        QCOMPARE(withoutPart(withField("cf_gone", "x"), parts.first().id), LeadListQuery());
    }

    void everythingHasItsNames()
    {
        choose("filterNextStep2");
        QCOMPARE(auditWidgets(m_pane.get()).join(QLatin1Char('\n')), QString());
    }

private:
    void putMore()
    {
        m_organization = m_mirror->organization();
        m_organization.me.user = {UserId(QStringLiteral("user_ana")), QStringLiteral("Ana Moreau"), {}};
        m_organization.users = {m_organization.me.user, {UserId(QStringLiteral("user_tom")), QStringLiteral("Tom Reyes"), {}}};
        m_organization.leadFields = {
            field("cf_owner", "Account & Owner", CustomFieldType::User),
            field("cf_industry", "Industry", CustomFieldType::Choices, {QStringLiteral("Energy"), QStringLiteral("Food & Beverage")}),
            field("cf_seats", "Seats", CustomFieldType::Number), field("cf_tool", "Current tool", CustomFieldType::Text)};
        m_organization.smartViews = {
            {SmartViewId(QStringLiteral("save_hot")), QStringLiteral("Hot"), QStringLiteral("lead"), {}},
            {SmartViewId(QStringLiteral("save_calls")), QStringLiteral("Calls"), QStringLiteral("call"), {}}};
        QVERIFY(put({lead("fjord", "Fjord & Sons", "SE", "user_ana", 10), lead("gulf", "Gulf Energy", "US", "user_tom", 20)}));
    }
    static Lead lead(const char *id, const char *name, const char *country, const char *owner, int daysAgo)
    {
        QJsonObject json = leadJson(QLatin1String("lead_") + QLatin1String(id), QString::fromUtf8(name));
        const QDateTime at = QDateTime({2026, 11, 23}, {12, 0}, Qt::UTC).addDays(-daysAgo);
        json[QLatin1String("date_updated")] = at.toString(Qt::ISODate);
        json[QLatin1String("addresses")] = QJsonArray{QJsonObject{{QStringLiteral("country"), QLatin1String(country)}}};
        json[QLatin1String("custom.cf_owner")] = QLatin1String(owner);
        json[QLatin1String("custom.cf_industry")] = QJsonArray{QStringLiteral("Energy")};
        if (daysAgo == 10)
            json[QLatin1String("custom.cf_tool")] = QStringLiteral("Google Calendar");
        return leadFrom(json);
    }
    static LeadListQuery withField(const char *id, const char *value)
    {
        LeadListQuery query;
        query.fields = {{CustomFieldId(QString::fromUtf8(id)), QString::fromUtf8(value)}};
        return query;
    }
    void settle() const { WAIT_FOR(m_model->isWhole() && !m_model->isAsking()); }
    [[nodiscard]] QMenu *menu() const { return m_pane->findChild<QMenu *>(QStringLiteral("leadFilterMenu")); }
    /// Filled as it is when it opens; this platform has no popups that take keys.
    void openMenu() { Q_EMIT menu()->aboutToShow(); }
    [[nodiscard]] QAction *entry(const char *name) const { return menu()->findChild<QAction *>(QLatin1String(name)); }
    void choose(const char *name)
    {
        openMenu();
        QAction *action = entry(name);
        QVERIFY2(action, name);
        action->trigger();
        settle();
    }
    [[nodiscard]] FilterChip *chip(const char *name) const { return m_pane->findChild<FilterChip *>(QLatin1String(name)); }
    /// What is in force, as a screen reader says it.
    [[nodiscard]] QStringList chips() const
    {
        QStringList spoken;
        const auto all = m_pane->findChildren<FilterChip *>();
        for (const FilterChip *each : all) {
            if (each->objectName().startsWith(QLatin1String("filterChip_")))
                spoken << each->accessibleName();
        }
        return spoken;
    }
    [[nodiscard]] QString count() const { return m_pane->findChild<QLabel *>(QStringLiteral("leadCount"))->text(); }
    [[nodiscard]] QStringList rows() const
    {
        QStringList names;
        for (int row = 0; row < m_model->rowCount(); ++row)
            names << m_model->index(row, 0).data().toString();
        return names;
    }
    QString shown(const SmartViewBar::State &state)
    {
        m_pane->showSmartView(state);
        return m_pane->smartViewBar().text();
    }

    OrganizationData m_organization;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LeadListModel> m_model;
    std::unique_ptr<LeadListPane> m_pane;
};

QTEST_MAIN(LeadFiltersTest)
#include "tst_leadfilters.moc"
