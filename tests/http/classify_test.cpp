#include "services/http/classify.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

/// The judge, by data: what came over the wire and what it is called (reliability.md, finding 2, cases 17 to
/// 20).
class ClassifyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void case018_status_data();
    void case018_status();
    void transport_data();
    void transport();
    void words_data();
    void words();
    void nestedFieldErrors();
    void deepNestingEnds();
    void case019_everyTruncationIsAnError();
    void carriesTraceAndWait();
};

namespace {

Transport answered(int status, const QByteArray &body, const QByteArray &type = "application/json")
{
    Transport t;
    t.status = status;
    t.body = body;
    t.headers = {{"Content-Type", type}, {"trace-id", "0123"}};
    if (status >= 400)
        t.error = status >= 500 ? QNetworkReply::UnknownServerError : QNetworkReply::UnknownContentError;
    return t;
}

ErrorKind kindOf(const Result<Response> &result)
{
    return result ? ErrorKind::None : result.error().kind;
}

} // namespace

void ClassifyTest::case018_status_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind,
                        const QByteArray &type = "application/json") {
        QTest::newRow(name) << status << body << type << int(kind);
    };
    const QByteArray words = R"({"error": "no"})";
    row("200", 200, "{}", ErrorKind::None);
    row("200 list", 200, "[]", ErrorKind::None);
    row("201", 201, "{}", ErrorKind::None);
    row("204", 204, {}, ErrorKind::None);
    row("JSON without a type", 200, "{}", ErrorKind::None, {});
    row("JSON with another type", 200, "{}", ErrorKind::None, "text/plain");
    row("200 empty", 200, {}, ErrorKind::NotClose);
    row("200 text", 200, "ok", ErrorKind::NotClose);
    row("200 number", 200, "12", ErrorKind::NotClose);
    row("200 cut JSON", 200, "{\"a\": [1, 2", ErrorKind::NotClose);
    row("200 HTML", 200, "<html>", ErrorKind::NotClose, "text/html; charset=utf-8");
    row("200 JSON said to be HTML", 200, "{}", ErrorKind::NotClose, "TEXT/HTML");
    row("301", 301, {}, ErrorKind::Redirected);
    row("304", 304, {}, ErrorKind::Redirected);
    row("400", 400, words, ErrorKind::Rejected);
    row("400 without words", 400, "{}", ErrorKind::NotClose);
    row("400 HTML", 400, "<html>", ErrorKind::NotClose, "text/html");
    row("401", 401, words, ErrorKind::Unauthorized);
    row("401 empty", 401, {}, ErrorKind::Unauthorized);
    row("402", 402, words, ErrorKind::PaymentRequired);
    row("403", 403, words, ErrorKind::Forbidden);
    row("403 plain word", 403, "Forbidden\n", ErrorKind::Forbidden, "text/plain");
    row("403 of a proxy", 403, "<html>Forbidden", ErrorKind::NotClose, "text/html");
    row("404", 404, words, ErrorKind::NotFound);
    row("404 empty", 404, {}, ErrorKind::NotClose);
    row("405", 405, words, ErrorKind::Rejected);
    row("408", 408, words, ErrorKind::Rejected);
    row("408 of a proxy", 408, {}, ErrorKind::NotClose);
    row("409", 409, words, ErrorKind::Rejected);
    row("415", 415, words, ErrorKind::Rejected);
    row("425", 425, {}, ErrorKind::NotClose);
    row("429", 429, {}, ErrorKind::RateLimited);
    row("500", 500, words, ErrorKind::ServerError);
    row("502 HTML", 502, "<html>", ErrorKind::ServerError, "text/html");
    row("504 empty", 504, {}, ErrorKind::ServerError);
    row("511", 511, "<html>", ErrorKind::NotClose, "text/html");
}

void ClassifyTest::case018_status()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(int, kind);
    const auto result = classify(answered(status, body, type), {});
    QCOMPARE(int(kindOf(result)), kind);
    QCOMPARE(result ? result->status : result.error().httpStatus, status);
}

