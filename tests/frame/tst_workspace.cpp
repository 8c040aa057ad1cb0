#include "models/leadlistmodel.h"
#include "tests/frame/spacefixture.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/commandpalette.h"
#include "ui/keyspage.h"
#include "ui/leadlistpane.h"
#include "ui/logcallform.h"
#include "ui/timelinepane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"

#include <QClipboard>
#include <QListView>
#include <QSignalSpy>

using namespace leadline;

/// The whole window of one account over a quiet service, by keyboard.
class WorkspaceTest final : public test::SpaceFixture
{
    Q_OBJECT

    void openFirst()
    {
        m_space->showLead(LeadId(QStringLiteral("lead_arkwright")));
        m_space->findChild<LeadListPane *>()->focusList();
    }
    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("LEADLINE_PICTURES");
        QCoreApplication::processEvents();
        m_space->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_space.get()));
        const QPixmap shot = m_space->grab();
        QVERIFY(!shot.isNull());
        if (!folder.isEmpty())
            QVERIFY(shot.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_theme.setMode(Theme::Mode::Light);
        openService();
        openSpace();
        Account account;
        account.organizationName = QStringLiteral("Harbor & Pine Inc.");
        account.userName = QStringLiteral("Ana Moreau");
        Account other = account;
        other.organizationId = OrganizationId(QStringLiteral("orga_2"));
        other.organizationName = QStringLiteral("Second Shop");
        m_space->setAccounts({account, other}, account);
        WAIT_FOR(child<QListView>("leadList")->model()->rowCount() ==
                 m_service->service().mirror().leadCount());
    }
    void cleanup() { close(); }

    void everythingHasItsNames()
    {
        openFirst();
        QCOMPARE(test::auditWidgets(m_space.get()).join(QLatin1Char('\n')), QString());
    }

    /// Somebody merges the open lead into another one in Close while a call is written down.
    void case055_anOpenLeadIsFollowedWithWhatIsTyped()
    {
        openFirst();
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral("halfway"));
        const LeadId gone(QStringLiteral("lead_arkwright"));
        Mirror &mirror = m_service->service().mirror();
        const auto *list = child<QListView>("leadList")->model();
        LeadId heir;
        for (int row = 0; row < list->rowCount() && (heir.isEmpty() || heir == gone); ++row)
            heir = LeadId(list->index(row, 0).data(LeadListModel::LeadIdRole).toString());
        ObjectChange change;
        change.id = gone.value;
        change.leadId = gone;
        change.mergedInto = heir;
        mirror.applyChanges({change}, [](const auto &applied) { QVERIFY(applied); });
        const QString name = mirror.lead(heir)->displayName;
        WAIT_FOR(child<QLabel>("leadName")->text() == name);
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("halfway"));
        QVERIFY(m_space->callForm().isOpen());
        QVERIFY(child<Banner>("workspaceBanner")->text().contains(name));
        QVERIFY(child<QPlainTextEdit>("callNote")->hasFocus());
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral(" there"));
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("halfway there"));
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(commands().size(), 1);
        QCOMPARE(commands().first().leadId(), heir);
    }

    /// Chosen before the list knows that it is gone.
    void case055_aMergedLeadOpensTheOneItIsPartOf()
    {
        openFirst();
        Mirror &mirror = m_service->service().mirror();
        const auto keys = mirror.leadRows(mirror.leadKeys({}));
        QVERIFY(keys.size() > 2);
        const LeadId gone = keys.at(1).id;
        const LeadId heir = keys.at(2).id;
        ObjectChange change;
        change.id = gone.value;
        change.leadId = gone;
        change.mergedInto = heir;
        bool isKept = false;
        mirror.applyChanges({change}, [&isKept](const auto &) { isKept = true; });
        WAIT_FOR(isKept);
        m_space->showLead(gone);
        QCOMPARE(child<QLabel>("leadName")->text(), mirror.lead(heir)->displayName);
        m_space->findChild<LeadListPane *>()->focusList();
        press(Qt::Key_L);
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(commands().size(), 1);
        QCOMPARE(commands().first().leadId(), heir);
        const auto *timeline = child<QListView>("timelineList")->model();
        QCOMPARE(timeline->index(0, 0).data(TimelineModel::SyncStateRole).toInt(), int(SyncState::Pending));
    }

    void twoKeysLogACall()
    {
        openFirst();
        press(Qt::Key_L);
        QVERIFY(child<QPlainTextEdit>("callNote")->hasFocus());
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(commands().size(), 1);
        const auto call = std::get<LogCall>(commands().first().body);
        QCOMPARE(call.leadId.value, QStringLiteral("lead_arkwright"));
        QCOMPARE(call.contactId.value, QStringLiteral("cont_dana"));
        QVERIFY(!m_space->callForm().isOpen());
    }

    void aDigitStartsACallWithThatNumber()
    {
        openFirst();
        press(Qt::Key_3);
        QVERIFY(m_space->callForm().isOpen());
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral("2 lines, l and w"));
        press(Qt::Key_Return, Qt::ControlModifier);
        const auto call = std::get<LogCall>(commands().first().body);
        QCOMPARE(call.phone, QStringLiteral("+16175550119"));
        QCOMPARE(call.note, QStringLiteral("2 lines, l and w"));
    }

    void wOpensTheLeadInClose()
    {
        openFirst();
        press(Qt::Key_W);
        QCOMPARE(m_opened, QList<QUrl>{QUrl(QStringLiteral("https://app.close.com/lead/lead_arkwright/"))});
    }

    void ctrlCCopiesWhatHasTheFocus()
    {
        openFirst();
        child<Button>("contact1Email1")->setFocus(Qt::TabFocusReason);
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("dana@arkwright.example"));
    }

    void deletingACallAsksOnce()
    {
        openFirst();
        auto *pane = m_space->findChild<TimelinePane *>();
        Q_EMIT pane->deleteCallRequested(ActivityId(QStringLiteral("acti_c1"))); // Esc
        QCOMPARE(m_prompt.questions.size(), 1);
        const QString asked = m_prompt.questions.first().text;
        for (const char *word :
             {"Arkwright Robotics", "Dana Whitfield", "18 Jun 2026", "15:05", "cannot undo"})
            QVERIFY2(asked.contains(QLatin1String(word)), qPrintable(asked));
        QVERIFY(commands().isEmpty());
        m_prompt.answers = {0};
        Q_EMIT pane->deleteCallRequested(ActivityId(QStringLiteral("acti_c1")));
        QCOMPARE(commands().size(), 1);
        QVERIFY(std::holds_alternative<DeleteObject>(commands().first().body));
        QVERIFY(m_service->service().outbox().trashed(QStringLiteral("acti_c1")).has_value());
    }

    void whatCloseRefusedCannotBeOverlooked()
    {
        openFirst();
        QVERIFY(!child<Button>("needsPersonButton")->isVisible());
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_perch"));
        call.note = QStringLiteral("refused text");
        call.activityAt = m_clock.nowUtc();
        Command command;
        command.id = CommandId(QStringLiteral("cmd_1"));
        command.body = call;
        command.state = CommandState::Rejected;
        command.createdAt = m_clock.nowUtc();
        command.lastError = ApiError(ErrorKind::Rejected, QStringLiteral("No."), 400);
        command.lastError.fieldErrors = {{QStringLiteral("duration"), QStringLiteral("Not a number.")}};
        QVERIFY(m_service->service().outbox().add(command).isOk());
        QTRY_VERIFY(child<Button>("needsPersonButton")->isVisible());
        QTest::mouseClick(child<Button>("needsPersonButton"), Qt::LeftButton);
        QVERIFY(child<QListView>("outboxList")->hasFocus());
        press(Qt::Key_F2); // edit
        QTRY_COMPARE(child<QLabel>("leadName")->text(), QStringLiteral("Perch & Plover Ltd"));
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("refused text"));
        QCOMPARE(child<QLabel>("callDurationError")->text(), QStringLiteral("Not a number."));
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(commands().first().state != CommandState::Rejected);
        QVERIFY(!m_space->callForm().isOpen());
    }

    void paletteAndKeysOpenByKey()
    {
        openFirst();
        press(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(m_space->findChild<CommandPalette *>()->isVisible());
        QTest::keyClicks(child<QLineEdit>("paletteEdit"), QStringLiteral("log a call"));
        press(Qt::Key_Return);
        QVERIFY(m_space->callForm().isOpen());
        press(Qt::Key_Escape);
        press(Qt::Key_F1);
        QVERIFY(m_space->findChild<KeysPage *>()->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!m_space->findChild<KeysPage *>()->isVisible());
        QVERIFY(child<QListView>("leadList")->hasFocus());
    }

    void theNineNumbersAreOneLine()
    {
        openFirst();
        press(Qt::Key_F1);
        QStringList texts;
        const auto labels = child<QWidget>("keysPage")->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts << label->text();
        QCOMPARE(texts.count(QStringLiteral("Log a call with that number")), 1);
        QVERIFY(!texts.join(u' ').contains(QLatin1String("number 2")));
        QCOMPARE(Actions::keysOf(m_space->actions().find(QStringLiteral("saveCall"))),
                 {QStringLiteral("Ctrl+Enter")});
        press(Qt::Key_Escape);
        press(Qt::Key_K, Qt::ControlModifier);
        auto *list = child<QListView>("paletteList");
        const auto lastText = list->model()->index(list->model()->rowCount() - 1, 0).data().toString();
        QCOMPARE(lastText, QStringLiteral("Log a call with number 9 of the lead"));
    }

    void theFirstLeadIsOpenAndTheListHasTheFocus()
    {
        m_space->begin();
        QVERIFY(child<QListView>("leadList")->hasFocus());
        const auto first =
            child<QListView>("leadList")->model()->index(0, 0).data(LeadListModel::LeadIdRole).toString();
        QCOMPARE(child<QListView>("leadList")->currentIndex().row(), 0);
        QVERIFY(!first.isEmpty());
        QVERIFY(!child<QLabel>("leadName")->text().isEmpty());
    }

    void theFormGivesTheFocusBack()
    {
        openFirst();
        for (const char *name : {"leadList", "timelineList", "contact1Phone1"}) {
            child<QWidget>(name)->setFocus(Qt::TabFocusReason);
            for (const bool isSaved : {false, true}) {
                press(Qt::Key_L);
                QVERIFY(child<QPlainTextEdit>("callNote")->hasFocus());
                press(isSaved ? Qt::Key_Return : Qt::Key_Escape,
                      isSaved ? Qt::ControlModifier : Qt::NoModifier);
                QVERIFY(!m_space->callForm().isOpen());
                QCOMPARE(QApplication::focusWidget()->objectName(), QLatin1String(name));
            }
        }
    }

    void thePaletteOffersWhatTheRowOffers()
    {
        openFirst();
        const auto offered = [this](const QString &text) {
            press(Qt::Key_K, Qt::ControlModifier);
            QTest::keyClicks(child<QLineEdit>("paletteEdit"), text);
            const QString best = child<QListView>("paletteList")->currentIndex().data().toString();
            const bool isOffered = best == text;
            if (!isOffered)
                press(Qt::Key_Escape);
            return isOffered;
        };
        auto *timeline = child<QListView>("timelineList");
        bool wasOffered = false;
        for (int row = 0; row < timeline->model()->rowCount() && !wasOffered; ++row) {
            const QModelIndex index = timeline->model()->index(row, 0);
            timeline->setCurrentIndex(index);
            const auto activity = index.data(TimelineModel::ActivityRole).value<Activity>();
            wasOffered = offered(QStringLiteral("Delete the call"));
            QCOMPARE(wasOffered, activity.kind == ActivityKind::Call);
        }
        QVERIFY(wasOffered);
        m_prompt.answers = {0};
        press(Qt::Key_Return);
        QCOMPARE(m_prompt.questions.size(), 1);
        QTRY_COMPARE(commands().size(), 1);
        QVERIFY(std::holds_alternative<DeleteObject>(commands().first().body));
        QVERIFY(!offered(QStringLiteral("Correct what Close refused")));
    }

    void ordersAndStatusesAreInThePalette()
    {
        openFirst();
        press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(child<QLineEdit>("paletteEdit"), QStringLiteral("name, z to a"));
        press(Qt::Key_Return);
        const auto names = [this] {
            QStringList shown;
            auto *model = child<QListView>("leadList")->model();
            for (int row = 0; row < model->rowCount(); ++row)
                shown << model->index(row, 0).data().toString();
            return shown;
        };
        QStringList sorted = names();
        std::sort(sorted.begin(), sorted.end(), std::greater<>());
        QTRY_COMPARE(names(), sorted);
        press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(child<QLineEdit>("paletteEdit"), QStringLiteral("filter leads by status"));
        press(Qt::Key_Return);
        QVERIFY(child<QWidget>("statusChips")->isAncestorOf(QApplication::focusWidget()));
    }

    void otherAccountsAreOneCommandAway()
    {
        QSignalSpy spy(m_space.get(), &Workspace::accountRequested);
        press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(child<QLineEdit>("paletteEdit"), QStringLiteral("second shop"));
        press(Qt::Key_Return);
        QCOMPARE(spy.count(), 1);
    }

    void narrowWindowsPutTheTimelineInATab()
    {
        openFirst();
        auto *tabs = child<QTabWidget>("middleTabs");
        QCOMPARE(tabs->count(), 1);
        m_space->resize(1000, 700);
        QTRY_COMPARE(tabs->count(), 2);
        press(Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(m_space->findChild<TimelinePane *>()->isVisible());
        QVERIFY(m_space->findChild<LeadListPane *>()->width() >= 280);
        m_space->resize(1440, 900);
        QTRY_COMPARE(tabs->count(), 1);
        QVERIFY(m_space->findChild<TimelinePane *>()->isVisible());
    }

    void sizesAreThoseOfTheDrawing()
    {
        openFirst();
        QCOMPARE(child<QWidget>("topBar")->height(), 48);
        QCOMPARE(child<QWidget>("statusStrip")->height(), 26);
        QCOMPARE(child<QWidget>("callDeck")->height(), 64);
        QCOMPARE(m_space->findChild<LeadListPane *>()->width(), 372);
        QVERIFY(qAbs(m_space->findChild<TimelinePane *>()->width() - 436) <= 2);
    }

    void theWindowOnlyPlacesThings()
    {
        for (const char *name : {"mainwindow.cpp", "workspace.cpp", "workspaceactions.cpp"}) {
            QFile file(qEnvironmentVariable("LEADLINE_SOURCE") + QStringLiteral("/ui/") +
                       QLatin1String(name));
            QVERIFY2(file.open(QIODevice::ReadOnly), name);
            const auto lines = file.readAll().count('\n');
            QVERIFY2(lines < (QLatin1String(name) == QLatin1String("mainwindow.cpp") ? 300 : 400), name);
        }
    }

    void pictures()
    {
        openFirst();
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            const QString suffix =
                mode == Theme::Mode::Dark ? QStringLiteral("-dark") : QStringLiteral("-light");
            picture(QStringLiteral("idle") + suffix);
            child<Button>("contact1Phone1")->setFocus(Qt::TabFocusReason);
            press(Qt::Key_L);
            picture(QStringLiteral("form") + suffix);
            press(Qt::Key_Escape);
            press(Qt::Key_K, Qt::ControlModifier);
            picture(QStringLiteral("palette") + suffix);
            press(Qt::Key_Escape);
            press(Qt::Key_F1);
            picture(QStringLiteral("keys") + suffix);
            press(Qt::Key_Escape);
        }
        m_theme.setMode(Theme::Mode::Light);
    }
};

QTEST_MAIN(WorkspaceTest)
#include "tst_workspace.moc"
