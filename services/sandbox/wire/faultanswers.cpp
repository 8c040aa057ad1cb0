#include "services/sandbox/wire/faultanswers.h"

#include "services/sandbox/exchange.h"
#include "services/sandbox/wire/pythonjson.h"
#include "services/sandbox/wire/rateheaders.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace leadline::sandbox {

namespace {

/// Every string a number, every list an object.
QJsonValue mistyped(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().size();
    QJsonObject object;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            object.insert(QString::number(i), mistyped(array[i]));
        return object;
    }
    if (value.isObject()) {
        const QJsonObject original = value.toObject();
        for (auto it = original.begin(); it != original.end(); ++it)
            object.insert(it.key(), mistyped(it.value()));
        return object;
    }
    return value;
}

QJsonObject madeUp()
{
    return {{QStringLiteral("id"), QStringLiteral("made up")}, {QStringLiteral("data"), QJsonArray()}};
}

Answer rateLimited(int seconds)
{
    RateLimiter::Verdict verdict;
    verdict.isRefused = true;
    verdict.limit = 240;
    verdict.resetMs = qint64(seconds) * 1000;
    Answer answer = tooManyRequests(verdict, "fault", 8000);
    addRateHeaders(answer, verdict, false);
    return answer;
}

} // namespace

Answer unauthorized()
{
    return {
        .status = 401,
        .body =
            R"({"error": "The server could not verify that you are authorized to access the URL requested.  )"
            R"(You either supplied the wrong credentials (e.g. a bad password), or your browser doesn't )"
            R"(understand how to supply the credentials required."})"};
}

Answer faultAnswer(const FaultRule &rule, const Answer &real)
{
    switch (rule.fault) {
    case Fault::RateLimited:
        return rateLimited(rule.retryAfterSeconds);
    case Fault::ServerError:
        return {.status = 500, .body = R"({"error": "Internal server error."})"};
    case Fault::BadGateway:
        return {.status = 502,
                .contentType = "text/html",
                .body = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad "
                        "Gateway</h1></body></html>\n"};
    case Fault::Unavailable:
        return {.status = 503, .contentType = {}};
    case Fault::GatewayTimeout:
        return {.status = 504};
    case Fault::HtmlPage:
        return {.contentType = "text/html; charset=utf-8",
                .body = "<!doctype html><html><head><title>Welcome to the hotel</title></head><body>"
                        "<form action=\"/login\"><input name=\"room\"></form></body></html>\n"};
    case Fault::WrongTypes: {
        const QJsonObject body = QJsonDocument::fromJson(real.body).object();
        return {.body = pythonJson(mistyped(body.isEmpty() ? madeUp() : body))};
    }
    case Fault::Rejected:
        return {.status = 400,
                .body = pythonJson(
                    fieldError(QStringLiteral("note"), QStringLiteral("This value is not allowed.")).body)};
    case Fault::Unauthorized:
        return unauthorized();
    case Fault::PaymentRequired:
        return {.status = 402, .body = R"({"error": "Your plan does not allow this."})"};
    case Fault::Forbidden:
        return {.status = 403, .body = R"({"error": "You do not have permission to perform this action."})"};
    case Fault::RequestTimeout:
        return {.status = 408, .contentType = {}};
    case Fault::Redirect:
        return {.status = 302,
                .contentType = "text/html",
                .headers = {{"location", "https://elsewhere.example/login"}}};
    case Fault::Stale:
        return {.body = R"({"data": [], "has_more": false, "cursor_next": null, "cursor_previous": null})"};
    }
    return real;
}

} // namespace leadline::sandbox