void ClassifyTest::transport_data()
{
    using Ending = Transport::Ending;
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("handedOut"); // of a body of 10 bytes; -1 = a request without a body
    QTest::addColumn<int>("ending");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, QNetworkReply::NetworkError error, int handedOut, ErrorKind kind,
                        Ending ending = Ending::Itself) {
        QTest::newRow(name) << int(error) << handedOut << int(ending) << int(kind);
    };
    row("refused", QNetworkReply::ConnectionRefusedError, 0, ErrorKind::Unreached);
    row("refused, no body", QNetworkReply::ConnectionRefusedError, -1, ErrorKind::Unreached);
    row("refused at the second try, after bytes", QNetworkReply::ConnectionRefusedError, 10,
        ErrorKind::ConnectionLost);
    row("no name", QNetworkReply::HostNotFoundError, -1, ErrorKind::Unreached);
    row("TLS", QNetworkReply::SslHandshakeFailedError, 0, ErrorKind::Tls);
    row("TLS, no body", QNetworkReply::SslHandshakeFailedError, -1, ErrorKind::Tls);
    row("TLS after bytes", QNetworkReply::SslHandshakeFailedError, 3, ErrorKind::ConnectionLost);
    row("proxy asks", QNetworkReply::ProxyAuthenticationRequiredError, 0, ErrorKind::Unreached);
    row("closed before the body", QNetworkReply::RemoteHostClosedError, 0, ErrorKind::Unreached);
    row("closed after one byte", QNetworkReply::RemoteHostClosedError, 1, ErrorKind::ConnectionLost);
    row("closed after the body", QNetworkReply::RemoteHostClosedError, 10, ErrorKind::ConnectionLost);
    row("closed, no body", QNetworkReply::RemoteHostClosedError, -1, ErrorKind::ConnectionLost);
    row("could not send again", QNetworkReply::ContentReSendError, 10, ErrorKind::ConnectionLost);
    row("network failed", QNetworkReply::TemporaryNetworkFailureError, 10, ErrorKind::ConnectionLost);
    row("garbage for a status line", QNetworkReply::ProtocolFailure, 10, ErrorKind::ConnectionLost);
    row("too long", QNetworkReply::OperationCanceledError, -1, ErrorKind::Timeout, Ending::Deadline);
    row("deadline", QNetworkReply::OperationCanceledError, 10, ErrorKind::Timeout, Ending::Deadline);
    row("deadline before a byte", QNetworkReply::OperationCanceledError, 0, ErrorKind::Unreached,
        Ending::Deadline);
    row("by us", QNetworkReply::OperationCanceledError, 0, ErrorKind::Cancelled, Ending::Cancelled);
    row("too large", QNetworkReply::OperationCanceledError, 10, ErrorKind::TooLarge, Ending::TooLarge);
}

void ClassifyTest::transport()
{
    QFETCH(int, error);
    QFETCH(int, handedOut);
    QFETCH(int, ending);
    QFETCH(int, kind);
    Transport t;
    t.error = QNetworkReply::NetworkError(error);
    t.ending = Transport::Ending(ending);
    t.errorText = QStringLiteral("the system's words");
    t.bodySize = handedOut < 0 ? 0 : 10;
    t.bodyHandedOut = qMax(0, handedOut);
    const auto result = classify(t, {});
    QCOMPARE(int(kindOf(result)), kind);
    // The rule the outbox lives by: bytes were taken, so nobody may call it certain.
    if (handedOut > 0)
        QVERIFY(!result.error().isCertainlyNotApplied());

    // With a status line the bytes no longer prove anything, and an answer that was cut is lost.
    t.status = 200;
    t.body = "{}";
    QVERIFY(!classify(t, {}).isOk());
    QVERIFY(!classify(t, {}).error().isCertainlyNotApplied());
}

