#include "models/overlay.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

/// Writes on their way laid over what Close has: pure values.
class OverlayTest final : public QObject
{
    Q_OBJECT

    static Command command(CommandBody body, CommandState state = CommandState::Queued)
    {
        Command command;
        command.body = std::move(body);
        command.state = state;
        command.createdAt = QDateTime({2026, 6, 19}, {9, 0}, Qt::UTC);
        return command;
    }
    static Lead lead()
    {
        Lead lead;
        lead.id = LeadId(QStringLiteral("lead_1"));
        lead.statusId = StatusId(QStringLiteral("stat_a"));
        lead.statusLabel = QStringLiteral("A");
        Task task;
        task.id = TaskId(QStringLiteral("task_1"));
        task.text = QStringLiteral("old");
        lead.tasks << task;
        return lead;
    }
    static UpdateObject update(ObjectKind kind, const char *id, const char *key, const QJsonValue &value)
    {
        UpdateObject update;
        update.leadId = LeadId(QStringLiteral("lead_1"));
        update.object = ObjectRef{kind, ActivityKind::Other, QLatin1String(id)};
        update.changes = {{QLatin1String(key), QJsonValue(), value}};
        return update;
    }
    OrganizationData m_organization;

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_organization.me.leadStatuses = {{StatusId(QStringLiteral("stat_b")), QStringLiteral("B")}};
    }

    void changesShowWhileTheyAreOnTheirWay_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("shows");
        QTest::newRow("queued") << int(CommandState::Queued) << true;
        QTest::newRow("sending") << int(CommandState::Sending) << true;
        QTest::newRow("unknown") << int(CommandState::Unknown) << true;
        QTest::newRow("done") << int(CommandState::Done) << false;
        QTest::newRow("rejected") << int(CommandState::Rejected) << false;
        QTest::newRow("user") << int(CommandState::User) << false;
        QTest::newRow("parked") << int(CommandState::Parked) << false;
    }
    void changesShowWhileTheyAreOnTheirWay()
    {
        QFETCH(int, state);
        QFETCH(bool, shows);
        const Command write = command(
            update(ObjectKind::Lead, "lead_1", "status_id", QStringLiteral("stat_b")), CommandState(state));
        const Lead shown = withWrites(lead(), {write}, m_organization);
        QCOMPARE(shown.statusLabel, shows ? QStringLiteral("B") : QStringLiteral("A"));
    }

    void laterChangesLieOverEarlierOnes()
    {
        const Lead shown =
            withWrites(lead(),
                       {command(update(ObjectKind::Lead, "lead_1", "description", QStringLiteral("one"))),
                        command(update(ObjectKind::Lead, "lead_1", "description", QStringLiteral("two"))),
                        command(update(ObjectKind::Lead, "lead_1", "custom.cf_1", QStringLiteral("v")))},
                       m_organization);
        QCOMPARE(shown.description, QStringLiteral("two"));
        QCOMPARE(shown.raw.value(QLatin1String("custom.cf_1")).toString(), QStringLiteral("v"));
    }

    void tasksComeChangeAndGo()
    {
        CreateTask created;
        created.leadId = LeadId(QStringLiteral("lead_1"));
        created.text = QStringLiteral("new");
        created.date = QDate(2026, 6, 20);
        Lead shown = withWrites(lead(), {command(created)}, m_organization);
        QCOMPARE(shown.tasks.size(), 2);
        QCOMPARE(shown.tasks.last().text, QStringLiteral("new"));
        QCOMPARE(shown.tasks.last().dueDate, QDate(2026, 6, 20));
        shown = withWrites(lead(),
                           {command(update(ObjectKind::Task, "task_1", "text", QStringLiteral("edited")))},
                           m_organization);
        QCOMPARE(shown.tasks.first().text, QStringLiteral("edited"));
        shown = withWrites(lead(), {command(update(ObjectKind::Task, "task_1", "is_complete", true))},
                           m_organization);
        QVERIFY(shown.tasks.isEmpty());
        DeleteObject removal;
        removal.object = ObjectRef{ObjectKind::Task, ActivityKind::Other, QStringLiteral("task_1")};
        QVERIFY(withWrites(lead(), {command(removal)}, m_organization).tasks.isEmpty());
    }

    void peopleAndDealsCome()
    {
        CreateContact contact;
        contact.name = QStringLiteral("Dana");
        CreateOpportunity deal;
        deal.valueCents = 500;
        const Lead shown = withWrites(lead(), {command(contact), command(deal)}, m_organization);
        QCOMPARE(shown.contacts.first().displayName, QStringLiteral("Dana"));
        QCOMPARE(shown.opportunities.first().valueCents, std::optional<qint64>(500));
    }

    void activitiesOfTheTimeline()
    {
        CreateNote note;
        note.text = QStringLiteral("hello");
        auto activity = asActivity(command(note));
        QVERIFY(activity && activity->kind == ActivityKind::Note);
        QCOMPARE(activity->activityAt, QDateTime({2026, 6, 19}, {9, 0}, Qt::UTC)); // when it was written
        note.activityAt = QDateTime({2026, 6, 1}, {9, 0}, Qt::UTC);
        QCOMPARE(asActivity(command(note))->activityAt, note.activityAt);
        SendSms sms;
        sms.purpose = MessagePurpose::LogReceived;
        QVERIFY(std::get<MessageDetails>(asActivity(command(sms))->details).isIncoming);
        SendEmail email;
        email.subject = QStringLiteral("Hi");
        QCOMPARE(std::get<EmailDetails>(asActivity(command(email))->details).subject, QStringLiteral("Hi"));
        QVERIFY(!asActivity(command(CreateTask())));
        QVERIFY(!asActivity(command(UpdateObject())));
    }
};

QTEST_GUILESS_MAIN(OverlayTest)
#include "tst_overlay.moc"
