#include "services/mirror/bodyjson.h"
#include "services/mirror/commandjson.h"
#include "services/mirror/errorjson.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace leadline;

namespace {

LogCall someCall()
{
    LogCall call;
    call.leadId = LeadId(QStringLiteral("lead_1"));
    call.contactId = ContactId(QStringLiteral("cont_1"));
    call.phone = QStringLiteral("+14155550101");
    call.direction = CallDirection::Inbound;
    call.status = CallStatus::NoAnswer;
    call.durationSeconds = 83;
    call.note =
        QStringLiteral("said \"call\\back\"\n\u00fc \U0001f4de <b>") + QChar(0) + QStringLiteral("after");
    call.activityAt = QDateTime({2026, 6, 19}, {12, 5, 28, 327}, Qt::UTC);
    return call;
}

Command someCommand(CommandBody body)
{
    Command command;
    command.id = CommandId(QStringLiteral("7f0c"));
    command.body = std::move(body);
    command.state = CommandState::Unknown;
    command.createdAt = QDateTime({2026, 6, 19}, {12, 6, 1, 5}, Qt::UTC);
    command.sends = 3;
    command.lastError = ApiError(ErrorKind::Rejected, QStringLiteral("no"), 400);
    command.lastError.fieldErrors = {{QStringLiteral("duration"), QStringLiteral("too long")}};
    command.lastError.requestId = QStringLiteral("req_9");
    command.lastError.retryAfter = std::chrono::milliseconds(1500);
    command.serverId = QStringLiteral("acti_77");
    command.knownTwins = {QStringLiteral("acti_5"), QStringLiteral("acti_6")};
    return command;
}

/// As the file holds it.
QJsonObject throughText(const QJsonObject &json)
{
    return QJsonDocument::fromJson(QJsonDocument(json).toJson(QJsonDocument::Compact)).object();
}

} // namespace

class TestCommandJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void logCallComesBackWhole();
    void everyBodyComesBackWhole_data();
    void everyBodyComesBackWhole();
    void readsTheDeletionsOfTheFirstVersion();
    void whatTheProtocolNeedsComesBack();
    void everyNameComesBack();
    void everyErrorKindComesBack();
    void halfACommandIsRefused_data();
    void halfACommandIsRefused();
};

void TestCommandJson::logCallComesBackWhole()
{
    const Command sent = someCommand(someCall());
    const auto read = commandFromJson(throughText(toJson(sent)));
    QVERIFY(read);
    QCOMPARE(read->id, sent.id);
    QCOMPARE(read->state, sent.state);
    QCOMPARE(read->createdAt, sent.createdAt);
    QCOMPARE(read->sends, sent.sends);
    QCOMPARE(read->serverId, sent.serverId);
    QCOMPARE(read->knownTwins, sent.knownTwins);
    QCOMPARE(read->lastError.kind, ErrorKind::Rejected);
    QCOMPARE(read->lastError.httpStatus, 400);
    QCOMPARE(read->lastError.message, QStringLiteral("no"));
    QCOMPARE(read->lastError.fieldErrors, sent.lastError.fieldErrors);
    QCOMPARE(read->lastError.requestId, QStringLiteral("req_9"));
    QCOMPARE(read->lastError.retryAfter.count(), 1500);
    const auto *call = std::get_if<LogCall>(&read->body);
    QVERIFY(call);
    const LogCall expected = someCall();
    QCOMPARE(call->leadId, expected.leadId);
    QCOMPARE(call->contactId, expected.contactId);
    QCOMPARE(call->phone, expected.phone);
    QCOMPARE(call->direction, expected.direction);
    QCOMPARE(call->status, expected.status);
    QCOMPARE(call->durationSeconds, expected.durationSeconds);
    QCOMPARE(call->note, expected.note);
    QCOMPARE(call->activityAt, expected.activityAt);
}

