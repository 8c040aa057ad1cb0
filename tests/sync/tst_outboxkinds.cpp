#include "tests/sync/deskfixture.h"
#include "tests/testkit/wait.h"

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;
using leadline::sandbox::WireFault;

namespace {

const QString smsPath = QStringLiteral("activity/sms/");
const QString leadPath = QStringLiteral("lead/");

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

} // namespace

/// What each kind of write does in Close and leaves in the mirror, beyond what all have in common.
class TestOutboxKinds final : public test::DeskFixture
{
    Q_OBJECT

    [[nodiscard]] CommandBody bodyOf(const QByteArray &kind, const QString &words, int onLead = 0) const
    {
        return m_stage->oneOf(kind, lead(onLead), words);
    }
    [[nodiscard]] QList<QJsonObject> sms(const QString &status) const
    {
        return m_stage->inClose(Kind::Activity, lead(), [&status](const QJsonObject &o) {
            return text(o, "_type") == u"SMS" && text(o, "text") == u"hello sms" &&
                   text(o, "status") == status;
        });
    }
    [[nodiscard]] QString inClose(const char *key) const
    {
        const auto object = m_stage->bench.server().store().find(Kind::Lead, lead().value);
        return text(object.value_or(QJsonObject()), key);
    }
    /// Somebody else changes the lead.
    void changeInClose(const char *key, const QString &value)
    {
        auto object = *m_stage->bench.server().store().find(Kind::Lead, lead().value);
        object.insert(QLatin1String(key), value);
        m_stage->bench.server().store().put(Kind::Lead, object);
    }
    [[nodiscard]] UpdateObject change(const char *key, const QJsonValue &base, const QJsonValue &value) const
    {
        return {lead(),
                {ObjectKind::Lead, ActivityKind::Other, lead().value},
                {{QLatin1String(key), base, value}}};
    }

private Q_SLOTS:
    void everyKindArrivesAndStandsInTheMirror()
    {
        const auto bodies = m_stage->oneOfEach(lead(), QStringLiteral("all"));
        for (const auto &[name, body] : bodies)
            QVERIFY2(m_desk->submitOne(body), name.constData());
        QVERIFY(m_stage->play());
        QCOMPARE(m_stage->bench.outbox().commands().size(), 0);
        for (const auto &[name, body] : bodies)
            QVERIFY2(test::madeBy(m_stage->bench, body) == 1, name.constData());
        const auto mirrored = m_stage->bench.mirror().lead(lead());
        const auto has = [](const auto &items, const auto &member) {
            return std::any_of(items.begin(), items.end(), member);
        };
        QVERIFY(has(mirrored->tasks, [](const Task &t) { return t.text == u"all task"; }));
        QVERIFY(has(mirrored->contacts, [](const Contact &c) { return c.name == u"all contact"; }));
        QVERIFY(
            has(mirrored->opportunities, [](const Opportunity &o) { return o.note == u"all opportunity"; }));
        QCOMPARE(m_stage->bench.mirror().activityCount(lead(), {ActivityKind::Note, ActivityKind::Sms}),
                 m_stage
                     ->inClose(Kind::Activity, lead(),
                               [](const QJsonObject &o) {
                                   return text(o, "note").startsWith(u"all note") ||
                                          text(o, "text").startsWith(u"all sms");
                               })
                     .size());
    }

    void aMessageIsADraftFirstAndLeavesOnce()
    {
        QVERIFY(m_desk->submitOne(bodyOf("sms", QStringLiteral("hello"))));
        QVERIFY(m_stage->play());
        QCOMPARE(requests("POST /api/v1/activity/sms/"), 1);
        QCOMPARE(requests("PUT /api/v1/activity/sms/"), 1);
        QVERIFY(sms(QStringLiteral("draft")).isEmpty());
        const auto finished = m_stage->bench.outbox().finishedOf(lead());
        QCOMPARE(finished.size(), 1);
        QVERIFY(!finished.first().command.draftId.isEmpty());
        QCOMPARE(finished.first().command.draftId, finished.first().command.serverId);
    }

