#include "services/domain/commandids.h"
#include "services/sync/outbox/commandledger.h"
#include "tests/sync/deskfixture.h"
#include "tests/testkit/wait.h"

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;

namespace {

const QString smsPath = QStringLiteral("activity/sms/");
const QString notePath = QStringLiteral("activity/note/");

} // namespace

/// What a person decides about writes that cannot go on, and that nothing in the queue stands still, runs in
/// circles or goes to the wrong person after that.
class TestOutboxDecisions final : public test::DeskFixture
{
    Q_OBJECT

    [[nodiscard]] SendSms sms(const QString &text) const
    {
        SendSms sms;
        sms.leadId = lead();
        sms.localPhone = test::ownNumber(m_stage->bench);
        sms.remotePhone = QStringLiteral("+14155550123");
        sms.text = text;
        return sms;
    }
    [[nodiscard]] QStringList inClose(const char *type, const char *key) const
    {
        QStringList found;
        for (const QJsonObject &o : m_stage->inClose(Kind::Activity, lead())) {
            if (o.value(u"_type").toString() == QLatin1String(type))
                found << o.value(QLatin1String(key)).toString();
        }
        return found;
    }
    /// A call that Close and the mirror both have.
    [[nodiscard]] DeleteObject removalOfAnOldCall()
    {
        const auto calls = m_stage->bench.mirror().activities(lead(), {ActivityKind::Call}, 0, 1);
        if (!calls.isEmpty())
            return {lead(), {ObjectKind::Activity, ActivityKind::Call, calls.first().id.value}};
        m_stage->bench.queued(m_stage->bench.callTo(lead(), QStringLiteral("old")));
        return m_stage->play() ? removalOfAnOldCall() : DeleteObject();
    }
    [[nodiscard]] bool isInClose(const DeleteObject &removal) const
    {
        return m_stage->bench.server().store().find(Kind::Activity, removal.object.id).has_value();
    }
    /// A message that Close refused to send, with its draft.
    [[nodiscard]] CommandId refusedMessage()
    {
        m_stage->fail(Fault::Rejected, "PUT", smsPath, false);
        const auto id = m_desk->submitOne(sms(QStringLiteral("old words")));
        return id && m_stage->play() && m_stage->isIn(*id, CommandState::Rejected) ? *id : CommandId();
    }

private Q_SLOTS:
    void case098_aCorrectedMessageLeavesWithItsNewText()
    {
        const CommandId id = refusedMessage();
        QVERIFY(!id.isEmpty());
        QVERIFY(m_desk->resubmit(id, sms(QStringLiteral("new words"))));
        QVERIFY(m_stage->runOut());
        QVERIFY(outbox().commands().isEmpty());
        const QStringList texts = inClose("SMS", "text");
        QVERIFY(texts.contains(QStringLiteral("new words")));
        QVERIFY(!texts.contains(QStringLiteral("old words"))); // its draft is gone
        QVERIFY(!inClose("SMS", "status").contains(QStringLiteral("draft")));
    }

    void aMessageSentAgainAsItIsKeepsItsDraft()
    {
        const CommandId id = refusedMessage();
        QVERIFY(!id.isEmpty());
        QVERIFY(m_desk->resubmit(id, std::nullopt));
        QVERIFY(m_stage->runOut());
        QCOMPARE(requests("POST /api/v1/activity/sms/"), 1);
        QVERIFY(m_stage->isIn(id, CommandState::Done));
    }

    void aCorrectionIsTheSameWriteOnTheSameLead()
    {
        const CommandId id = refusedMessage();
        SendSms other = sms(QStringLiteral("new words"));
        other.leadId = lead(1);
        QCOMPARE(m_desk->resubmit(id, other).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(m_desk->resubmit(id, note(QStringLiteral("a"))).error().kind, ErrorKind::InvalidInput);
        m_stage->fail(Fault::Rejected, "POST", QStringLiteral("lead/"), false);
        const CreateLead creation{LeadId(mintLocalId()), QStringLiteral("New"), {}, {}, {}, {}, {}};
        const auto made = m_desk->submitOne(creation);
        QVERIFY(m_stage->runOut());
        CreateLead corrected = creation;
        corrected.leadId = LeadId(mintLocalId()); // those that wait for it know the first one
        QVERIFY(!m_desk->resubmit(*made, corrected));
        corrected = creation;
        corrected.name = QStringLiteral("Better");
        corrected.contacts = {Contact()};
        corrected.contacts.first().name = QStringLiteral("Added in the form");
        QVERIFY(m_desk->resubmit(*made, corrected));
        const auto body = std::get<CreateLead>(outbox().command(*made)->body);
        QVERIFY(isLocalId(body.contacts.first().id.value));
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(*made, CommandState::Done));
    }

