#include "services/domain/commandids.h"
#include "services/sync/outbox/commandcheck.h"
#include "tests/sync/deskfixture.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::sandbox::WireFault;

/// What a person does to writes: several as one, the hold, undo before and after, and what is refused.
class TestCommandDesk final : public test::DeskFixture
{
    Q_OBJECT

    [[nodiscard]] CreateTask task(const QString &text) const
    {
        CreateTask task;
        task.leadId = lead();
        task.text = text;
        return task;
    }
    [[nodiscard]] UpdateObject description(const QString &value) const
    {
        const auto mirrored = const_cast<test::Bench &>(m_stage->bench).mirror().lead(lead());
        return {lead(),
                {ObjectKind::Lead, ActivityKind::Other, lead().value},
                {{QStringLiteral("description"), mirrored->raw.value(u"description"), value}}};
    }
    [[nodiscard]] int notesInClose(const QString &text) const
    {
        return int(m_stage
                       ->inClose(Kind::Activity, lead(),
                                 [&](const QJsonObject &o) { return o.value(u"note").toString() == text; })
                       .size());
    }
    [[nodiscard]] QString descriptionInClose() const
    {
        return m_stage->bench.server()
            .store()
            .find(Kind::Lead, lead().value)
            ->value(u"description")
            .toString();
    }
    static QList<UndoOutcome> outcomes(const UndoReport &report)
    {
        QList<UndoOutcome> list;
        for (const UndoneCommand &undone : report.commands)
            list << undone.outcome;
        return list;
    }

private Q_SLOTS:
    void aGroupIsKeptAsAWholeOrNotAtAll()
    {
        CreateNote bad = note(QString());
        const auto refused = m_desk->submit({note(QStringLiteral("good")), bad});
        QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(refused.error().message, QStringLiteral("note"));
        QVERIFY(outbox().commands().isEmpty());
        const auto group = m_desk->submit({note(QStringLiteral("a")), task(QStringLiteral("b"))});
        QVERIFY(group);
        for (const Command &command : outbox().commands())
            QCOMPARE(command.group, *group);
        QVERIFY(!m_desk->submit(QList<CommandBody>()));
    }

