#include "tests/frame/sampledata.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/leaddetailpane.h"
#include "ui/leadheader.h"
#include "ui/widgets/button.h"

#include <QElapsedTimer>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace leadline;

/// The detail pane over a real mirror.
class LeadDetailPaneTest final : public QObject
{
    Q_OBJECT

    QStringList texts()
    {
        QStringList found;
        const auto labels = m_pane->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            found << label->text();
        const auto buttons = m_pane->findChildren<Button *>();
        for (const Button *button : buttons)
            found << button->text();
        return found;
    }
    QScrollArea *scroll() { return m_pane->findChild<QScrollArea *>(QStringLiteral("detailScroll")); }

    std::unique_ptr<Theme> m_theme;
    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
    std::unique_ptr<test::QuietService> m_service;
    std::unique_ptr<LeadDetail> m_detail;
    std::unique_ptr<LeadDetailPane> m_pane;
    QList<Lead> m_leads = test::sampleLeads();

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        test::expectSilence();
        m_service = std::make_unique<test::QuietService>(m_clock);
        m_service->put(test::sampleOrganization());
        m_service->put(m_leads);
        m_detail = std::make_unique<LeadDetail>(m_service->service().mirror(), m_service->service().outbox());
        m_pane = std::make_unique<LeadDetailPane>(*m_detail, *m_theme, m_clock);
        m_pane->resize(632, 420);
        m_pane->show();
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    }
    void cleanup()
    {
        m_pane.reset();
        m_detail.reset();
        m_service.reset();
    }
    void cleanupTestCase() { m_theme.reset(); }

    void saysWhatToDoWhenNothingIsSelected() { QVERIFY(texts().contains(QLatin1String("No lead selected"))); }

    void saysThatALeadIsNotHereYet()
    {
        m_detail->setLead(LeadId(QStringLiteral("lead_unknown")));
        QVERIFY(texts().contains(QLatin1String("This lead is not here yet")));
    }

    void showsTheLeadInWords()
    {
        m_detail->setLead(m_leads[0].id);
        const QStringList shown = texts();
        for (const char *text : {"Arkwright Robotics",
                                 "arkwright.example",
                                 "18 Quay Road, Boston, MA 02110, US",
                                 "10:42 there",
                                 "Dana Whitfield",
                                 "COO",
                                 "+1 617-555-0142",
                                 "direct  US",
                                 "dana@arkwright.example",
                                 "Call Dana before lunch",
                                 "Today 15:00",
                                 "Send security questionnaire",
                                 "No due date",
                                 "$12,000",
                                 "60 % \u00B7 closes 15 Dec 2026",
                                 "Industry",
                                 "Manufacturing",
                                 "Employees",
                                 "240",
                                 "Renewal",
                                 "31 Jan 2027",
                                 "Account owner",
                                 "Ana Moreau",
                                 "PO Box 12, Salem, MA 01970, US"})
            QVERIFY2(shown.contains(QString::fromUtf8(text)), text);
        QVERIFY(!shown.contains(QLatin1String("not for eyes"))); // hidden fields stay hidden
        QVERIFY(!shown.contains(QLatin1String("Never set")));
    }

    void everythingHasItsNames()
    {
        m_detail->setLead(m_leads[0].id);
        QCOMPARE(test::auditWidgets(m_pane.get()).join(QLatin1Char('\n')), QString());
    }

    void phonesMailsAndLinksAreIntents()
    {
        m_detail->setLead(m_leads[0].id);
        QSignalSpy calls(m_pane.get(), &LeadDetailPane::callRequested);
        QSignalSpy links(m_pane.get(), &LeadDetailPane::linkActivated);
        QSignalSpy copies(m_pane.get(), &LeadDetailPane::copyRequested);
        const auto click = [this](const char *name) {
            auto *button = m_pane->findChild<Button *>(QLatin1String(name));
            QVERIFY2(button != nullptr, name);
            QTest::mouseClick(button, Qt::LeftButton);
        };
        click("contact1Phone2");
        QCOMPARE(calls.last().at(1).toString(), QStringLiteral("+16175550177"));
        click("contact1Email1");
        QCOMPARE(links.last().first().toUrl(), QUrl(QStringLiteral("mailto:dana@arkwright.example")));
        click("leadUrl");
        QCOMPARE(links.last().first().toUrl(), QUrl(QStringLiteral("https://arkwright.example")));
        click("contact1Phone1Copy");
        QCOMPARE(copies.last().first().toString(), QStringLiteral("+16175550142"));
        QVERIFY(m_pane->callNumber(3)); // Tom's: numbers count through the lead
        QCOMPARE(calls.last().at(0).value<ContactId>().value, QStringLiteral("cont_tom"));
        QVERIFY(!m_pane->callNumber(4));
    }

    /// What is not there leaves no gap before the next one.
    void theFirstFactStandsAtTheEdge()
    {
        m_detail->setLead(m_leads[0].id);
        QCoreApplication::processEvents();
        auto *header = m_pane->findChild<LeadHeader *>();
        const auto left = [header](const char *name) {
            const auto *text = header->findChild<QWidget *>(QLatin1String(name));
            return text->mapTo(header, QPoint()).x();
        };
        const int edge = left("leadUrl");
        QVERIFY(left("leadAddress") > edge);
        Lead without = m_leads[0];
        without.url.clear();
        header->setLead(without, QDateTime::currentDateTimeUtc());
        QCoreApplication::processEvents();
        QCOMPARE(left("leadAddress"), edge);
    }

    void aRefreshMovesNeitherScrollNorFocus()
    {
        m_detail->setLead(m_leads[0].id);
        QCoreApplication::processEvents();
        scroll()->verticalScrollBar()->setValue(150);
        QCOMPARE(scroll()->verticalScrollBar()->value(), 150);
        m_pane->findChild<Button *>(QStringLiteral("contact1Email1"))->setFocus(Qt::TabFocusReason);
        const int place = scroll()->verticalScrollBar()->value();
        Lead changed = m_leads[0];
        changed.raw.insert(QStringLiteral("description"), QStringLiteral("Another description"));
        changed.raw.insert(QStringLiteral("date_updated"), QStringLiteral("2026-06-19T14:00:00+00:00"));
        changed.description = QStringLiteral("Another description");
        changed.dateUpdated = QDateTime({2026, 6, 19}, {14, 0}, Qt::UTC);
        m_service->put({changed});
        WAIT_FOR(texts().contains(QStringLiteral("Another description")));
        QCoreApplication::processEvents();
        QCOMPARE(scroll()->verticalScrollBar()->value(), place);
        QVERIFY(m_pane->focusWidget() != nullptr);
        QCOMPARE(m_pane->focusWidget()->objectName(), QStringLiteral("contact1Email1"));
    }

    void anotherLeadBeginsAtTheTop()
    {
        m_detail->setLead(m_leads[0].id);
        QCoreApplication::processEvents();
        scroll()->verticalScrollBar()->setValue(150);
        m_detail->setLead(m_leads[1].id);
        m_detail->setLead(m_leads[0].id);
        QCOMPARE(scroll()->verticalScrollBar()->value(), 0);
    }

    void switchingIsQuick()
    {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            m_detail->setLead(m_leads[i % 2].id);
        qInfo("%.1f ms a switch", double(timer.elapsed()) / 20);
        QVERIFY(timer.elapsed() < 20 * 150); // with sanitizers, unoptimised
    }

    void theStatusMenuMarksWhereTheLeadStands()
    {
        m_detail->setLead(m_leads[0].id);
        auto *menu = m_pane->findChild<QMenu *>(QStringLiteral("statusMenu"));
        Q_EMIT menu->aboutToShow(); // this platform has no popups that take keys
        QSignalSpy changes(m_pane.get(), &LeadDetailPane::changeRequested);
        QAction *other = nullptr;
        QStringList marked;
        const auto statuses = menu->actions();
        for (QAction *status : statuses) {
            if (status->isChecked())
                marked << status->text();
            else
                other = status;
        }
        QCOMPARE(marked, QStringList{m_detail->lead()->statusLabel});
        QVERIFY(other != nullptr);
        other->trigger();
        QCOMPARE(changes.count(), 1);
        const auto change = changes.first().at(1).value<QList<FieldChange>>().constFirst();
        QCOMPARE(change.key, QStringLiteral("status_id"));
        QCOMPARE(change.base.toString(), m_leads[0].statusId.value);
    }

    void theDescriptionIsInFullInk()
    {
        m_detail->setLead(m_leads[0].id);
        QCoreApplication::processEvents();
        const auto *text = m_pane->findChild<QLabel *>(QStringLiteral("descriptionText"));
        QVERIFY(!text->text().isEmpty());
        QCOMPARE(text->palette().color(text->foregroundRole()), m_theme->tokens().text);
    }

    void theDescriptionIsOneCommandAway()
    {
        m_pane->editDescription(); // without a lead: nothing
        m_detail->setLead(m_leads[0].id);
        m_pane->editDescription();
        QVERIFY(m_pane->findChild<QPlainTextEdit *>(QStringLiteral("descriptionEdit"))->hasFocus());
    }

    void problemsShowAndGo()
    {
        m_detail->setLead(m_leads[0].id);
        m_pane->showProblem(QStringLiteral("What you see may be old."));
        QVERIFY(texts().contains(QLatin1String("What you see may be old.")));
        m_detail->setLead(m_leads[1].id);
        QVERIFY(!texts().contains(QLatin1String("What you see may be old.")));
    }

    void contactsShowTheirFieldsUnderTheirNames()
    {
        m_detail->setLead(m_leads[0].id);
        auto *role = m_pane->findChild<QLabel *>(QStringLiteral("contact2Field1"));
        QVERIFY(role != nullptr);
        QCOMPARE(role->text(), QStringLiteral("Decides alone"));
        QCOMPARE(role->accessibleName(), QStringLiteral("Role in the decision: Decides alone"));
        QCOMPARE(m_pane->findChild<QLabel *>(QStringLiteral("contact2Field2"))->text(),
                 QStringLiteral("Ana Moreau"));
        QVERIFY(m_pane->findChild<QLabel *>(QStringLiteral("contact2Field3")) ==
                nullptr); // hidden ones stay so
        QVERIFY(m_pane->findChild<QLabel *>(QStringLiteral("contact1Field1")) == nullptr);
    }
};

QTEST_MAIN(LeadDetailPaneTest)
#include "tst_leaddetailpane.moc"
