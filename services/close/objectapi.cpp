#include "services/close/objectapi.h"

#include "services/close/codec/lenient.h"
#include "services/close/codec/objectpath.h"
#include "services/close/restcall.h"

namespace leadline {

namespace {

std::optional<QJsonObject> wellFormed(const QJsonObject &object)
{
    return isWellFormedId(lenient::text(object, QLatin1String("id"))) ? std::optional(object) : std::nullopt;
}

std::optional<QJsonObject> any(const QJsonObject &object)
{
    return object;
}

std::optional<Done> done(const QJsonObject &)
{
    return Done();
}

Request requestFor(Method method, const QString &path)
{
    Request request(method, path);
    request.lane = Lane::Foreground;
    return request;
}

template <typename T>
QCoro::Task<Result<T>> sent(HttpClient &http, Request request, restcall::Decoder<T> decode)
{
    if (request.path.isEmpty())
        return restcall::refused<T>(ApiError(ErrorKind::InvalidInput));
    return restcall::one<T>(http, std::move(request), decode);
}

} // namespace

ObjectApi::ObjectApi(HttpClient &http) : m_http(http) {}

QCoro::Task<Result<QJsonObject>> ObjectApi::create(QString path, QJsonObject body)
{
    Request request = requestFor(Method::Post, path);
    request.body = std::move(body);
    return sent<QJsonObject>(m_http, std::move(request), wellFormed);
}

QCoro::Task<Result<QJsonObject>> ObjectApi::read(ObjectRef object)
{
    return sent<QJsonObject>(m_http, requestFor(Method::Get, objectPath(object)), wellFormed);
}

QCoro::Task<Result<QJsonObject>> ObjectApi::change(ObjectRef object, QJsonObject fields)
{
    Request request = requestFor(Method::Put, objectPath(object));
    request.body = std::move(fields);
    return sent<QJsonObject>(m_http, std::move(request), wellFormed);
}

QCoro::Task<Result<Done>> ObjectApi::remove(ObjectRef object)
{
    return sent<Done>(m_http, requestFor(Method::Delete, objectPath(object)), done);
}

QCoro::Task<Result<Page<QJsonObject>>> ObjectApi::list(QString path, QUrlQuery filter, int skip, int limit)
{
    Request request = restcall::pageRequest(path, skip, limit, Lane::Foreground);
    for (const auto &[key, value] : filter.queryItems())
        request.query.addQueryItem(key, value);
    return restcall::page<QJsonObject>(m_http, std::move(request), any, QLatin1String("data"));
}

QCoro::Task<Result<RawEventPage>> ObjectApi::events(QUrlQuery filter, QString cursor)
{
    Request request = requestFor(Method::Get, QStringLiteral("event/"));
    request.query = std::move(filter);
    request.query.addQueryItem(QStringLiteral("_limit"), QStringLiteral("50"));
    if (!cursor.isEmpty())
        request.query.addQueryItem(QStringLiteral("_cursor"), cursor);
    auto sending = m_http.send(std::move(request));
    const auto answer = co_await std::move(sending);
    if (!answer)
        co_return answer.error();
    const QJsonObject envelope = answer->json.toObject();
    if (!envelope.value(QLatin1String("data")).isArray())
        co_return restcall::notClose(*answer);
    RawEventPage page;
    page.items = lenient::rows<QJsonObject>(lenient::list(envelope, QLatin1String("data")), any);
    page.next = lenient::text(envelope, QLatin1String("cursor_next"));
    co_return page;
}

} // namespace leadline
