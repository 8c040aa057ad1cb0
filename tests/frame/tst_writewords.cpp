#include "tests/frame/sampledata.h"
#include "tests/testkit/testmain.h"
#include "ui/outbox/outboxwords.h"
#include "ui/text/activitytext.h"
#include "ui/text/undotext.h"

using namespace leadline;

/// Writes in words: what they are, what they wait for, what became of them. Pure.
class WriteWordsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void wordsForEveryKindOfWrite()
    {
        const OrganizationData organization = test::sampleOrganization();
        const std::optional<Lead> lead = test::sampleLeads().constFirst();
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
        report.commands = {{CommandId(), CreateNote(), UndoOutcome::TakenBack, UndoObstacle::None},
                           {CommandId(), SendSms(), UndoOutcome::Impossible, UndoObstacle::MessageSent}};
        QVERIFY(hasImpossible(report));
        const QString text = undoText(report, std::nullopt, {});
        QVERIFY2(text.contains(QStringLiteral("Note: taken back.")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("the customer has it")), qPrintable(text));
        report.commands.removeLast();
        QVERIFY(!hasImpossible(report));
    }

    void whatWaitsSaysForWhat_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing tried yet") << int(ErrorKind::None) << "Pending, goes out by itself";
        QTest::newRow("no network") << int(ErrorKind::Unreached) << "Pending, sends when online";
        QTest::newRow("429") << int(ErrorKind::RateLimited) << "Pending, Close asks for a pause";
        QTest::newRow("500") << int(ErrorKind::ServerError) << "Pending, Close has a problem";
        QTest::newRow("401") << int(ErrorKind::Unauthorized) << "Pending, sends after you sign in";
    }
    void whatWaitsSaysForWhat()
    {
        QFETCH(int, kind);
        QTEST(syncText(SyncState::Pending, ApiError(ErrorKind(kind))).text, "says");
    }

    void wordsOfCloseAreJoinedLikeASentence()
    {
        ApiError error(ErrorKind::Rejected, QStringLiteral("This is not allowed."), 400);
        error.fieldErrors = {{QStringLiteral("note"), QStringLiteral("Too long.")}};
        QCOMPARE(syncText(SyncState::Rejected, error).reason,
                 QStringLiteral("This is not allowed; note: Too long."));
    }

    void aDoubleOfWhichNothingIsKnownAnyMoreStillAsks()
    {
        Command removal;
        removal.body = DeleteObject{LeadId(QStringLiteral("lead_1")),
                                    {ObjectKind::Task, ActivityKind::Other, QStringLiteral("task_1")}};
        removal.state = CommandState::User;
        const DoubleText text = doubleText(removal, std::nullopt, std::nullopt, {});
        QCOMPARE(text.question, QStringLiteral("Is a task in Close twice?"));
        QVERIFY(text.saved.isEmpty());
        QVERIFY(text.possibilities.contains(QStringLiteral("keep both")));
        QCOMPARE(outboxText(removal, std::nullopt, {}).title, QStringLiteral("Possible double of a task"));
    }
};

QTEST_MAIN(WriteWordsTest)
#include "tst_writewords.moc"