    void case102_aFlipThatMayHaveLeftIsLookedAt_data()
    {
        QTest::addColumn<int>("wire");
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("puts");
        QTest::newRow("reset after") << int(WireFault::ResetAfter) << -1 << 1;
        QTest::newRow("reset before") << int(WireFault::ResetBefore) << -1 << 1;
        QTest::newRow("500") << -1 << int(Fault::ServerError) << 2;
        QTest::newRow("400 though it is a draft") << -1 << int(Fault::Rejected) << 1;
        QTest::newRow("429") << -1 << int(Fault::RateLimited) << 2;
    }
    void case102_aFlipThatMayHaveLeftIsLookedAt()
    {
        QFETCH(int, wire);
        QFETCH(int, fault);
        QFETCH(int, puts);
        if (wire >= 0)
            m_stage->bench.proxy().next(WireFault(wire), "PUT", smsPath);
        else
            m_stage->fail(Fault(fault), "PUT", smsPath, false);
        const auto id = m_desk->submitOne(bodyOf("sms", QStringLiteral("hello")));
        QVERIFY(m_stage->play());
        QCOMPARE(requests("POST /api/v1/activity/sms/"), 1);
        QCOMPARE(requests("PUT /api/v1/activity/sms/"), puts);
        if (fault == int(Fault::Rejected)) {
            QVERIFY(m_stage->isIn(*id, CommandState::Rejected));
            QCOMPARE(sms(QStringLiteral("draft")).size(), 1);
            QVERIFY(m_desk->discard(*id)); // and its draft goes too
            QVERIFY(m_stage->runOut());
            QVERIFY(sms(QStringLiteral("draft")).isEmpty());
            return;
        }
        QVERIFY(m_stage->isIn(*id, CommandState::Done));
        QVERIFY(sms(QStringLiteral("draft")).isEmpty());
    }

    void case093_writesWaitForTheLeadTheyName()
    {
        CreateLead creation = std::get<CreateLead>(bodyOf("lead", QStringLiteral("new")));
        creation.contacts.first().id = ContactId(mintLocalId());
        CreateNote note;
        note.leadId = creation.leadId;
        note.contactId = creation.contacts.first().id;
        note.text = QStringLiteral("for the new lead");
        const auto group = m_desk->submit({creation, note});
        QVERIFY(group);
        QVERIFY(m_stage->play());
        QCOMPARE(m_stage->bench.outbox().commands().size(), 0);
        const LeadId made(m_stage->bench.outbox().assignedId(creation.leadId.value));
        const auto notes = m_stage->inClose(Kind::Activity, made, [](const QJsonObject &o) {
            return text(o, "note") == u"for the new lead";
        });
        QCOMPARE(notes.size(), 1);
        QCOMPARE(text(notes.first(), "contact_id"),
                 m_stage->inClose(Kind::Contact, made).first().value(u"id").toString());
        QVERIFY(m_stage->bench.mirror().lead(made));
        // A form that was still open with the local id ends up at the real lead.
        note.contactId = ContactId();
        note.text = QStringLiteral("later");
        QVERIFY(m_desk->submitOne(note));
        QVERIFY(m_stage->runOut());
        QCOMPARE(m_stage
                     ->inClose(Kind::Activity, made,
                               [](const QJsonObject &o) { return text(o, "note") == u"later"; })
                     .size(),
                 1);
    }

    void case093_whenTheLeadIsRefusedItsWritesAreParkedWithTheirText()
    {
        m_stage->fail(Fault::Rejected, "POST", leadPath, false);
        const CreateLead creation = std::get<CreateLead>(bodyOf("lead", QStringLiteral("new")));
        CreateNote note;
        note.leadId = creation.leadId;
        note.text = QStringLiteral("for nobody");
        QVERIFY(m_desk->submit({creation, note}));
        QVERIFY(m_stage->play());
        const auto commands = m_stage->bench.outbox().commands();
        QCOMPARE(commands.size(), 2);
        QCOMPARE(commands.at(0).state, CommandState::Rejected);
        QCOMPARE(commands.at(1).state, CommandState::Parked);
        QCOMPARE(std::get<CreateNote>(commands.at(1).body).text, note.text);
        // Sent again, the lead takes its writes along.
        QVERIFY(m_desk->resubmit(commands.at(0).id, std::nullopt));
        QVERIFY(m_stage->runOut());
        QCOMPARE(m_stage->bench.outbox().commands().size(), 0);
        const LeadId made(m_stage->bench.outbox().assignedId(creation.leadId.value));
        QVERIFY(!m_stage
                     ->inClose(Kind::Activity, made,
                               [](const QJsonObject &o) { return text(o, "note") == u"for nobody"; })
                     .isEmpty());
    }