void ClassifyTest::words_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("fields"); // field=message, joined by |
    const auto row = [](const char *name, const QByteArray &body, const char *message, const char *fields) {
        QTest::newRow(name) << body << QString::fromLatin1(message) << QString::fromLatin1(fields);
    };
    row("error", R"({"error": "Not found."})", "Not found.", "");
    row("error object", R"({"error": {"message": "count exceeded", "rate_reset": 1}})", "count exceeded", "");
    row("errors", R"({"errors": ["Source lead does not exist."]})", "Source lead does not exist.", "");
    row("two errors", R"({"errors": ["a", 5, "b"]})", "a\nb", "");
    row("field", R"({"errors": [], "field-errors": {"lead": "Object does not exist."}})",
        "Object does not exist.", "lead=Object does not exist.");
    row("field and text", R"({"errors": ["bad"], "field-errors": {"status": "no"}})", "bad", "status=no");
    row("field list", R"({"field-errors": {"phone": ["too short", "no country"]}})", "too short\nno country",
        "phone=too short|phone=no country");
    row("nested", R"({"field-errors": {"contacts": {"0": {"emails": "bad"}}}})", "bad",
        "contacts.0.emails=bad");
    row("list of objects", R"({"field-errors": {"phones": [{}, {"phone": "bad"}]}})", "bad",
        "phones.1.phone=bad");
    row("wrong types",
        R"({"error": {}, "errors": [1, null], "field-errors": {"a": 1, "b": null, "c": true}})", "", "");
}

void ClassifyTest::words()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, message);
    QFETCH(QString, fields);
    const auto result = classify(answered(400, body), {});
    QCOMPARE(kindOf(result), ErrorKind::Rejected);
    QCOMPARE(result.error().message, message);
    QStringList found;
    for (const FieldError &field : result.error().fieldErrors)
        found << field.field + u'=' + field.message;
    QCOMPARE(found.join(u'|'), fields);
}

void ClassifyTest::nestedFieldErrors()
{
    const auto result = classify(
        answered(400, R"({"field-errors": {"lead": "a", "contact": {"emails": [{"email": ["b"]}]}}})"), {});
    const QList<FieldError> expected{{QStringLiteral("contact.emails.0.email"), QStringLiteral("b")},
                                     {QStringLiteral("lead"), QStringLiteral("a")}};
    QCOMPARE(result.error().fieldErrors, expected);
}

void ClassifyTest::deepNestingEnds()
{
    const QByteArray deep =
        R"({"field-errors": {"a": )" + QByteArray(500, '[') + "\"x\"" + QByteArray(500, ']') + "}}";
    const auto result = classify(answered(400, deep), {});
    QCOMPARE(kindOf(result), ErrorKind::Rejected);
    QVERIFY(result.error().fieldErrors.isEmpty());
    QCOMPARE(kindOf(classify(answered(200, QByteArray(100'000, '[')), {})), ErrorKind::NotClose);
}

void ClassifyTest::case019_everyTruncationIsAnError()
{
    const QByteArray whole = R"({"data": [{"id": "lead_1", "name": "Müller"}], "has_more": false})";
    QVERIFY(classify(answered(200, whole), {}).isOk());
    for (qsizetype length = 0; length < whole.size(); ++length)
        QCOMPARE(kindOf(classify(answered(200, whole.left(length)), {})), ErrorKind::NotClose);
}

void ClassifyTest::carriesTraceAndWait()
{
    RateLimit limit;
    limit.wait = std::chrono::milliseconds(700);
    const auto refused = classify(answered(429, {}), limit);
    QCOMPARE(refused.error().requestId, QStringLiteral("0123"));
    QCOMPARE(refused.error().retryAfter, limit.wait);
    QCOMPARE(classify(answered(200, "{}"), limit)->requestId, QStringLiteral("0123"));
}

QTEST_GUILESS_MAIN(ClassifyTest)
#include "classify_test.moc"
