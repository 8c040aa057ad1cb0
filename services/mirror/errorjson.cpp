#include "services/mirror/errorjson.h"

#include <QJsonArray>

#include <algorithm>
#include <iterator>

namespace leadline {

namespace {

/// Names stand in files: never to be changed.
struct KindName
{
    ErrorKind kind;
    QLatin1String name;
};
constexpr KindName kindNames[] = {
    {ErrorKind::None, QLatin1String("none")},
    {ErrorKind::Unreached, QLatin1String("unreached")},
    {ErrorKind::Tls, QLatin1String("tls")},
    {ErrorKind::Timeout, QLatin1String("timeout")},
    {ErrorKind::ConnectionLost, QLatin1String("connection_lost")},
    {ErrorKind::RateLimited, QLatin1String("rate_limited")},
    {ErrorKind::Unauthorized, QLatin1String("unauthorized")},
    {ErrorKind::PaymentRequired, QLatin1String("payment_required")},
    {ErrorKind::Forbidden, QLatin1String("forbidden")},
    {ErrorKind::NotFound, QLatin1String("not_found")},
    {ErrorKind::Rejected, QLatin1String("rejected")},
    {ErrorKind::ServerError, QLatin1String("server_error")},
    {ErrorKind::NotClose, QLatin1String("not_close")},
    {ErrorKind::Redirected, QLatin1String("redirected")},
    {ErrorKind::TooLarge, QLatin1String("too_large")},
    {ErrorKind::Cancelled, QLatin1String("cancelled")},
    {ErrorKind::Storage, QLatin1String("storage")},
    {ErrorKind::InvalidInput, QLatin1String("invalid_input")},
};

} // namespace

QJsonObject toJson(const ApiError &error)
{
    const auto known = std::find_if(std::begin(kindNames), std::end(kindNames),
                                    [&](const KindName &entry) { return entry.kind == error.kind; });
    QJsonArray fields;
    for (const FieldError &field : error.fieldErrors)
        fields.append(
            QJsonObject{{QStringLiteral("field"), field.field}, {QStringLiteral("message"), field.message}});
    return {{QStringLiteral("kind"), known == std::end(kindNames) ? QString() : QString(known->name)},
            {QStringLiteral("status"), error.httpStatus},
            {QStringLiteral("message"), error.message},
            {QStringLiteral("fields"), fields},
            {QStringLiteral("request_id"), error.requestId},
            {QStringLiteral("retry_after_ms"), qint64(error.retryAfter.count())}};
}

ApiError errorFromJson(const QJsonObject &json)
{
    const QString kind = json.value(QLatin1String("kind")).toString();
    const auto known = std::find_if(std::begin(kindNames), std::end(kindNames),
                                    [&](const KindName &entry) { return entry.name == kind; });
    ApiError error(known == std::end(kindNames) ? ErrorKind::Storage : known->kind,
                   json.value(QLatin1String("message")).toString(),
                   json.value(QLatin1String("status")).toInt());
    const QJsonArray fields = json.value(QLatin1String("fields")).toArray();
    for (const QJsonValue &value : fields) {
        const QJsonObject field = value.toObject();
        error.fieldErrors.append({field.value(QLatin1String("field")).toString(),
                                  field.value(QLatin1String("message")).toString()});
    }
    error.requestId = json.value(QLatin1String("request_id")).toString();
    error.retryAfter = std::chrono::milliseconds(json.value(QLatin1String("retry_after_ms")).toInteger());
    return error;
}

} // namespace leadline
