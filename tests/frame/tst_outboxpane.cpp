#include "tests/frame/sampledata.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "ui/outbox/outboxpane.h"
#include "ui/text/commandtext.h"
#include "ui/text/undotext.h"
#include "ui/widgets/button.h"

#include <QListView>
#include <QSignalSpy>

using namespace leadline;

/// The outbox on the window, over a real outbox, by key.
class OutboxPaneTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    T *child(const char *name)
    {
        return m_host->findChild<T *>(QLatin1String(name));
    }
    bool isOffered(const char *name) { return child<Button>(name)->isVisible(); }
    QString label(const char *name) { return child<QLabel>(name)->text(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    OutboxStore &outbox() { return m_service->service().outbox(); }
    CommandId put(const char *id, CommandBody body, CommandState state, const ApiError &error = ApiError())
    {
        Command command;
        command.id = CommandId(QLatin1String(id));
        command.body = std::move(body);
        command.state = state;
        command.createdAt = m_clock.nowUtc();
        command.lastError = error;
        [[maybe_unused]] const auto added = outbox().add(command);
        return command.id;
    }
    LogCall call(const char *note) const
    {
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_arkwright"));
        call.contactId = ContactId(QStringLiteral("cont_dana"));
        call.activityAt = m_clock.nowUtc();
        call.durationSeconds = 252;
        call.note = QLatin1String(note);
        return call;
    }
    CreateNote note(const char *text) const
    {
        CreateNote note;
        note.leadId = LeadId(QStringLiteral("lead_perch"));
        note.text = QLatin1String(text);
        return note;
    }

    Theme m_theme;
    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
    std::unique_ptr<test::QuietService> m_service;
    std::unique_ptr<OutboxModel> m_model;
    std::unique_ptr<QWidget> m_host;
    OutboxPane *m_pane = nullptr;

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_service = std::make_unique<test::QuietService>(m_clock);
        m_service->put(test::sampleOrganization());
        m_service->put(test::sampleLeads());
        m_model = std::make_unique<OutboxModel>(outbox(), m_service->service().mirror());
        m_host = std::make_unique<QWidget>();
        m_host->resize(1100, 800);
        m_pane = new OutboxPane(*m_model, m_theme, m_host.get());
        m_host->show();
        m_host->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    }
    void cleanup()
    {
        m_host.reset();
        m_model.reset();
        m_service.reset();
    }

    void anEmptyOutboxSaysSo()
    {
        m_pane->popUp();
        QVERIFY(!child<QListView>("outboxList")->isVisible());
        QVERIFY(!child<QWidget>("outboxDetail")->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!m_pane->isVisible());
    }

    void whatNeedsAPersonComesFirst()
    {
        put("c1", note("waits"), CommandState::Queued);
        put("c2", call("refused"), CommandState::Rejected,
            ApiError(ErrorKind::Rejected, QStringLiteral("Too long"), 400));
        m_pane->popUp();
        QCOMPARE(label("outboxCounts"), QStringLiteral("1 needs you · 1 waiting"));
        const auto *model = child<QListView>("outboxList")->model();
        QCOMPARE(model->rowCount(), 2);
        const QString spoken = model->index(0, 0).data(Qt::AccessibleTextRole).toString();
        for (const char *word :
             {"Call to Dana Whitfield", "Arkwright Robotics", "Close refused it", "Too long"})
            QVERIFY2(spoken.contains(QLatin1String(word)), qPrintable(spoken));
        QCOMPARE(label("outboxTitle"), QStringLiteral("Call to Dana Whitfield"));
        QVERIFY(label("outboxText").contains(QStringLiteral("4:12")));
        QVERIFY(label("outboxWords").contains(QStringLiteral("Too long")));
        press(Qt::Key_Down);
        QCOMPARE(label("outboxText"), QStringLiteral("waits"));
    }

    void eachStateOffersWhatCanBeDone_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QStringList>("offered");
        const QString retry = QStringLiteral("outboxRetry");
        const QString edit = QStringLiteral("outboxEdit");
        const QString arrived = QStringLiteral("outboxArrived");
        const QString move = QStringLiteral("outboxMove");
        const QString discard = QStringLiteral("outboxDiscard");
        QTest::newRow("queued") << int(CommandState::Queued) << QStringList{discard};
        QTest::newRow("sending") << int(CommandState::Sending) << QStringList{};
        QTest::newRow("unknown") << int(CommandState::Unknown) << QStringList{discard};
        QTest::newRow("rejected") << int(CommandState::Rejected) << QStringList{retry, edit, move, discard};
        QTest::newRow("parked") << int(CommandState::Parked) << QStringList{retry, edit, move, discard};
        QTest::newRow("user") << int(CommandState::User) << QStringList{retry, arrived, discard};
    }
    void eachStateOffersWhatCanBeDone()
    {
        QFETCH(int, state);
        QFETCH(QStringList, offered);
        put("c1", call("x"), CommandState(state));
        m_pane->setOpenLead(m_service->service().mirror().lead(LeadId(QStringLiteral("lead_perch"))));
        m_pane->popUp();
        QVERIFY(isOffered("outboxCopy"));
        for (const char *name : {"outboxRetry", "outboxEdit", "outboxArrived", "outboxMove", "outboxDiscard"})
            QVERIFY2(isOffered(name) == offered.contains(QLatin1String(name)), name);
    }

    void keysDoWhatTheButtonsDo()
    {
        const CommandId id = put("c1", call("the text"), CommandState::Rejected);
        m_pane->popUp();
        QSignalSpy retried(m_pane, &OutboxPane::retryRequested);
        QSignalSpy discarded(m_pane, &OutboxPane::discardRequested);
        QSignalSpy edited(m_pane, &OutboxPane::editRequested);
        QSignalSpy copied(m_pane, &OutboxPane::copyRequested);
        QSignalSpy opened(m_pane, &OutboxPane::leadRequested);
        press(Qt::Key_F5);
        press(Qt::Key_Delete);
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(retried.count(), 1);
        QCOMPARE(retried.at(0).at(0).value<CommandId>(), id);
        QCOMPARE(discarded.count(), 1);
        QVERIFY(copied.at(0).at(0).toString().contains(QStringLiteral("the text")));
        press(Qt::Key_F2);
        QCOMPARE(edited.count(), 1);
        QVERIFY(!m_pane->isVisible()); // the form lies below
        m_pane->popUp();
        press(Qt::Key_Return);
        QCOMPARE(opened.at(0).at(0).value<LeadId>(), LeadId(QStringLiteral("lead_arkwright")));
    }

    void aConflictIsDecidedFieldByField()
    {
        UpdateObject update;
        update.leadId = LeadId(QStringLiteral("lead_arkwright"));
        update.object = ObjectRef{ObjectKind::Lead, ActivityKind::Other, update.leadId.value};
        update.changes = {
            {QStringLiteral("status_id"), QStringLiteral("stat_contacted"), QStringLiteral("stat_x")},
            {QStringLiteral("description"), QStringLiteral("old"), QStringLiteral("mine")}};
        Command command;
        command.id = CommandId(QStringLiteral("c1"));
        command.body = update;
        command.state = CommandState::User;
        command.createdAt = m_clock.nowUtc();
        command.conflicts = {{QStringLiteral("status_id"), QStringLiteral("stat_contacted"),
                              QStringLiteral("stat_y"), QStringLiteral("stat_x")},
                             {QStringLiteral("description"), QStringLiteral("old"), QStringLiteral("theirs"),
                              QStringLiteral("mine")}};
        QVERIFY(outbox().add(command).isOk());
        m_pane->popUp();
        QVERIFY(!isOffered("outboxRetry") && !isOffered("outboxArrived"));
        QVERIFY(!child<Button>("outboxSaveChoices")->isEnabled());
        QVERIFY(child<Button>("keepTheirs2")->accessibleName().contains(QStringLiteral("theirs")));
        QSignalSpy resolved(m_pane, &OutboxPane::resolved);
        QTest::mouseClick(child<Button>("keepMine1"), Qt::LeftButton);
        QVERIFY(!child<Button>("outboxSaveChoices")->isEnabled()); // nothing is chosen for anybody
        QTest::mouseClick(child<Button>("keepTheirs2"), Qt::LeftButton);
        QTest::mouseClick(child<Button>("outboxSaveChoices"), Qt::LeftButton);
        const auto choices = resolved.at(0).at(1).value<QHash<QString, ConflictChoice>>();
        QVERIFY(choices.value(QStringLiteral("status_id")) == ConflictChoice::KeepMine);
        QVERIFY(choices.value(QStringLiteral("description")) == ConflictChoice::KeepTheirs);
    }

    void rowsComeAndGoWhileItIsOpen()
    {
        const CommandId first = put("c1", note("one"), CommandState::Rejected);
        m_pane->popUp();
        put("c2", note("two"), CommandState::Queued);
        QCOMPARE(label("outboxCounts"), QStringLiteral("1 needs you · 1 waiting"));
        QVERIFY(outbox().discard(first).isOk());
        QCOMPARE(label("outboxText"), QStringLiteral("two"));
        QVERIFY(outbox().discard(CommandId(QStringLiteral("c2"))).isOk());
        QVERIFY(!child<QListView>("outboxList")->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!m_pane->isVisible());
    }

    void hostileTextStaysText()
    {
        put("c1", note("<img src='file:///etc/passwd'>\u202Egpj.exe"), CommandState::Rejected,
            ApiError(ErrorKind::Rejected, QStringLiteral("<b>no</b>\u202E"), 400));
        m_pane->popUp();
        QVERIFY(label("outboxText").contains(QStringLiteral("<img")));
        QVERIFY(!label("outboxText").contains(QChar(0x202E)));
        QVERIFY(!label("outboxWords").contains(QChar(0x202E)));
        QCOMPARE(test::auditWidgets(m_host.get()), QStringList());
    }

    void wordsForEveryKindOfWrite()
    {
        const OrganizationData organization = m_service->service().mirror().organization();
        const auto lead = m_service->service().mirror().lead(LeadId(QStringLiteral("lead_arkwright")));
        const auto title = [&](const CommandBody &body) {
            return commandText(body, lead, organization).title;
        };
        SendSms sms;
        sms.contactId = ContactId(QStringLiteral("cont_dana"));
        QCOMPARE(title(sms), QStringLiteral("Send SMS to Dana Whitfield"));
        SendEmail email;
        email.to = {QStringLiteral("a@b.example")};
        email.purpose = MessagePurpose::LogReceived;
        QCOMPARE(title(email), QStringLiteral("Log E-mail from a@b.example"));
        CreateTask task;
        QCOMPARE(title(task), QStringLiteral("Task"));
        CreateLead created;
        created.name = QStringLiteral("New Ltd");
        QCOMPARE(title(created), QStringLiteral("New lead: New Ltd"));
        CreateOpportunity deal;
        deal.valueCents = 500'000;
        QVERIFY(title(deal).contains(QStringLiteral("5")));
        UpdateObject done;
        done.object.kind = ObjectKind::Task;
        done.changes = {{QStringLiteral("is_complete"), false, true}};
        QCOMPARE(title(done), QStringLiteral("Complete a task"));
        UpdateObject status;
        status.changes = {
            {QStringLiteral("status_id"), QJsonValue(), organization.me.leadStatuses.first().id.value}};
        QCOMPARE(title(status),
                 QStringLiteral("Status: nothing → ") + organization.me.leadStatuses.first().label);
        DeleteObject removal;
        removal.object = ObjectRef{ObjectKind::Activity, ActivityKind::Note, QStringLiteral("acti_1")};
        QCOMPARE(title(removal), QStringLiteral("Delete a note"));
    }

    void undoSaysWhatCannotBeUndone()
    {
        UndoReport report;
        report.commands = {{CommandId(), note("x"), UndoOutcome::TakenBack, UndoObstacle::None},
                           {CommandId(), SendSms(), UndoOutcome::Impossible, UndoObstacle::MessageSent}};
        QVERIFY(hasImpossible(report));
        const QString text = undoText(report, std::nullopt, {});
        QVERIFY2(text.contains(QStringLiteral("Note: taken back.")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("the customer has it")), qPrintable(text));
        report.commands.removeLast();
        QVERIFY(!hasImpossible(report));
    }
};

QTEST_MAIN(OutboxPaneTest)
#include "tst_outboxpane.moc"
