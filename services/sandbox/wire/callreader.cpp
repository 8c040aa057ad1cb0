#include "services/sandbox/wire/callreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace leadline::sandbox {

namespace {

QString text(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items.append(text(item));
        return items.join(u',');
    }
    return value.toVariant().toString();
}

/// `_params` of the body joins the query string.
void moveParams(Call &call)
{
    const QJsonObject params = call.body.take(QStringLiteral("_params")).toObject();
    for (auto it = params.begin(); it != params.end(); ++it) {
        call.query.removeAllQueryItems(it.key());
        call.query.addQueryItem(it.key(), QString::fromLatin1(QUrl::toPercentEncoding(text(it.value()))));
    }
}

} // namespace

double tzOffset(const QByteArray &header)
{
    bool isNumber = false;
    const double hours = header.trimmed().toDouble(&isNumber);
    // Also turns the official client's -0.0 into 0.
    return isNumber && hours != 0 && hours >= -14 && hours <= 14 ? hours : 0;
}

std::variant<Call, Reply> readCall(const Request &request, const Quirks &quirks)
{
    Call call;
    call.method = request.method == "HEAD" ? "GET" : request.method;
    call.query = request.query;
    call.tzOffset = tzOffset(request.headers.value("x-tz-offset"));
    call.path = request.path.mid(QStringLiteral("/api/v1/").size()).split(u'/', Qt::SkipEmptyParts);
    const QByteArray override = request.headers.value("x-http-method-override").toUpper();
    if (call.method == "POST" && !override.isEmpty())
        call.method = override;
    if (request.method == "GET" || request.method == "HEAD" || request.body.isEmpty())
        return call;

    const QByteArray type = request.headers.value("content-type").split(';').first().trimmed().toLower();
    if (type != "application/json")
        return Reply{415, QJsonValue::Undefined};
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return badRequest(quirks.malformedJson);
    call.body = document.object();

    if (call.method != "POST")
        moveParams(call);
    return call;
}

} // namespace leadline::sandbox