void TestCommandJson::everyBodyComesBackWhole_data()
{
    QTest::addColumn<CommandBody>("body");
    const LeadId lead(QStringLiteral("lead_1"));
    const ContactId contact(QStringLiteral("cont_1"));
    const QDateTime at({2026, 6, 19}, {12, 0, 0, 327}, Qt::UTC);
    const Phone phone{QStringLiteral("+14155550101"), {}, QStringLiteral("mobile"), QStringLiteral("US")};
    const Email email{QStringLiteral("a@b.example"), QStringLiteral("office"), false};
    Contact person;
    person.id = ContactId(QStringLiteral("local_1"));
    person.name = QStringLiteral("Mira");
    person.title = QStringLiteral("Head");
    person.phones = {phone};
    person.emails = {email};
    QTest::newRow("note") << CommandBody(
        CreateNote{lead, contact, QStringLiteral("title"), QStringLiteral("text\nä"), at});
    QTest::newRow("sms") << CommandBody(SendSms{lead, contact, QStringLiteral("+13125550199"),
                                                QStringLiteral("+14155550101"), QStringLiteral("hello"),
                                                MessagePurpose::LogReceived, at});
    QTest::newRow("e-mail") << CommandBody(SendEmail{lead,
                                                     contact,
                                                     QStringLiteral("\"A\" <a@b.example>"),
                                                     {QStringLiteral("c@d.example")},
                                                     {QStringLiteral("e@f.example")},
                                                     {QStringLiteral("g@h.example")},
                                                     QStringLiteral("subject"),
                                                     QStringLiteral("body"),
                                                     MessagePurpose::Send,
                                                     at});
    QTest::newRow("task") << CommandBody(CreateTask{lead, contact, NewTaskType::OutgoingCall,
                                                    QStringLiteral("call"), QDate(2026, 7, 1), at,
                                                    UserId(QStringLiteral("user_1")), TaskPriority::High});
    QTest::newRow("lead") << CommandBody(CreateLead{LeadId(QStringLiteral("local_2")),
                                                    QStringLiteral("Lakeside"),
                                                    StatusId(QStringLiteral("stat_1")),
                                                    QStringLiteral("https://x.example"),
                                                    QStringLiteral("robots"),
                                                    {person},
                                                    {{QStringLiteral("custom.cf_1"), QJsonArray{1, 2}}}});
    QTest::newRow("contact") << CommandBody(
        CreateContact{lead, person.id, person.name, person.title, person.emails, person.phones});
    QTest::newRow("opportunity") << CommandBody(
        CreateOpportunity{lead, OpportunityId(QStringLiteral("local_3")), StatusId(QStringLiteral("stat_2")),
                          contact, 9'000'000'000'001, QStringLiteral("annual"), 70, QDate(2026, 8, 1),
                          QStringLiteral("two sites")});
    QTest::newRow("bare opportunity") << CommandBody(CreateOpportunity{lead, {}, {}, {}, {}, {}, {}, {}, {}});
    QTest::newRow("update") << CommandBody(
        UpdateObject{lead,
                     {ObjectKind::Task, ActivityKind::Other, QStringLiteral("task_1")},
                     {{QStringLiteral("is_complete"), false, true},
                      {QStringLiteral("date"), QJsonValue(), QStringLiteral("2026-07-01")}}});
    QTest::newRow("deletion") << CommandBody(
        DeleteObject{lead, {ObjectKind::Activity, ActivityKind::Meeting, QStringLiteral("acti_1")}});
}

void TestCommandJson::everyBodyComesBackWhole()
{
    QFETCH(CommandBody, body);
    const QJsonObject json = throughText(toJson(body));
    const auto read = bodyFromJson(json);
    QVERIFY(read);
    QCOMPARE(read->index(), body.index());
    QCOMPARE(toJson(*read), json);
    // Nothing of it is left out of the file: each member, when emptied, makes another JSON.
    for (auto member = json.begin(); member != json.end(); ++member) {
        QJsonObject other = json;
        other.insert(member.key(), QJsonValue::Null);
        const auto changed = bodyFromJson(other);
        if (changed && !member->isNull() && *member != QJsonValue(QString()) && *member != QJsonValue(false) &&
            *member != QJsonValue(QJsonArray()))
            QVERIFY2(toJson(*changed) != json, qPrintable(member.key()));
    }
}

