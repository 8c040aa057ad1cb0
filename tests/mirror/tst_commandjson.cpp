#include "services/mirror/commandjson.h"
#include "services/mirror/errorjson.h"
#include "tests/testkit/testmain.h"

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
    void deleteCallComesBackWhole();
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

void TestCommandJson::deleteCallComesBackWhole()
{
    const DeleteCall sent{LeadId(QStringLiteral("lead_1")), ActivityId(QStringLiteral("acti_1"))};
    const auto read = commandFromJson(throughText(toJson(someCommand(sent))));
    QVERIFY(read);
    const auto *body = std::get_if<DeleteCall>(&read->body);
    QVERIFY(body);
    QCOMPARE(body->leadId, sent.leadId);
    QCOMPARE(body->activityId, sent.activityId);
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
