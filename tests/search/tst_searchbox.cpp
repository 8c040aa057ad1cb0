#include "tests/frame/widgetaudit.h"
#include "tests/search/findfixture.h"
#include "tests/search/smallorganization.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/wait.h"
#include "ui/searchbox.h"
#include "ui/widgets/textlabel.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>

using namespace leadline;

/// The search box over a window, by keyboard and mouse, on a real index.
class SearchBoxTest final : public test::FindFixture
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    test::ManualClock m_clock;
    std::unique_ptr<QWidget> m_host;
    QLineEdit *m_editor = nullptr;
    SearchBox *m_box = nullptr;
    std::unique_ptr<QSignalSpy> m_chosen;

    QLineEdit *edit() { return m_box->findChild<QLineEdit *>(QStringLiteral("searchEdit")); }
    QListView *list() { return m_box->findChild<QListView *>(QStringLiteral("searchList")); }
    QString summary() { return m_box->findChild<TextLabel *>(QStringLiteral("searchSummary"))->text(); }
    QStringList rows()
    {
        QStringList texts;
        const auto *model = list()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts << model->index(row, 0).data(Qt::AccessibleTextRole).toString();
        return texts;
    }
    QString current() { return list()->currentIndex().data(Qt::AccessibleTextRole).toString(); }
    /// What stands in place of the list; empty while that is shown.
    QString emptyText()
    {
        const auto *stack = m_box->findChild<QStackedWidget *>();
        return stack->currentWidget() == list() ? QString() : stack->currentWidget()->accessibleName();
    }
    void type(const QString &text)
    {
        QSignalSpy answered(m_search.get(), &SearchService::found);
        edit()->selectAll();
        QTest::keyClicks(edit(), text);
        WAIT_FOR(!answered.isEmpty() && answered.last().first().value<SearchResults>().text == text);
    }
    void press(Qt::Key key) { QTest::keyClick(edit(), key); }
    SearchHit chosenHit() { return m_chosen->last().first().value<SearchHit>(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>();
        openSearch();
        putLeads(test::smallLeads());
        putActivities(test::smallActivities());
    }
    void cleanupTestCase()
    {
        closeSearch();
        m_theme.reset();
    }
    void init()
    {
        test::expectSilence();
        m_host = std::make_unique<QWidget>();
        m_editor = new QLineEdit(m_host.get());
        m_editor->setObjectName(QStringLiteral("someEditor"));
        m_editor->setAccessibleName(QStringLiteral("Some editor"));
        m_box = new SearchBox(*m_theme, *m_search, m_clock, m_host.get());
        m_chosen = std::make_unique<QSignalSpy>(m_box, &SearchBox::chosen);
        m_host->resize(1200, 800);
        m_host->show();
        m_host->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
        m_editor->setFocus();
        m_box->popUp();
    }
    void cleanup() { m_host.reset(); }

    void opensEmptyWithAWordOnWhatItDoes()
    {
        QVERIFY(edit()->hasFocus());
        QCOMPARE(emptyText(), QStringLiteral("Search everything"));
        QCOMPARE(test::auditWidgets(m_host.get()).join(QLatin1Char('\n')), QString());
        type(QStringLiteral("ark"));
        QCOMPARE(test::auditWidgets(m_host.get()).join(QLatin1Char('\n')), QString());
    }

    void enterOpensTheBestAndGivesTheFocusBack()
    {
        type(QStringLiteral("arkw"));
        QVERIFY(current().startsWith(QLatin1String("Lead, Arkwright Robotics")));
        press(Qt::Key_Return);
        QCOMPARE(m_chosen->size(), 1);
        QCOMPARE(chosenHit().leadId.value, QStringLiteral("lead_arkwright"));
        QVERIFY(!m_box->isVisible());
        QVERIFY(m_editor->hasFocus());
    }

    void enterBeforeTheAnswerIsMeantForIt()
    {
        type(QStringLiteral("dana"));
        edit()->selectAll();
        QTest::keyClicks(edit(), QStringLiteral("arkw"));
        press(Qt::Key_Return);
        QVERIFY(m_chosen->isEmpty()); // these rows are still those of the first text
        WAIT_FOR(m_chosen->size() == 1);
        QCOMPARE(chosenHit().leadId.value, QStringLiteral("lead_arkwright"));
        QVERIFY(!m_box->isVisible());
        m_box->popUp();
        QSignalSpy answered(m_search.get(), &SearchService::found);
        QTest::keyClicks(edit(), QStringLiteral("dana"));
        press(Qt::Key_Return);
        press(Qt::Key_Left); // taken back
        WAIT_FOR(!answered.isEmpty() &&
                 answered.last().first().value<SearchResults>().text == QLatin1String("dana"));
        QCOMPARE(m_chosen->size(), 1);
        QVERIFY(m_box->isVisible());
    }

    void escClosesAndGivesTheFocusBack()
    {
        type(QStringLiteral("ark"));
        press(Qt::Key_Escape);
        QVERIFY(!m_box->isVisible());
        QVERIFY(m_editor->hasFocus());
        QVERIFY(m_chosen->isEmpty());
    }

    void rowsAreGroupedBelowHeadings()
    {
        type(QStringLiteral("ark"));
        const QStringList texts = rows();
        QCOMPARE(texts.first(), QStringLiteral("Leads"));
        QVERIFY(texts.contains(QLatin1String("Contacts")));
        QVERIFY(texts.indexOf(QLatin1String("Contact, Dan Arkin, Solano Freight Partners")) >
                texts.indexOf(QLatin1String("Contacts")));
        QCOMPARE(texts.at(texts.size() - 2), QStringLiteral("In Close"));
        QCOMPARE(texts.last(), QStringLiteral("Search in Close for “ark”"));
    }

    void arrowsSkipHeadingsAndGoAround()
    {
        type(QStringLiteral("ark"));
        const QString first = current();
        for (int i = 0; i < list()->model()->rowCount(); ++i) {
            press(Qt::Key_Down);
            const auto kind = static_cast<SearchModel::RowKind>(
                list()->currentIndex().data(SearchModel::RowKindRole).toInt());
            QVERIFY(kind != SearchModel::RowKind::Heading);
            if (current() == first)
                break;
        }
        QCOMPARE(current(), first); // went around
        press(Qt::Key_Up);
        QCOMPARE(current(), rows().last());
    }

    void pageHomeAndEnd()
    {
        type(QStringLiteral("a"));
        press(Qt::Key_PageDown);
        const int page = list()->currentIndex().row();
        QVERIFY(page > 4);
        press(Qt::Key_PageUp);
        QCOMPARE(list()->currentIndex().row(), 1);
        press(Qt::Key_End);
        QCOMPARE(current(), rows().last());
        press(Qt::Key_PageDown);
        QCOMPARE(current(), rows().last());
        press(Qt::Key_Home);
        QCOMPARE(list()->currentIndex().row(), 1);
        QTest::keyClick(edit(), Qt::Key_Home, Qt::ShiftModifier); // still of the text
        QCOMPARE(edit()->selectedText(), QStringLiteral("a"));
    }

    void aClickOpens()
    {
        type(QStringLiteral("gatekeeper"));
        const QRect note = list()->visualRect(list()->model()->index(1, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, note.center());
        QCOMPARE(chosenHit().kind, SearchKind::Note);
        QCOMPARE(chosenHit().objectId, QStringLiteral("acti_note"));
    }

    void whatIsSpokenFollowsTheChoice()
    {
        type(QStringLiteral("dana"));
        QCOMPARE(edit()->accessibleDescription(),
                 QStringLiteral("Contact, Dana Whitfield, Arkwright Robotics, COO"));
        press(Qt::Key_End);
        QCOMPARE(edit()->accessibleDescription(), QStringLiteral("Search in Close for “dana”"));
    }

    void recentSearchesStandWhereNothingIsTyped()
    {
        type(QStringLiteral("arkw"));
        press(Qt::Key_Return);
        m_box->popUp();
        type(QStringLiteral("dana"));
        press(Qt::Key_Return);
        m_box->popUp();
        QCOMPARE(edit()->text(), QString());
        QCOMPARE(rows(),
                 (QStringList{QStringLiteral("Recent searches"), QStringLiteral("Recent search: dana"),
                              QStringLiteral("Recent search: arkw")}));
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QCOMPARE(edit()->text(), QStringLiteral("arkw"));
        WAIT_FOR(current().startsWith(QLatin1String("Lead, Arkwright Robotics")));
        press(Qt::Key_Escape);
    }

    void nothingFoundIsSaidAndCloseIsOffered()
    {
        QSignalSpy asked(m_box, &SearchBox::searchInCloseRequested);
        type(QStringLiteral("xyzzy"));
        QCOMPARE(emptyText(), QStringLiteral("Nothing found for “xyzzy”"));
        press(Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), QStringLiteral("xyzzy"));
        press(Qt::Key_Return); // not twice
        QCOMPARE(asked.size(), 1);
        SearchHit hit;
        hit.leadId = LeadId(QStringLiteral("lead_far"));
        hit.objectId = hit.leadId.value;
        hit.title.text = QStringLiteral("Xyzzy Far Away");
        m_box->showFromClose(QStringLiteral("xyzzy"), {hit});
        QCOMPARE(rows(), (QStringList{QStringLiteral("In Close"), QStringLiteral("Lead, Xyzzy Far Away")}));
        press(Qt::Key_Return);
        QCOMPARE(chosenHit().leadId.value, QStringLiteral("lead_far"));
    }

    void closeAddsBelowWhatIsHere()
    {
        type(QStringLiteral("arkwright"));
        const int before = list()->model()->rowCount();
        press(Qt::Key_End);
        press(Qt::Key_Return);
        QCOMPARE(rows().last(), QStringLiteral("Asking Close…"));
        m_box->showCloseError(QStringLiteral("arkwright"), ApiError(ErrorKind::Unreached));
        QVERIFY(rows().last().endsWith(QLatin1String("Enter asks again.")));
        press(Qt::Key_Return);
        QCOMPARE(rows().last(), QStringLiteral("Asking Close…"));
        SearchHit known;
        known.objectId = QStringLiteral("lead_arkwright");
        m_box->showFromClose(QStringLiteral("something else"), {known}); // an answer to an older question
        QCOMPARE(rows().last(), QStringLiteral("Asking Close…"));
        m_box->showFromClose(QStringLiteral("arkwright"), {known}); // no news
        QCOMPARE(rows().last(), QStringLiteral("Close has no other leads for this"));
        QCOMPARE(list()->model()->rowCount(), before);
    }

    void leadsStillLoadingAreMentioned()
    {
        m_box->setLoading(true, 1'200, 48'000);
        type(QStringLiteral("arkw"));
        QCOMPARE(summary(),
                 QStringLiteral("1,200 of 48,000 leads are here; what is not here yet is not found."));
        m_box->setLoading(false, 48'000, 48'000);
        QVERIFY(summary().endsWith(QLatin1String("found")));
    }

    void aGuessIsCalledOne()
    {
        type(QStringLiteral("arkwrigt"));
        QCOMPARE(summary(), QStringLiteral("Nothing is spelled like this; one letter differs"));
    }

    void newDataKeepsTheChoice()
    {
        type(QStringLiteral("ark"));
        press(Qt::Key_Down);
        const QString chosen = current();
        QSignalSpy answered(m_search.get(), &SearchService::found);
        m_box->noteChange();
        WAIT_FOR(!answered.isEmpty());
        QCOMPARE(current(), chosen);
        press(Qt::Key_End); // asks Close: no hit
        const QString ask = current();
        answered.clear();
        m_box->noteChange();
        WAIT_FOR(!answered.isEmpty());
        QCOMPARE(current(), ask);
    }

    void newDataKeepsThePlace()
    {
        type(QStringLiteral("a"));
        QScrollBar *const bar = list()->verticalScrollBar();
        QVERIFY(bar->maximum() > 90);
        bar->setValue(90);
        QSignalSpy answered(m_search.get(), &SearchService::found);
        m_box->noteChange();
        WAIT_FOR(!answered.isEmpty());
        QCOMPARE(bar->value(), 90);
        type(QStringLiteral("ar"));
        QCOMPARE(bar->value(), 0);
    }

    void keysOfTheWindowDoNotFireBelow()
    {
        bool isFired = false;
        QAction action;
        action.setShortcut(QKeySequence(Qt::Key_L));
        m_host->addAction(&action);
        connect(&action, &QAction::triggered, this, [&isFired] { isFired = true; });
        QTest::keyClick(m_host->windowHandle(), Qt::Key_L);
        QVERIFY(!isFired);
        QCOMPARE(edit()->text(), QStringLiteral("l"));
    }

    void theModelIsSound()
    {
        SearchModel model(*m_search);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRecents({QStringLiteral("one"), QStringLiteral("two")});
        QCOMPARE(model.rowCount(), 3);
        for (const char *text : {"a", "ark", "xyzzy", "", "dana"}) {
            QSignalSpy refreshed(&model, &SearchModel::refreshed);
            model.setText(QLatin1String(text));
            WAIT_FOR(!refreshed.isEmpty());
        }
        model.startAskingClose();
        model.showFromClose(QStringLiteral("dana"), {});
        QCOMPARE(model.closeState(), SearchModel::CloseState::Answered);
    }

    void case043_markupAndOverridesArePaintedAsText()
    {
        SearchHit hit;
        hit.objectId = QStringLiteral("lead_bad");
        hit.title = {QStringLiteral("<b>bold</b> \u202Eevil\u0007 ") + QString(5'000, u'W'),
                     {{0, 3}, {12, 5}}};
        hit.status = QStringLiteral("<i>");
        type(QStringLiteral("xyzzy"));
        press(Qt::Key_Return);
        m_box->showFromClose(QStringLiteral("xyzzy"), {hit});
        QVERIFY(!list()->grab().isNull());
        QVERIFY(rows().last().contains(QLatin1String("<b>bold</b> [U+202E]evil")));
    }
};

QTEST_MAIN(SearchBoxTest)
#include "tst_searchbox.moc"