    void aHeldWriteLeavesWhenItsTimeIsOver()
    {
        m_desk->setHold(std::chrono::seconds(8));
        QVERIFY(m_desk->submitOne(note(QStringLiteral("held"))));
        m_stage->sender->start();
        m_stage->sender->retryNow(); // ends every wait but this one
        m_stage->clock.advance(7'500);
        m_stage->sender->pump();
        QTest::qWait(20);
        QCOMPARE(m_stage->bench.requests(QStringLiteral("POST")), 0);
        m_stage->clock.advance(600);
        m_stage->sender->pump();
        WAIT_FOR(outbox().commands().isEmpty());
        QCOMPARE(notesInClose(QStringLiteral("held")), 1);
    }

    void case074_aClockThatJumpsHoldsNothingForEver()
    {
        m_desk->setHold(std::chrono::seconds(8));
        const auto id = m_desk->submitOne(note(QStringLiteral("held")));
        Command command = *outbox().command(*id);
        command.heldUntil = command.heldUntil.addYears(10);
        QVERIFY(outbox().update(command));
        m_stage->sender->start();
        m_stage->clock.advance(61'000);
        m_stage->sender->pump();
        WAIT_FOR(outbox().commands().isEmpty());
    }

    void undoTakesBackWhatIsHeld()
    {
        m_desk->setHold(std::chrono::seconds(8));
        const auto group = m_desk->submit({note(QStringLiteral("a")), task(QStringLiteral("b"))});
        m_stage->sender->start();
        QCOMPARE(m_desk->lastUndoable(), std::optional(*group));
        const auto report = m_desk->undo(*group);
        QVERIFY(report);
        QCOMPARE(outcomes(*report), (QList<UndoOutcome>{UndoOutcome::TakenBack, UndoOutcome::TakenBack}));
        QCOMPARE(std::get<CreateTask>(report->commands.first().body).text, QStringLiteral("b"));
        QVERIFY(outbox().commands().isEmpty());
        QVERIFY(!m_desk->lastUndoable());
        QCOMPARE(m_desk->undo(*group).error().kind, ErrorKind::NotFound);
        m_stage->clock.advance(100'000);
        m_stage->sender->pump();
        QTest::qWait(10);
        QCOMPARE(m_stage->bench.requests(QStringLiteral("POST")), 0);
    }

    void undoTakesBackInCloseWhatHasArrived()
    {
        const QString before = descriptionInClose();
        const auto group = m_desk->submit({note(QStringLiteral("undone")), task(QStringLiteral("undone")),
                                           description(QStringLiteral("undone"))});
        QVERIFY(m_stage->play());
        QCOMPARE(notesInClose(QStringLiteral("undone")), 1);
        QCOMPARE(m_desk->lastUndoable(), std::optional(*group));
        const auto report = m_desk->undo(*group);
        QVERIFY(report);
        QCOMPARE(outcomes(*report), QList<UndoOutcome>(3, UndoOutcome::Compensated));
        QVERIFY(m_stage->runOut());
        QCOMPARE(outbox().commands().size(), 0);
        QCOMPARE(notesInClose(QStringLiteral("undone")), 0);
        QCOMPARE(descriptionInClose(), before);
        QVERIFY(m_stage
                    ->inClose(Kind::Task, lead(),
                              [](const QJsonObject &o) { return o.value(u"text").toString() == u"undone"; })
                    .isEmpty());
        QVERIFY(!m_desk->lastUndoable()); // an undo is not undone
        QVERIFY(!m_desk->undo(*group));
    }

    void undoAfterARestart()
    {
        const auto group = m_desk->submit({note(QStringLiteral("yesterday"))});
        QVERIFY(m_stage->play());
        m_desk.reset();
        m_stage->restart();
        sitDown();
        QCOMPARE(m_desk->lastUndoable(), std::optional(*group));
        QVERIFY(m_desk->undo(*group));
        QVERIFY(m_stage->play());
        QCOMPARE(notesInClose(QStringLiteral("yesterday")), 0);
    }

    void case101_whatIsOnItsWayIsUndoneOnceItsAnswerIsKnown_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("after");
        QTest::newRow("applied, answer lost") << int(Fault::ServerError) << true;
        QTest::newRow("not applied") << int(Fault::ServerError) << false;
        QTest::newRow("refused") << int(Fault::Rejected) << false;
        QTest::newRow("429") << int(Fault::RateLimited) << false;
    }
    void case101_whatIsOnItsWayIsUndoneOnceItsAnswerIsKnown()
    {
        QFETCH(int, fault);
        QFETCH(bool, after);
        m_stage->fail(Fault(fault), "POST", QStringLiteral("activity/note/"), after);
        const auto group = m_desk->submit({note(QStringLiteral("hasty"))});
        const CommandId id = outbox().commands().first().id;
        std::optional<UndoOutcome> outcome;
        connect(&outbox(), &OutboxStore::changed, this, [&] {
            if (!outcome && m_stage->isIn(id, CommandState::Sending)) {
                outcome = UndoOutcome::Impossible;
                outcome = m_desk->undo(*group).value().commands.first().outcome;
            }
        });
        QVERIFY(m_stage->play());
        QCOMPARE(outcome, std::optional(UndoOutcome::Pending));
        QCOMPARE(outbox().commands().size(), 0);
        QCOMPARE(notesInClose(QStringLiteral("hasty")), 0);
        QVERIFY(m_stage->bench.requests(QStringLiteral("POST")) <= 1);
    }

    void tellsWhatCannotBeUndone()
    {
        SendSms sms;
        for (const auto &[name, body] : m_stage->oneOfEach(lead(), QStringLiteral("gone"))) {
            if (name == "sms")
                sms = std::get<SendSms>(body);
        }
        const auto group = m_desk->submit({sms, note(QStringLiteral("with it"))});
        QVERIFY(m_stage->play());
        const auto report = m_desk->undo(*group);
        QVERIFY(report);
        QCOMPARE(outcomes(*report), (QList<UndoOutcome>{UndoOutcome::Compensated, UndoOutcome::Impossible}));
        QCOMPARE(report->commands.last().obstacle, UndoObstacle::MessageSent);
        QVERIFY(m_stage->runOut());
        // A deletion cannot be undone either, and is not offered.
        const auto activities = m_stage->bench.mirror().activities(lead(), {ActivityKind::Sms}, 0, 1);
        const auto removal = m_desk->submit(
            {DeleteObject{lead(), {ObjectKind::Activity, ActivityKind::Sms, activities.value(0).id.value}}});
        QVERIFY(removal);
        QVERIFY(m_stage->runOut());
        QCOMPARE(m_desk->undo(*removal)->commands.first().obstacle, UndoObstacle::Deleted);
        QVERIFY(!m_desk->lastUndoable());
    }

    void aMessageHeldIsNeverSent()
    {
        m_desk->setHold(std::chrono::seconds(8));
        SendSms sms;
        sms.leadId = lead();
        sms.localPhone = QStringLiteral("+13125550199");
        sms.remotePhone = QStringLiteral("+14155550123");
        sms.text = QStringLiteral("oops");
        const auto group = m_desk->submit({sms});
        m_stage->sender->start();
        QVERIFY(m_desk->undo(*group));
        m_stage->clock.advance(100'000);
        m_stage->sender->pump();
        QTest::qWait(10);
        QCOMPARE(m_stage->bench.requests(QStringLiteral("POST")), 0);
    }

    void aDraftIsDeletedWhenItsMessageIsTakenBack()
    {
        SendSms sms;
        for (const auto &[name, body] : m_stage->oneOfEach(lead(), QStringLiteral("gone"))) {
            if (name == "sms")
                sms = std::get<SendSms>(body);
        }
        m_stage->fail(Fault::RateLimited, "PUT", QStringLiteral("activity/sms/"), false, 1000);
        const auto group = m_desk->submit({sms});
        m_stage->sender->start();
        const CommandId id = outbox().commands().first().id;
        QVERIFY(m_stage->runUntil([&] {
            const auto command = outbox().command(id);
            return command && !command->draftId.isEmpty() &&
                   command->lastError.kind == ErrorKind::RateLimited &&
                   command->state == CommandState::Queued;
        }));
        const auto report = m_desk->undo(*group);
        QCOMPARE(report->commands.first().outcome, UndoOutcome::TakenBack);
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage
                    ->inClose(Kind::Activity, lead(),
                              [](const QJsonObject &o) { return o.value(u"text").toString() == u"gone sms"; })
                    .isEmpty());
    }

    void theJournalTellsWhatCameToCloseAndForgetsInTime()
    {
        QVERIFY(m_desk->submitOne(note(QStringLiteral("kept"))));
        QVERIFY(m_stage->play());
        const auto finished = outbox().finishedOf(lead());
        QCOMPARE(finished.size(), 1);
        QVERIFY(!finished.first().command.serverId.isEmpty());
        QVERIFY(outbox().forgetFinishedBefore(QDateTime::currentDateTimeUtc().addDays(1)));
        QVERIFY(outbox().finishedOf(lead()).isEmpty());
    }

    void refusesWhatCannotBeSent_data()
    {
        QTest::addColumn<CommandBody>("body");
        QTest::addColumn<QString>("field");
        const LeadId good(QStringLiteral("lead_1"));
        const auto row = [](const char *field, const CommandBody &body) {
            QTest::addRow("%d %s", int(body.index()), field) << body << QString::fromLatin1(field);
        };
        row("lead_id", CreateNote{LeadId(QStringLiteral("../me")), {}, {}, QStringLiteral("a"), {}});
        row("contact_id", CreateNote{good, ContactId(QStringLiteral("x")), {}, QStringLiteral("a"), {}});
        row("note", CreateNote{good, {}, {}, QStringLiteral(" \n"), {}});
        row("text", SendSms{good, {}, {}, QStringLiteral("+1"), {}, MessagePurpose::Send, {}});
        row("local_phone",
            SendSms{good, {}, {}, QStringLiteral("+1"), QStringLiteral("a"), MessagePurpose::Send, {}});
        row("remote_phone", SendSms{good, {}, {}, {}, QStringLiteral("a"), MessagePurpose::LogSent, {}});
        row("sender",
            SendEmail{good, {}, {}, {QStringLiteral("a@b")}, {}, {}, {}, {}, MessagePurpose::Send, {}});
        row("to", SendEmail{good, {}, QStringLiteral("a@b"), {}, {}, {}, {}, {}, MessagePurpose::Send, {}});
        row("text", CreateTask{good, {}, NewTaskType::Lead, {}, {}, {}, {}, TaskPriority::Medium});
        row("name", CreateLead{good, {}, {}, {}, {}, {}, {}});
        row("name", CreateContact{good, {}, {}, {}, {}, {}});
        row("value", CreateOpportunity{good, {}, {}, {}, -1, {}, {}, {}, {}});
        row("confidence", CreateOpportunity{good, {}, {}, {}, {}, {}, 101, {}, {}});
        row("value_period", CreateOpportunity{good, {}, {}, {}, {}, QStringLiteral("daily"), {}, {}, {}});
        row("changes", UpdateObject{good, {ObjectKind::Lead, ActivityKind::Other, good.value}, {}});
        row("a/b", UpdateObject{good,
                                {ObjectKind::Lead, ActivityKind::Other, good.value},
                                {{QStringLiteral("a/b"), {}, 1}}});
        row("id", DeleteObject{good, {ObjectKind::Activity, ActivityKind::Other, QStringLiteral("acti_1")}});
    }
    void refusesWhatCannotBeSent()
    {
        QFETCH(CommandBody, body);
        QFETCH(QString, field);
        const auto refusal = complaint(body);
        QVERIFY(refusal);
        QCOMPARE(refusal->message, field);
    }

    void localIdsAreFoundAndReplaced()
    {
        const QString local = mintLocalId();
        QVERIFY(isLocalId(local) && isWellFormedId(local) && local != mintLocalId());
        const UpdateObject update{LeadId(local),
                                  {ObjectKind::Contact, ActivityKind::Other, QStringLiteral("cont_1")},
                                  {{QStringLiteral("contact_id"), {}, local}}};
        QCOMPARE(neededIds(update), QStringList{local});
        const auto replaced = std::get<UpdateObject>(withId(update, local, QStringLiteral("lead_9")));
        QCOMPARE(replaced.leadId.value, QStringLiteral("lead_9"));
        QCOMPARE(replaced.changes.first().value, QJsonValue(QStringLiteral("lead_9")));
        const CommandBody made =
            withLocalIds(CreateOpportunity{LeadId(QStringLiteral("lead_1")), {}, {}, {}, {}, {}, {}, {}, {}});
        QCOMPARE(createdIds(made).size(), 1);
        QVERIFY(neededIds(made).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandDesk)
#include "tst_commanddesk.moc"
