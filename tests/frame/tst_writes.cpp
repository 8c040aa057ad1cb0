#include "tests/frame/sampledata.h"
#include "tests/frame/scriptedprompt.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "ui/logcallform.h"
#include "ui/timelinepane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/button.h"
#include "ui/workspace.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>

#include <csignal>
#include <sys/resource.h>

using namespace leadline;

namespace {

/// A full disk for as long as it lives: writing to files fails, reading does not.
class FullDisk final
{
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
};

} // namespace

/// Writes that this computer cannot keep: what was typed stays, what went wrong is said, and it works once there is room.
class WritesTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    T *child(const char *name)
    {
        return m_space->findChild<T *>(QLatin1String(name));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_space->windowHandle(), key, modifiers);
    }
    QList<Command> commands() { return m_service->service().outbox().commands(); }

    std::unique_ptr<Theme> m_theme;
    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
    test::ScriptedPrompt m_prompt;
    LinkOpener m_links{m_prompt, [](const QUrl &) { return true; }};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<test::QuietService> m_service;
    std::unique_ptr<Workspace> m_space;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        test::expectSilence();
        m_prompt = {};
        m_dir = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_dir->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_service = std::make_unique<test::QuietService>(m_clock);
        m_service->put(test::sampleOrganization());
        m_service->put(test::sampleLeads());
        m_service->put(LeadId(QStringLiteral("lead_arkwright")), test::sampleActivities());
        m_space = std::make_unique<Workspace>(
            Workspace::Parts{m_service->service(), *m_theme, m_prompt, m_links, m_clock, *m_settings});
        m_space->resize(1440, 900);
        m_space->show();
        m_space->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_space.get()));
        m_space->showLead(LeadId(QStringLiteral("lead_arkwright")));
        m_space->begin();
    }
    void cleanup()
    {
        m_space.reset();
        m_service.reset();
        m_settings.reset();
    }
    void cleanupTestCase() { m_theme.reset(); }

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
        const auto actions = menu->actions();
        const auto other = std::find_if(actions.begin(), actions.end(),
                                        [&before](const QAction *action) { return action->text() != before; });
        QVERIFY(other != actions.end());
        const QString wanted = (*other)->text();
        (*other)->trigger();
        QCOMPARE(commands().size(), 1);
        const auto update = std::get<UpdateObject>(commands().first().body);
        QCOMPARE(update.changes.first().key, QStringLiteral("status_id"));
        QCOMPARE(child<Chip>("leadStatus")->text(), wanted); // online or not
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(commands().isEmpty());
        QCOMPARE(child<Chip>("leadStatus")->text(), before);
    }

    void whatIsTypedSurvivesARefresh()
    {
        QTest::mouseClick(child<Button>("descriptionEditButton"), Qt::LeftButton);
        auto *edit = child<QPlainTextEdit>("descriptionEdit");
        QVERIFY(edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral(" mine"));
        const QString typed = edit->toPlainText();
        QList<Lead> leads = test::sampleLeads();
        leads.first().raw[QStringLiteral("description")] = QStringLiteral("theirs");
        leads.first().raw[QStringLiteral("date_updated")] = QStringLiteral("2027-01-01T00:00:00.000000+00:00");
        leads.first().description = QStringLiteral("theirs");
        leads.first().dateUpdated = QDateTime({2027, 1, 1}, {0, 0}, Qt::UTC);
        m_service->put(leads);
        QTRY_VERIFY(child<QWidget>("descriptionMarker")->isVisible());
        QVERIFY(child<QPlainTextEdit>("descriptionEdit")->hasFocus());
        QCOMPARE(child<QPlainTextEdit>("descriptionEdit")->toPlainText(), typed);
        QVERIFY(child<QLabel>("descriptionTheirs")->text().contains(QStringLiteral("theirs")));
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(commands().size(), 1);
        QCOMPARE(std::get<UpdateObject>(commands().first().body).changes.first().value.toString(), typed);
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
            const FullDisk full;
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
            const FullDisk full;
            Q_EMIT m_space->findChild<TimelinePane *>()->deleteCallRequested(ActivityId(QStringLiteral("acti_c1")));
        }
        QCOMPARE(m_prompt.questions.size(), 1);
        auto *banner = child<Banner>("workspaceBanner");
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(QLatin1String("The call is not deleted.")), qPrintable(banner->text()));
        QVERIFY(commands().isEmpty());
        QTest::mouseClick(child<QWidget>("dismissBannerButton"), Qt::LeftButton);
        QVERIFY(!banner->isVisible());
    }

    void case065_aRefusedWriteStaysWhenItCannotBeDiscarded()
    {
        Command command;
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_arkwright"));
        call.note = QStringLiteral("refused text");
        call.activityAt = m_clock.nowUtc();
        command.id = CommandId(QStringLiteral("cmd_1"));
        command.body = call;
        command.state = CommandState::Rejected;
        command.createdAt = m_clock.nowUtc();
        command.lastError = ApiError(ErrorKind::Rejected, QStringLiteral("No."), 400);
        QVERIFY(m_service->service().outbox().add(command).isOk());
        m_prompt.answers = {0, 0};
        auto *pane = m_space->findChild<TimelinePane *>();
        {
            const FullDisk full;
            Q_EMIT pane->discardRequested(command.id);
            Q_EMIT pane->retryRequested(command.id);
        }
        QCOMPARE(commands().size(), 1);
        QCOMPARE(commands().first().state, CommandState::Rejected);
        QVERIFY(child<Banner>("workspaceBanner")->isVisible());
        Q_EMIT pane->discardRequested(command.id);
        QVERIFY(commands().isEmpty());
    }
};

QTEST_MAIN(WritesTest)
#include "tst_writes.moc"
