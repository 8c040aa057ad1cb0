#include "services/close/codec/commandcodec.h"
#include "services/close/codec/objectpath.h"
#include "tests/testkit/testmain.h"

#include <QJsonDocument>

using namespace leadline;

/// What is posted for each kind of command, and where objects stand.
class CommandCodecTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void bodies_data()
    {
        QTest::addColumn<CommandBody>("command");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        const LeadId lead(QStringLiteral("lead_1"));
        const ContactId contact(QStringLiteral("cont_1"));
        const QDateTime at({2026, 6, 19}, QTime(14, 2, 11, 310), Qt::OffsetFromUTC, 7'200);
        const Phone phone{QStringLiteral("+14155550101"), QStringLiteral("x"), QStringLiteral("mobile"),
                          QStringLiteral("US")};
        const Email email{QStringLiteral("a@b.example"), {}, true};
        Contact person;
        person.id = ContactId(QStringLiteral("local_1"));
        person.name = QStringLiteral("Mira");
        person.phones = {phone};
        const auto row = [](const char *name, const CommandBody &command, const char *path,
                            const char *body) {
            QTest::newRow(name) << command << QString::fromLatin1(path) << QByteArray(body);
        };
        row("note", CreateNote{lead, contact, QStringLiteral("T"), QStringLiteral("a\nb"), at},
            "activity/note/",
            R"({"activity_at":"2026-06-19T12:02:11.310+00:00","contact_id":"cont_1","lead_id":"lead_1",)"
            R"("note_html":"<body><p>a<br />b</p></body>","title":"T"})");
        const QString own = QStringLiteral("+13125550199");
        row("sms to send",
            SendSms{lead, {}, own, phone.number, QStringLiteral("hi"), MessagePurpose::Send, at},
            "activity/sms/",
            R"({"lead_id":"lead_1","local_phone":"+13125550199","remote_phone":"+14155550101","status":"draft","text":"hi"})");
        row("sms received",
            SendSms{lead, {}, {}, phone.number, QStringLiteral("hi"), MessagePurpose::LogReceived, at},
            "activity/sms/",
            R"({"activity_at":"2026-06-19T12:02:11.310+00:00","lead_id":"lead_1","remote_phone":"+14155550101","status":"inbox","text":"hi"})");
        row("e-mail sent elsewhere",
            SendEmail{lead,
                      {},
                      {},
                      {email.address},
                      {},
                      {},
                      QStringLiteral("S"),
                      QStringLiteral("B"),
                      MessagePurpose::LogSent,
                      {}},
            "activity/email/",
            R"({"body_text":"B","lead_id":"lead_1","status":"sent","subject":"S","to":["a@b.example"]})");
        row("task on a day",
            CreateTask{lead,
                       {},
                       NewTaskType::Lead,
                       QStringLiteral("t"),
                       QDate(2026, 7, 1),
                       {},
                       {},
                       TaskPriority::Medium},
            "task/", R"({"_type":"lead","date":"2026-07-01","lead_id":"lead_1","text":"t"})");
        row("task at a time",
            CreateTask{lead,
                       contact,
                       NewTaskType::OutgoingCall,
                       {},
                       QDate(2026, 7, 1),
                       at,
                       UserId(QStringLiteral("user_1")),
                       TaskPriority::High},
            "task/",
            R"({"_type":"outgoing_call","assigned_to":"user_1","contact_id":"cont_1","date":"2026-06-19T12:02:11.310+00:00",)"
            R"("lead_id":"lead_1","priority":"high"})");
        row("lead",
            CreateLead{LeadId(QStringLiteral("local_2")),
                       QStringLiteral("L"),
                       {},
                       {},
                       {},
                       {person},
                       {{QStringLiteral("custom.cf_1"), 3}}},
            "lead/",
            R"({"contacts":[{"name":"Mira","phones":[{"phone":"+14155550101","type":"mobile"}]}],"custom.cf_1":3,"name":"L"})");
        row("contact", CreateContact{lead, person.id, person.name, QStringLiteral("CEO"), {email}, {}},
            "contact/",
            R"({"emails":[{"email":"a@b.example"}],"lead_id":"lead_1","name":"Mira","title":"CEO"})");
        row("opportunity",
            CreateOpportunity{lead,
                              OpportunityId(QStringLiteral("local_3")),
                              {},
                              contact,
                              0,
                              QStringLiteral("monthly"),
                              0,
                              QDate(2026, 8, 1),
                              {}},
            "opportunity/",
            R"({"confidence":0,"contact_id":"cont_1","date_won":"2026-08-01","lead_id":"lead_1","value":0,"value_period":"monthly"})");
    }
    void bodies()
    {
        QFETCH(CommandBody, command);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        const auto creation = encodeCreation(command);
        QVERIFY(creation);
        QCOMPARE(creation->path, path);
        QCOMPARE(QJsonDocument(creation->body).toJson(QJsonDocument::Compact), body);
    }

    void changesAndDeletionsMakeNothing()
    {
        QVERIFY(!encodeCreation(UpdateObject()));
        QVERIFY(!encodeCreation(DeleteObject()));
    }

    void onlyMessagesToSendAreSent()
    {
        SendSms sms;
        QVERIFY(isSending(sms));
        sms.purpose = MessagePurpose::LogSent;
        QVERIFY(!isSending(sms));
        QVERIFY(isSending(SendEmail()));
        QVERIFY(!isSending(CreateNote()));
    }

    void case038_onlyIdsOfCloseStandInPaths()
    {
        ObjectRef ref{ObjectKind::Activity, ActivityKind::Meeting, QStringLiteral("acti_1")};
        QCOMPARE(objectPath(ref), QStringLiteral("activity/meeting/acti_1/"));
        for (const char *id : {"", "local_0123", "../me", "acti_1/", "acti 1"}) {
            ref.id = QLatin1String(id);
            QCOMPARE(objectPath(ref), QString());
        }
        ref = {ObjectKind::Activity, ActivityKind::Other, QStringLiteral("acti_1")};
        QCOMPARE(objectPath(ref), QString());
        QCOMPARE(objectPath({ObjectKind::Task, ActivityKind::Other, QStringLiteral("task_1")}),
                 QStringLiteral("task/task_1/"));
        for (int kind = 0; kind < int(ActivityKind::Other); ++kind)
            QVERIFY(collectionPath(ObjectKind::Activity, ActivityKind(kind))
                        .startsWith(QLatin1String("activity/")));
    }
};

QTEST_GUILESS_MAIN(CommandCodecTest)
#include "commandcodec_test.moc"