void TestCommandJson::readsTheDeletionsOfTheFirstVersion()
{
    const auto body = bodyFromJson({{QStringLiteral("type"), QStringLiteral("delete_call")},
                                    {QStringLiteral("lead_id"), QStringLiteral("lead_1")},
                                    {QStringLiteral("activity_id"), QStringLiteral("acti_1")}});
    QVERIFY(body);
    const auto *removal = std::get_if<DeleteObject>(&*body);
    QVERIFY(removal);
    QCOMPARE(removal->leadId, LeadId(QStringLiteral("lead_1")));
    QCOMPARE(removal->object,
             (ObjectRef{ObjectKind::Activity, ActivityKind::Call, QStringLiteral("acti_1")}));
}

void TestCommandJson::whatTheProtocolNeedsComesBack()
{
    Command sent = someCommand(someCall());
    sent.group = CommandGroupId(QStringLiteral("g"));
    sent.heldUntil = sent.createdAt.addSecs(8);
    sent.sentAt = sent.createdAt.addMSecs(9001);
    sent.doubts = 2;
    sent.looksFirst = true;
    sent.draftId = QStringLiteral("acti_d");
    sent.isSurelyOurs = true;
    sent.isUndone = true;
    sent.undoes = CommandId(QStringLiteral("other"));
    sent.conflicts = {{QStringLiteral("status_id"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}};
    const auto read = commandFromJson(throughText(toJson(sent)));
    QVERIFY(read);
    QCOMPARE(read->group, sent.group);
    QCOMPARE(read->heldUntil, sent.heldUntil);
    QCOMPARE(read->sentAt, sent.sentAt);
    QCOMPARE(read->doubts, 2);
    QVERIFY(read->looksFirst && read->isUndone && read->isSurelyOurs);
    QCOMPARE(read->draftId, sent.draftId);
    QCOMPARE(read->undoes, sent.undoes);
    QCOMPARE(read->conflicts, sent.conflicts);
}

void TestCommandJson::everyNameComesBack()
{
    QSet<QString> names;
    for (int i = 0; i <= int(CommandState::Parked); ++i) {
        Command command = someCommand(someCall());
        command.state = static_cast<CommandState>(i);
        const auto read = commandFromJson(toJson(command));
        QVERIFY(read);
        QCOMPARE(read->state, command.state);
        names.insert(stateName(command.state));
    }
    QCOMPARE(int(names.size()), int(CommandState::Parked) + 1);
    for (int i = 0; i <= int(CallStatus::Other); ++i) {
        LogCall call = someCall();
        call.status = static_cast<CallStatus>(i);
        call.direction = i % 2 ? CallDirection::Inbound : CallDirection::Outbound;
        const auto read = commandFromJson(toJson(someCommand(call)));
        QVERIFY(read);
        QCOMPARE(std::get<LogCall>(read->body).status, call.status);
        QCOMPARE(std::get<LogCall>(read->body).direction, call.direction);
    }
}

void TestCommandJson::everyErrorKindComesBack()
{
    for (int i = 0; i <= int(ErrorKind::InvalidInput); ++i) {
        const auto kind = static_cast<ErrorKind>(i);
        QCOMPARE(errorFromJson(throughText(toJson(ApiError(kind)))).kind, kind);
    }
    QCOMPARE(errorFromJson({{QStringLiteral("kind"), QStringLiteral("of_tomorrow")}}).kind,
             ErrorKind::Storage);
}

void TestCommandJson::halfACommandIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *key, const QJsonValue &value) {
        QTest::addRow("%s %s", key, value.isUndefined() ? "missing" : "odd")
            << QString::fromUtf8(key) << value;
    };
    for (const char *key : {"id", "body", "state"}) {
        row(key, QJsonValue(QJsonValue::Undefined));
        row(key, 17);
    }
    row("state", QStringLiteral("of_tomorrow"));
    row("body", QJsonObject{{QStringLiteral("type"), QStringLiteral("of_tomorrow")}});
    row("body", QJsonObject{{QStringLiteral("type"), QStringLiteral("log_call")}});
}

void TestCommandJson::halfACommandIsRefused()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject json = toJson(someCommand(someCall()));
    QVERIFY(commandFromJson(json));
    json.insert(key, value); // an undefined value removes the key
    QVERIFY(!commandFromJson(json));
    QVERIFY(!commandFromJson({}));
}

QTEST_GUILESS_MAIN(TestCommandJson)
#include "tst_commandjson.moc"
