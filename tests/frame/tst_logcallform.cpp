#include "tests/frame/sampledata.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "ui/duration.h"
#include "ui/logcallform.h"
#include "ui/widgets/button.h"

#include <QDateTimeEdit>
#include <QSignalSpy>

using namespace leadline;

/// The log-call form by keyboard: defaults, drafts, refusals.
class LogCallFormTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    T *child(const char *name)
    {
        return m_form->findChild<T *>(QLatin1String(name));
    }
    void type(const QString &note) { QTest::keyClicks(child<QPlainTextEdit>("callNote"), note); }
    QString note() { return child<QPlainTextEdit>("callNote")->toPlainText(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<test::ManualClock> m_clock;
    std::unique_ptr<LogCallForm> m_form;
    QList<LogCall> m_calls;
    QList<QPair<CommandId, LogCall>> m_corrected;
    Lead m_lead;
    Lead m_other;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        test::expectSilence();
        m_clock = std::make_unique<test::ManualClock>(QDateTime({2026, 6, 19}, {12, 34, 56, 789}, Qt::UTC));
        m_form = std::make_unique<LogCallForm>(*m_theme, *m_clock);
        m_calls.clear();
        m_corrected.clear();
        connect(m_form.get(), &LogCallForm::submitRequested, this, [this](const LogCall &call) { m_calls << call; });
        connect(m_form.get(), &LogCallForm::resubmitRequested, this,
                [this](const CommandId &id, const LogCall &call) { m_corrected << qMakePair(id, call); });
        const QList<Lead> leads = test::sampleLeads();
        m_lead = leads[0];
        m_other = leads[1];
        m_form->resize(1200, 240);
        m_form->show();
        m_form->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
        m_form->setLead(m_lead);
    }
    void cleanup() { m_form.reset(); }
    void cleanupTestCase() { m_theme.reset(); }

    void durationsAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("seconds"); // -1 = not understood
        QTest::newRow("empty") << "" << 0;
        QTest::newRow("m:ss") << "4:12" << 252;
        QTest::newRow("h:mm:ss") << "1:02:03" << 3723;
        QTest::newRow("minutes") << "4m" << 240;
        QTest::newRow("minutes and seconds") << "4m 12s" << 252;
        QTest::newRow("seconds") << "90s" << 90;
        QTest::newRow("hours") << "1h" << 3600;
        QTest::newRow("bare number") << "4" << 240;
        QTest::newRow("min") << "5 min" << 300;
        QTest::newRow("sixty seconds") << "4:60" << -1;
        QTest::newRow("negative") << "-4" << -1;
        QTest::newRow("words") << "a while" << -1;
        QTest::newRow("more than a day") << "1441" << -1;
        QTest::newRow("huge") << "99999999999" << -1;
    }
    void durationsAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        QFETCH(int, seconds);
        QCOMPARE(parseDuration(typed).value_or(-1), seconds);
    }

    void everythingHasItsNames()
    {
        m_form->start();
        QCOMPARE(test::auditWidgets(m_form.get()).join(QLatin1Char('\n')), QString());
    }

    void sensibleDefaults()
    {
        m_form->start();
        QVERIFY(child<QPlainTextEdit>("callNote")->hasFocus());
        m_form->submit();
        QCOMPARE(m_calls.size(), 1);
        const LogCall call = m_calls.first();
        QCOMPARE(call.leadId, m_lead.id);
        QCOMPARE(call.contactId.value, QStringLiteral("cont_dana"));
        QCOMPARE(call.phone, QStringLiteral("+16175550142"));
        QCOMPARE(call.direction, CallDirection::Outbound);
        QCOMPARE(call.status, CallStatus::Completed);
        QCOMPARE(call.durationSeconds, 0);
        QCOMPARE(call.activityAt, m_clock->nowUtc());
    }

    void byKeyboardOnly()
    {
        m_form->start();
        type(QStringLiteral("Wants 20 seats"));
        QTest::keyClick(child<QPlainTextEdit>("callNote"), Qt::Key_Tab);
        QVERIFY(child<QLineEdit>("callDuration")->hasFocus());
        QTest::keyClicks(child<QLineEdit>("callDuration"), QStringLiteral("4:12"));
        QTest::keyClick(m_form.get(), Qt::Key_2, Qt::AltModifier);
        QTRY_VERIFY(child<Button>("statusNoAnswer")->isChecked());
        m_form->submit();
        QCOMPARE(m_calls.size(), 1);
        QCOMPARE(m_calls.first().note, QStringLiteral("Wants 20 seats"));
        QCOMPARE(m_calls.first().durationSeconds, 252);
        QCOMPARE(m_calls.first().status, CallStatus::NoAnswer);
    }

    void numberAndContactAsAsked()
    {
        m_form->start(ContactId(QStringLiteral("cont_tom")), QStringLiteral("+16175550119"));
        m_form->submit();
        QCOMPARE(m_calls.first().contactId.value, QStringLiteral("cont_tom"));
        QCOMPARE(m_calls.first().phone, QStringLiteral("+16175550119"));
    }

    void aTypedNumberIsTakenAsTyped()
    {
        m_form->start();
        auto *phone = child<QComboBox>("callPhone");
        phone->setFocus();
        phone->lineEdit()->selectAll();
        QTest::keyClicks(phone->lineEdit(), QStringLiteral("0123 45"));
        m_form->submit();
        QCOMPARE(m_calls.first().phone, QStringLiteral("0123 45"));
    }

    void aWrongDurationIsSaidAtTheField()
    {
        m_form->start();
        child<QLineEdit>("callDuration")->setText(QStringLiteral("a while"));
        m_form->submit();
        QVERIFY(m_calls.isEmpty());
        QVERIFY(child<QLabel>("callDurationError")->isVisible());
        QVERIFY(child<QLineEdit>("callDuration")->hasFocus());
        QTest::keyClick(child<QLineEdit>("callDuration"), Qt::Key_Backspace);
        QVERIFY(!child<QLabel>("callDurationError")->isVisible());
    }

    void anotherTimeKeepsItsOwnSeconds()
    {
        m_form->start();
        const QDateTime wanted = m_clock->nowUtc().addSecs(-7200).toLocalTime();
        child<QDateTimeEdit>("callWhen")->setDateTime(wanted);
        m_form->submit();
        QCOMPARE(m_calls.first().activityAt.toSecsSinceEpoch() / 60, wanted.toSecsSinceEpoch() / 60);
        QVERIFY(m_calls.first().activityAt.time().msec() != 0); // still unlike any other call of that minute
    }

    void draftsFollowTheirLead()
    {
        m_form->start();
        type(QStringLiteral("first"));
        m_form->setLead(m_other);
        QVERIFY(!m_form->isOpen());
        m_form->start();
        QCOMPARE(note(), QString());
        type(QStringLiteral("second"));
        QCOMPARE(m_form->draftCount(), 2);
        m_form->setLead(m_lead);
        QVERIFY(m_form->isOpen());
        QCOMPARE(note(), QStringLiteral("first"));
        m_form->setLead(std::nullopt);
        QVERIFY(!m_form->isOpen());
        m_form->setLead(m_other);
        QCOMPARE(note(), QStringLiteral("second"));
    }

    void closingKeepsTheDraft()
    {
        m_form->start();
        type(QStringLiteral("half a thought"));
        m_form->putAside();
        QVERIFY(!m_form->isOpen());
        QVERIFY(m_form->hasDraft());
        m_form->start();
        QCOMPARE(note(), QStringLiteral("half a thought"));
        m_form->submit();
        m_form->accepted();
        QVERIFY(!m_form->hasDraft());
        QCOMPARE(m_form->draftCount(), 0);
        m_form->start();
        QCOMPARE(note(), QString());
    }

    void aRefreshChangesNothingTyped()
    {
        m_form->start(ContactId(QStringLiteral("cont_tom")), QStringLiteral("+16175550119"));
        type(QStringLiteral("typing"));
        Lead refreshed = m_lead;
        refreshed.contacts.prepend(Contact());
        refreshed.contacts[0].id = ContactId(QStringLiteral("cont_new"));
        refreshed.contacts[0].name = QStringLiteral("New Person");
        m_form->setLead(refreshed);
        QVERIFY(child<QPlainTextEdit>("callNote")->hasFocus());
        QCOMPARE(note(), QStringLiteral("typing"));
        QCOMPARE(child<QComboBox>("callContact")->count(), 4);
        m_form->submit();
        QCOMPARE(m_calls.first().contactId.value, QStringLiteral("cont_tom"));
        QCOMPARE(m_calls.first().phone, QStringLiteral("+16175550119"));
    }

    void aFailedSaveKeepsEverything()
    {
        m_form->start();
        type(QStringLiteral("keep me"));
        m_form->submit();
        m_form->showProblem(QStringLiteral("disk full"));
        QVERIFY(m_form->isOpen());
        QCOMPARE(note(), QStringLiteral("keep me"));
        m_form->submit();
        QCOMPARE(m_calls.size(), 2);
    }

    void refusalsStandAtTheirFields()
    {
        m_form->start();
        type(QStringLiteral("a new call meanwhile"));
        Command command;
        command.id = CommandId(QStringLiteral("cmd_1"));
        LogCall call;
        call.leadId = m_lead.id;
        call.note = QStringLiteral("as it was");
        call.durationSeconds = 75;
        call.activityAt = m_clock->nowUtc().addDays(-1);
        command.body = call;
        command.state = CommandState::Rejected;
        command.lastError = ApiError(ErrorKind::Rejected, {}, 400);
        command.lastError.fieldErrors = {{QStringLiteral("contact"), QStringLiteral("Object does not exist.")},
                                         {QStringLiteral("duration"), QStringLiteral("Too long.")},
                                         {QStringLiteral("galaxy"), QStringLiteral("Unknown.")}};
        m_form->edit(command);
        QCOMPARE(note(), QStringLiteral("as it was"));
        QCOMPARE(child<QLineEdit>("callDuration")->text(), QStringLiteral("1:15"));
        QCOMPARE(child<QLabel>("callContactError")->text(), QStringLiteral("Object does not exist."));
        QCOMPARE(child<QLabel>("callDurationError")->text(), QStringLiteral("Too long."));
        QVERIFY(m_form->findChild<QLabel *>(QStringLiteral("bannerText"))->text().contains(QLatin1String("galaxy: Unknown.")));
        type(QStringLiteral("!"));
        m_form->submit();
        QCOMPARE(m_corrected.size(), 1);
        QCOMPARE(m_corrected.first().first, command.id);
        QCOMPARE(m_corrected.first().second.note, QStringLiteral("as it was!"));
        QCOMPARE(m_corrected.first().second.activityAt, call.activityAt);
        m_form->accepted();
        m_form->start(); // the new call that was interrupted is still there
        QCOMPARE(note(), QStringLiteral("a new call meanwhile"));
    }
};

QTEST_MAIN(LogCallFormTest)
#include "tst_logcallform.moc"
