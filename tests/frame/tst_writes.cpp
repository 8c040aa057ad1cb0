#include "tests/frame/spacefixture.h"
#include "tests/testkit/fulldisk.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"
#include "ui/logcallform.h"
#include "ui/timelinepane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>

using namespace leadline;

/// Writes that this computer cannot keep: what was typed stays, what went wrong is said, and it works once
/// there is room.
class WritesTest final : public test::SpaceFixture
{
    Q_OBJECT

    /// A call that Close refused.
    void addRefused(const QDateTime &createdAt)
    {
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_arkwright"));
        call.note = QStringLiteral("refused text");
        call.activityAt = createdAt;
        Command command;
        command.id = CommandId(QStringLiteral("cmd_1"));
        command.group = CommandGroupId(QStringLiteral("group_1"));
        command.body = call;
        command.state = CommandState::Rejected;
        command.createdAt = createdAt;
        command.lastError = ApiError(ErrorKind::Rejected, QStringLiteral("No."), 400);
        QVERIFY(m_service->service().outbox().add(command).isOk());
    }
    /// The open lead with another description, as it comes from Close later.
    static Lead changedLead()
    {
        Lead lead = test::sampleLeads().first();
        lead.raw[QStringLiteral("description")] = QStringLiteral("theirs");
        lead.raw[QStringLiteral("date_updated")] = QStringLiteral("2027-01-01T00:00:00.000000+00:00");
        lead.description = QStringLiteral("theirs");
        lead.dateUpdated = QDateTime({2027, 1, 1}, {0, 0}, Qt::UTC);
        return lead;
    }
    /// Opens the description as a person would and types at its end; what it holds then.
    QString typeDescription(const QString &text)
    {
        QTest::mouseClick(child<Button>("descriptionEditButton"), Qt::LeftButton);
        QTest::keyClicks(child<QPlainTextEdit>("descriptionEdit"), text);
        return child<QPlainTextEdit>("descriptionEdit")->toPlainText();
    }
    void logCall(const QString &note)
    {
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), note);
        press(Qt::Key_Return, Qt::ControlModifier);
    }
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openService();
        openSpace();
        m_space->showLead(LeadId(QStringLiteral("lead_arkwright")));
        m_space->begin();
    }
    void cleanup() { close(); }

    void escKeepsTheDraft()
    {
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral("half"));
        press(Qt::Key_Escape);
        QVERIFY(!m_space->callForm().isOpen());
        QCOMPARE(child<Button>("logCallButton")->text(), QStringLiteral("Continue the draft"));
        press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(child<Button>("logCallButton")->text() != QLatin1String("Continue the draft"));
        press(Qt::Key_Left, Qt::AltModifier);
        press(Qt::Key_L);
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("half"));
    }

    void aCallIsTakenBackWithEveryLetter()
    {
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral("Wrong lead, sorry"));
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(commands().size(), 1);
        QVERIFY(child<QWidget>("undoBar")->isVisible());
        QCOMPARE(child<QLabel>("undoText")->text(), QStringLiteral("Call saved"));
        QCOMPARE(child<QLabel>("undoSeconds")->text(), QStringLiteral("8 s"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(commands().isEmpty());
        QVERIFY(!child<QWidget>("undoBar")->isVisible());
        QVERIFY(m_space->callForm().isOpen());
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("Wrong lead, sorry"));
        press(Qt::Key_Return, Qt::ControlModifier); // and logged again
        QTRY_COMPARE(commands().size(), 1);
    }

    void aStatusChangesAtOnceAndCanBeTakenBack()
    {
        const QString before = child<Chip>("leadStatus")->text();
        QMenu *const menu = child<QMenu>("statusMenu");
        Q_EMIT menu->aboutToShow(); // this platform has no popups that take keys
        const auto actions = menu->actions();
        const auto other = std::find_if(actions.begin(), actions.end(), [&before](const QAction *action) {
            return action->text() != before;
        });
        QVERIFY(other != actions.end());
        const QString wanted = (*other)->text();
        const QPointer<QAction> chosen(*other);
        m_service->put({changedLead()}); // a refresh while one chooses
        WAIT_FOR(child<QLabel>("descriptionText")->text() == QLatin1String("theirs"));
        QVERIFY(chosen);
        chosen->trigger();
        QCOMPARE(commands().size(), 1);
        const auto update = std::get<UpdateObject>(commands().first().body);
        QCOMPARE(update.changes.first().key, QStringLiteral("status_id"));
        QCOMPARE(child<Chip>("leadStatus")->text(), wanted); // online or not
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(commands().isEmpty());
        QCOMPARE(child<Chip>("leadStatus")->text(), before);
    }

    void statusAndDescriptionHaveKeys()
    {
        press(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(child<QPlainTextEdit>("descriptionEdit")->hasFocus());
        press(Qt::Key_Escape);
        const QAction *const status = m_space->actions().find(QStringLiteral("changeStatus"));
        QCOMPARE(Actions::keysOf(status), {QStringLiteral("Ctrl+Shift+S")});
        QVERIFY(status->isEnabled());
        m_space->showLead(LeadId());
        QVERIFY(!status->isEnabled());
    }

    void whatIsTypedSurvivesARefresh()
    {
        QTest::mouseClick(child<Button>("descriptionEditButton"), Qt::LeftButton);
        auto *edit = child<QPlainTextEdit>("descriptionEdit");
        QVERIFY(edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral(" mine"));
        const QString typed = edit->toPlainText();
        m_service->put({changedLead()});
        QTRY_VERIFY(child<QWidget>("descriptionMarker")->isVisible());
        QVERIFY(child<QPlainTextEdit>("descriptionEdit")->hasFocus());
        QCOMPARE(child<QPlainTextEdit>("descriptionEdit")->toPlainText(), typed);
        QVERIFY(child<QLabel>("descriptionTheirs")->text().contains(QStringLiteral("theirs")));
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(commands().size(), 1);
        QCOMPARE(std::get<UpdateObject>(commands().first().body).changes.first().value.toString(), typed);
    }

    void ctrlEnterSavesWhatIsTypedNotTheCall()
    {
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral("not done yet"));
        const QString typed = typeDescription(QStringLiteral(" mine"));
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(commands().size(), 1);
        QCOMPARE(std::get<UpdateObject>(commands().first().body).changes.first().value.toString(), typed);
        QVERIFY(!child<QPlainTextEdit>("descriptionEdit")->isVisible());
        QVERIFY(child<Button>("descriptionEditButton")->hasFocus());
        QVERIFY(m_space->callForm().isOpen());
        typeDescription(QStringLiteral(" more"));
        press(Qt::Key_Escape);
        QVERIFY(!child<QPlainTextEdit>("descriptionEdit")->isVisible());
        QVERIFY(m_space->callForm().isOpen());
        QCOMPARE(m_space->drafts().count(), 2);
    }

    void anotherLeadCostsNoTypedDescription()
    {
        const QString typed = typeDescription(QStringLiteral(" half"));
        press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(!child<QPlainTextEdit>("descriptionEdit")->isVisible());
        QVERIFY(!child<Button>("descriptionEditButton")->hasFocus());
        QCOMPARE(m_space->drafts().count(), 1);
        child<QWidget>("leadList")->setFocus();
        press(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(child<QPlainTextEdit>("descriptionEdit")->isVisible());
        QCOMPARE(child<QPlainTextEdit>("descriptionEdit")->toPlainText(), typed);
        QVERIFY(child<QWidget>("leadList")->hasFocus()); // nothing takes it away
        QVERIFY(commands().isEmpty());
    }

    void case065_aFullDiskLosesNoDescription()
    {
        const QString typed = typeDescription(QStringLiteral(" and more"));
        {
            const test::FullDisk full;
            press(Qt::Key_Return, Qt::ControlModifier);
        }
        QVERIFY(commands().isEmpty());
        QVERIFY(child<QPlainTextEdit>("descriptionEdit")->hasFocus());
        QCOMPARE(child<QPlainTextEdit>("descriptionEdit")->toPlainText(), typed);
        QVERIFY(child<Banner>("descriptionProblem")->isVisible());
        QVERIFY(
            child<Banner>("descriptionProblem")->text().contains(QLatin1String("The change is not saved.")));
        press(Qt::Key_Return, Qt::ControlModifier); // there is room again
        QCOMPARE(commands().size(), 1);
        QVERIFY(!child<QPlainTextEdit>("descriptionEdit")->isVisible());
        QCOMPARE(m_space->drafts().count(), 0);
    }

    void aDescriptionIsTakenBackWithEveryLetter()
    {
        const QString typed = typeDescription(QStringLiteral(" wrong lead"));
        press(Qt::Key_Return, Qt::ControlModifier);
        press(Qt::Key_Right, Qt::AltModifier);
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(commands().isEmpty());
        QCOMPARE(child<QLabel>("leadName")->text(), QStringLiteral("Arkwright Robotics"));
        QVERIFY(child<QPlainTextEdit>("descriptionEdit")->hasFocus());
        QCOMPARE(child<QPlainTextEdit>("descriptionEdit")->toPlainText(), typed);
    }

    void aCallTakenBackWaitsForTheOneBeingWritten()
    {
        logCall(QStringLiteral("first"));
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral("second"));
        press(Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(commands().isEmpty());
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("second"));
        QCOMPARE(m_space->drafts().count(), 2);
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(child<Button>("logCallButton")->text(), QStringLiteral("Continue the draft"));
        press(Qt::Key_L);
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("first"));
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(commands().size(), 2);
        QCOMPARE(m_space->drafts().count(), 0);
    }

    void theWayBackIsThatOfTheWriteItNames()
    {
        addRefused(m_clock.nowUtc().addSecs(-600));
        logCall(QStringLiteral("a new one"));
        Q_EMIT m_space->findChild<TimelinePane *>()->editRequested(CommandId(QStringLiteral("cmd_1")));
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("refused text"));
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(commands().size(), 2);
        QVERIFY(!child<QWidget>("undoBar")->isVisible()); // it is not held, and the other one is not meant
        logCall(QStringLiteral("third"));
        QTest::mouseClick(child<Button>("undoButton"), Qt::LeftButton);
        QCOMPARE(commands().size(), 2);
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("third"));
    }

    void afterTheHoldUndoAsksFirst()
    {
        logCall(QStringLiteral("long ago"));
        m_clock.advance(3'600'000);
        child<QWidget>("leadList")->setFocus();
        press(Qt::Key_Z, Qt::ControlModifier); // answered with Esc
        QCOMPARE(m_prompt.questions.size(), 1);
        QVERIFY(m_prompt.questions.first().text.contains(QLatin1String("Arkwright Robotics")));
        QCOMPARE(commands().size(), 1);
        m_prompt.answers = {0};
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(commands().isEmpty());
    }

    void whatFailsElsewhereIsNotTheCallsProblem()
    {
        press(Qt::Key_L);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier); // nothing to undo: no alarm
        QVERIFY(!child<Banner>("logCallBanner")->isVisible());
        QVERIFY(!child<Banner>("workspaceBanner")->isVisible());
        m_prompt.answers = {0};
        {
            const test::FullDisk full;
            Q_EMIT m_space->findChild<TimelinePane *>()->deleteCallRequested(
                ActivityId(QStringLiteral("acti_c1")));
        }
        QVERIFY(!child<Banner>("logCallBanner")->isVisible());
        QVERIFY(child<Banner>("workspaceBanner")->text().contains(QLatin1String("The call is not deleted.")));
    }

    void theWayBackClosesWithTheHold()
    {
        press(Qt::Key_L);
        press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(child<QWidget>("undoBar")->isVisible());
        m_clock.advance(9'000);
        QTRY_VERIFY(!child<QWidget>("undoBar")->isVisible());
    }

    void case065_aFullDiskLosesNoText()
    {
        press(Qt::Key_L);
        QTest::keyClicks(child<QPlainTextEdit>("callNote"), QStringLiteral("Decision in December"));
        child<QLineEdit>("callDuration")->setText(QStringLiteral("4:12"));
        {
            const test::FullDisk full;
            press(Qt::Key_Return, Qt::ControlModifier);
        }
        QVERIFY(m_space->callForm().isOpen());
        QCOMPARE(child<QPlainTextEdit>("callNote")->toPlainText(), QStringLiteral("Decision in December"));
        QCOMPARE(child<QLineEdit>("callDuration")->text(), QStringLiteral("4:12"));
        const QString said = child<Banner>("logCallBanner")->text();
        QVERIFY(child<Banner>("logCallBanner")->isVisible());
        QVERIFY2(said.contains(QLatin1String("nothing you typed is lost")), qPrintable(said));
        QVERIFY(commands().isEmpty());
        QVERIFY(m_space->callForm().draftCount() == 1);

        press(Qt::Key_Return, Qt::ControlModifier); // there is room again
        QVERIFY(!m_space->callForm().isOpen());
        QCOMPARE(commands().size(), 1);
        QCOMPARE(std::get<LogCall>(commands().first().body).note, QStringLiteral("Decision in December"));
        QCOMPARE(m_space->callForm().draftCount(), 0);
    }

    void case065_aCallIsNotDeletedWithoutItsCopy()
    {
        m_prompt.answers = {0};
        {
            const test::FullDisk full;
            Q_EMIT m_space->findChild<TimelinePane *>()->deleteCallRequested(
                ActivityId(QStringLiteral("acti_c1")));
        }
        QCOMPARE(m_prompt.questions.size(), 1);
        auto *banner = child<Banner>("workspaceBanner");
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(QLatin1String("The call is not deleted.")),
                 qPrintable(banner->text()));
        QVERIFY(commands().isEmpty());
        QTest::mouseClick(child<QWidget>("dismissBannerButton"), Qt::LeftButton);
        QVERIFY(!banner->isVisible());
    }

    void case065_aRefusedWriteStaysWhenItCannotBeDiscarded()
    {
        addRefused(m_clock.nowUtc());
        const CommandId id(QStringLiteral("cmd_1"));
        m_prompt.answers = {0, 0};
        auto *pane = m_space->findChild<TimelinePane *>();
        {
            const test::FullDisk full;
            Q_EMIT pane->discardRequested(id);
            Q_EMIT pane->retryRequested(id);
        }
        QCOMPARE(commands().size(), 1);
        QCOMPARE(commands().first().state, CommandState::Rejected);
        QVERIFY(child<Banner>("workspaceBanner")->isVisible());
        Q_EMIT pane->discardRequested(id);
        QVERIFY(commands().isEmpty());
    }
};

QTEST_MAIN(WritesTest)
#include "tst_writes.moc"