    void case055_aParkedWriteGoesToAnotherLead()
    {
        CreateNote note;
        note.leadId = LeadId(QStringLiteral("lead_gone"));
        note.text = QStringLiteral("homeless");
        const auto id = m_desk->submitOne(note);
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(*id, CommandState::Rejected));
        QVERIFY(m_desk->retarget(*id, lead(1)));
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(*id, CommandState::Done));
        QCOMPARE(m_stage
                     ->inClose(Kind::Activity, lead(1),
                               [](const QJsonObject &o) { return text(o, "note") == u"homeless"; })
                     .size(),
                 1);
    }

    void anUpdateSendsOnlyWhatChanged()
    {
        const QString before = inClose("description");
        QVERIFY(m_desk->submitOne(change("description", before, QStringLiteral("ours"))));
        QVERIFY(m_stage->play());
        QCOMPARE(inClose("description"), QStringLiteral("ours"));
        QCOMPARE(m_stage->bench.mirror().lead(lead())->description, QStringLiteral("ours"));
        QCOMPARE(requests("PUT /api/v1/lead/"), 1);
    }

    void case095_anUpdateThatMayHaveArrivedIsReadFirst_data()
    {
        QTest::addColumn<int>("wire");
        QTest::addColumn<int>("putsInClose");
        QTest::newRow("applied") << int(WireFault::ResetAfter) << 1;
        QTest::newRow("lost") << int(WireFault::ResetBefore) << 1;
    }
    void case095_anUpdateThatMayHaveArrivedIsReadFirst()
    {
        QFETCH(int, wire);
        QFETCH(int, putsInClose);
        m_stage->bench.proxy().next(WireFault(wire), "PUT", leadPath);
        const auto id =
            m_desk->submitOne(change("description", inClose("description"), QStringLiteral("ours")));
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(*id, CommandState::Done));
        QCOMPARE(inClose("description"), QStringLiteral("ours"));
        QCOMPARE(requests("PUT /api/v1/lead/"), putsInClose);
    }

    void case094_aFieldBothSidesChangedIsShownToThePerson_data()
    {
        QTest::addColumn<bool>("isMine");
        QTest::newRow("keep mine") << true;
        QTest::newRow("keep theirs") << false;
    }
    void case094_aFieldBothSidesChangedIsShownToThePerson()
    {
        QFETCH(bool, isMine);
        const QString base = inClose("description");
        UpdateObject both = change("description", base, QStringLiteral("mine"));
        both.changes.append({QStringLiteral("url"), m_stage->bench.mirror().lead(lead())->raw.value(u"url"),
                             QStringLiteral("https://mine.example")});
        const auto id = m_desk->submitOne(both);
        changeInClose("description", QStringLiteral("theirs"));
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(*id, CommandState::User));
        QCOMPARE(requests("PUT /api/v1/lead/"), 0);
        const auto conflicts = m_stage->bench.outbox().command(*id)->conflicts;
        QCOMPARE(conflicts, (QList<FieldConflict>{{QStringLiteral("description"), base,
                                                   QStringLiteral("theirs"), QStringLiteral("mine")}}));
        QVERIFY(!m_desk->resubmit(*id, std::nullopt)); // not without a choice
        QVERIFY(!m_desk->resolveConflict(*id, {}));
        const auto choice = isMine ? ConflictChoice::KeepMine : ConflictChoice::KeepTheirs;
        QVERIFY(m_desk->resolveConflict(*id, {{QStringLiteral("description"), choice}}));
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(*id, CommandState::Done));
        QCOMPARE(inClose("description"), isMine ? QStringLiteral("mine") : QStringLiteral("theirs"));
        QCOMPARE(inClose("url"), QStringLiteral("https://mine.example"));
    }

    void case094_aThirdValueIsANewConflict()
    {
        const auto id =
            m_desk->submitOne(change("description", inClose("description"), QStringLiteral("mine")));
        changeInClose("description", QStringLiteral("theirs"));
        QVERIFY(m_stage->play());
        changeInClose("description", QStringLiteral("third"));
        QVERIFY(m_desk->resolveConflict(*id, {{QStringLiteral("description"), ConflictChoice::KeepMine}}));
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(*id, CommandState::User));
        QCOMPARE(m_stage->bench.outbox().command(*id)->conflicts.first().theirs,
                 QJsonValue(QStringLiteral("third")));
        QCOMPARE(inClose("description"), QStringLiteral("third"));
    }

    void ownUpdatesFollowEachOther()
    {
        const QString base = inClose("description");
        // Both begin from what the mirror shows, as the first is not there yet.
        QVERIFY(m_desk->submitOne(change("description", base, QStringLiteral("one"))));
        QVERIFY(m_desk->submitOne(change("description", base, QStringLiteral("two"))));
        QVERIFY(m_stage->play());
        QCOMPARE(m_stage->bench.outbox().commands().size(), 0);
        QCOMPARE(inClose("description"), QStringLiteral("two"));
    }

    void case096_deletesTasksAndContactsAndLeads()
    {
        QVERIFY(m_desk->submitOne(bodyOf("task", QStringLiteral("doomed"))));
        QVERIFY(m_desk->submitOne(bodyOf("contact", QStringLiteral("doomed"))));
        QVERIFY(m_stage->play());
        const auto mirrored = m_stage->bench.mirror().lead(lead());
        const auto task = std::find_if(mirrored->tasks.begin(), mirrored->tasks.end(),
                                       [](const Task &t) { return t.text == u"doomed task"; });
        const auto contact = std::find_if(mirrored->contacts.begin(), mirrored->contacts.end(),
                                          [](const Contact &c) { return c.name == u"doomed contact"; });
        QVERIFY(task != mirrored->tasks.end() && contact != mirrored->contacts.end());
        m_stage->bench.proxy().next(WireFault::ResetAfter, "DELETE", QStringLiteral("task/"));
        QVERIFY(
            m_desk->submitOne(DeleteObject{lead(), {ObjectKind::Task, ActivityKind::Other, task->id.value}}));
        QVERIFY(m_desk->submitOne(
            DeleteObject{lead(), {ObjectKind::Contact, ActivityKind::Other, contact->id.value}}));
        QVERIFY(
            m_desk->submitOne(DeleteObject{lead(1), {ObjectKind::Lead, ActivityKind::Other, lead(1).value}}));
        const LeadId gone = lead(1);
        QVERIFY(m_stage->runOut());
        QCOMPARE(m_stage->bench.outbox().commands().size(), 0);
        QVERIFY(!m_stage->bench.server().store().find(Kind::Task, task->id.value));
        QVERIFY(!m_stage->bench.server().store().find(Kind::Contact, contact->id.value));
        QVERIFY(!m_stage->bench.server().store().find(Kind::Lead, gone.value));
        QVERIFY(!m_stage->bench.mirror().lead(gone));
        QCOMPARE(text(*m_stage->bench.outbox().trashed(contact->id.value), "name"),
                 QStringLiteral("doomed contact"));
    }

    void leadsGoBesideEachOther()
    {
        m_stage->bench.proxy().next(WireFault::SlowAnswer, "POST", QStringLiteral("activity/note/"), 1, 400);
        const auto slow = m_desk->submitOne(bodyOf("note", QStringLiteral("slow")));
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return requests("POST /api/v1/activity/note/") == 1; }));
        const auto quick = m_desk->submitOne(bodyOf("note", QStringLiteral("quick"), 1));
        m_stage->sender->pump();
        QVERIFY(m_stage->runUntil([&] { return m_stage->isIn(*quick, CommandState::Done); }));
        QVERIFY(!m_stage->isIn(*slow, CommandState::Done));
        QVERIFY(m_stage->runOut());
    }

    void whatCloseStoresOtherwiseIsNotSentAgainByItself()
    {
        QVERIFY(m_stage->bench.outbox().learn(QStringLiteral("changed_by_close.activity.note"),
                                              QStringLiteral("acti_1")));
        m_stage->fail(Fault::ServerError, "POST", QStringLiteral("activity/note/"), false);
        const auto id = m_desk->submitOne(bodyOf("note", QStringLiteral("a")));
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(*id, CommandState::User));
        QCOMPARE(requests("POST /api/v1/activity/note/"), 1);
    }
};

QTEST_GUILESS_MAIN(TestOutboxKinds)
#include "tst_outboxkinds.moc"