    /// Somebody deleted the draft in Close before it was sent.
    void aMessageWithoutItsDraftWaitsForThePersonAndLeavesAnew()
    {
        const CommandId id = refusedMessage();
        m_stage->bench.server().store().remove(Kind::Activity, outbox().command(id)->draftId);
        QVERIFY(m_desk->resubmit(id, std::nullopt));
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(id, CommandState::Rejected));
        QVERIFY(requests("GET /api/v1/activity/sms/") < 5);
        QVERIFY(m_desk->resubmit(id, std::nullopt));
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(id, CommandState::Done));
        QCOMPARE(inClose("SMS", "text").count(QStringLiteral("old words")), 1);
    }

    void case096_aDeletionAskedForAgainIsMade_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isGroup");
        for (const bool isGroup : {false, true}) {
            const char *how = isGroup ? "among others" : "alone";
            QTest::addRow("refused, %s", how) << int(CommandState::Rejected) << isGroup;
            QTest::addRow("not allowed, %s", how) << int(CommandState::Parked) << isGroup;
            QTest::addRow("asked by the sweeper, %s", how) << int(CommandState::User) << isGroup;
        }
    }
    void case096_aDeletionAskedForAgainIsMade()
    {
        QFETCH(int, state);
        QFETCH(bool, isGroup);
        const DeleteObject removal = removalOfAnOldCall();
        const auto id = m_desk->submitOne(removal);
        Command resting = *outbox().command(*id);
        resting.state = CommandState(state);
        resting.undoes = CommandId(QStringLiteral("the sweeper's"));
        QVERIFY(outbox().update(resting));
        QVERIFY(m_stage->play());
        QVERIFY(isInClose(removal));
        if (isGroup) {
            const auto group = m_desk->submit({removal, note(QStringLiteral("with it"))});
            QVERIFY(group);
            QCOMPARE(outbox().commands().size(), 2);
            QCOMPARE(outbox().command(*id)->group, *group);
        } else {
            QCOMPARE(m_desk->submitOne(removal).value(), *id);
        }
        QVERIFY(m_stage->runOut());
        QVERIFY(!isInClose(removal));
        QVERIFY(outbox().commands().isEmpty());
    }

    /// A 429 may have come after the work: what it says was not made may stand in Close.
    void case101_whatGot429IsLookedUpBeforeItIsTakenBack_data()
    {
        QTest::addColumn<bool>("isApplied");
        QTest::addColumn<bool>("isUndo");
        QTest::newRow("made, undone") << true << true;
        QTest::newRow("made, discarded") << true << false;
        QTest::newRow("not made, undone") << false << true;
        QTest::newRow("not made, discarded") << false << false;
    }
    void case101_whatGot429IsLookedUpBeforeItIsTakenBack()
    {
        QFETCH(bool, isApplied);
        QFETCH(bool, isUndo);
        m_stage->fail(Fault::RateLimited, "POST", notePath, isApplied);
        const auto group = m_desk->submit({note(QStringLiteral("hasty"))});
        const CommandId id = outbox().commands().first().id;
        bool isDone = false;
        connect(&outbox(), &OutboxStore::changed, this, [&] {
            const auto command = outbox().command(id);
            if (isDone || !command || !command->looksFirst)
                return;
            isDone = true;
            if (isUndo)
                QCOMPARE(m_desk->undo(*group).value().commands.first().outcome, UndoOutcome::Pending);
            else
                QVERIFY(m_desk->discard(id));
        });
        QVERIFY(m_stage->play());
        QVERIFY(isDone);
        QVERIFY(outbox().commands().isEmpty());
        QVERIFY(!inClose("Note", "note").contains(QStringLiteral("hasty")));
        QCOMPARE(requests("POST /api/v1/activity/note/"), 1);
    }

    /// As after a full disk, where the answer to it could not be kept.
    void aDeletionLeftInSendingIsRepeated()
    {
        const DeleteObject removal = removalOfAnOldCall();
        m_stage->sender->start();
        const auto id = m_desk->submitOne(removal);
        Command left = *outbox().command(*id);
        left.state = CommandState::Sending;
        left.sends = 1;
        QVERIFY(outbox().update(left));
        QVERIFY(m_stage->runOut());
        QVERIFY(!isInClose(removal));
        QCOMPARE(requests("DELETE /api/v1/activity/call/"), 1);
    }

    /// Its lead may not be read any more, so the mirror cannot have it: the writes after it go on.
    void aWriteTheMirrorCannotTakeHoldsNothingUp()
    {
        CreateTask task;
        task.leadId = lead();
        task.text = QStringLiteral("unseen");
        m_stage->fail(Fault::Forbidden, "GET", QStringLiteral("lead/"), false, 1000);
        QVERIFY(m_desk->submit({task, note(QStringLiteral("behind it"))}));
        QVERIFY(m_stage->play());
        QVERIFY(outbox().commands().isEmpty());
        QVERIFY(inClose("Note", "note").contains(QStringLiteral("behind it")));
        QVERIFY(requests("GET /api/v1/lead/") < 10);
        QCOMPARE(requests("POST /api/v1/task/"), 1);
    }

    void case093_contactsGetTheIdsOfTheSamePersonOrNone_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<bool>("isAssigned");
        QTest::newRow("as sent") << QStringList{QStringLiteral("Ann"), QStringLiteral("Bo")} << true;
        QTest::newRow("other order") << QStringList{QStringLiteral("Bo"), QStringLiteral("Ann")} << false;
        QTest::newRow("one missing") << QStringList{QStringLiteral("Bo")} << false;
        QTest::newRow("one more") << QStringList{QStringLiteral("Zoe"), QStringLiteral("Ann"),
                                                 QStringLiteral("Bo")}
                                  << false;
    }
    void case093_contactsGetTheIdsOfTheSamePersonOrNone()
    {
        QFETCH(QStringList, names);
        QFETCH(bool, isAssigned);
        CreateLead creation{LeadId(mintLocalId()), QStringLiteral("New"), {}, {}, {}, {}, {}};
        for (const char *name : {"Ann", "Bo"}) {
            Contact contact;
            contact.id = ContactId(mintLocalId());
            contact.name = QLatin1String(name);
            creation.contacts << contact;
        }
        CreateNote toAnn = note(QStringLiteral("hello Ann"));
        toAnn.leadId = creation.leadId;
        toAnn.contactId = creation.contacts.first().id;
        QVERIFY(m_desk->submit({creation, toAnn}));
        const auto commands = outbox().commands();
        CommandLedger ledger(outbox(), m_stage->clock, {}, [](const ApiError &) {});
        QJsonArray contacts;
        for (const QString &name : names)
            contacts << QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_") + name},
                                    {QStringLiteral("name"), name}};
        const QJsonObject answer{{QStringLiteral("id"), QStringLiteral("lead_new")},
                                 {QStringLiteral("contacts"), contacts}};
        QVERIFY(ledger.arrived(commands.first().id, answer, Evidence::Answer));
        QVERIFY(ledger.finish(commands.first().id));
        const Command waiting = *outbox().command(commands.last().id);
        const auto body = std::get<CreateNote>(waiting.body);
        QCOMPARE(body.leadId.value, QStringLiteral("lead_new"));
        QCOMPARE(body.contactId.value,
                 isAssigned ? QStringLiteral("cont_Ann") : creation.contacts.first().id.value);
        QCOMPARE(ledger.resolveIds(waiting), !isAssigned);
        QCOMPARE(m_stage->stateOf(waiting.id), isAssigned ? CommandState::Queued : CommandState::Parked);
    }

    void whatThePersonPointsAtIsOfTheSameKindAndLead()
    {
        const DeleteObject old = removalOfAnOldCall();
        const auto unsure = [this](CommandBody body) {
            Command command = m_stage->bench.queued(std::move(body));
            command.state = CommandState::User;
            return outbox().update(command) ? command.id : CommandId();
        };
        const CommandId call = unsure(m_stage->bench.callTo(lead(), QStringLiteral("unsure")));
        const CommandId elsewhere = unsure(m_stage->bench.callTo(lead(1), QStringLiteral("unsure")));
        const CommandId text = unsure(note(QStringLiteral("unsure")));
        const CommandId removal = unsure(old);
        for (const CommandId &id : {elsewhere, text, removal})
            QCOMPARE(m_desk->confirmArrived(id, old.object.id).error().kind, ErrorKind::InvalidInput);
        QVERIFY(!m_desk->confirmArrived(removal, {})); // a question whether to delete is none whether it came
        QVERIFY(!m_desk->confirmArrived(call, QStringLiteral("acti_nowhere")));
        QVERIFY(m_desk->confirmArrived(call, old.object.id));
        QVERIFY(m_desk->confirmArrived(text, {}));
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(call, CommandState::Done));
    }
};

QTEST_GUILESS_MAIN(TestOutboxDecisions)
#include "tst_outboxdecisions.moc"
