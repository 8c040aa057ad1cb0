#include "services/close/closeapi.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/commandcodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/close/codec/lenient.h"
#include "services/close/codec/objectpath.h"
#include "services/close/codec/organizationcodec.h"

namespace leadline {

namespace {

template <typename T>
using Decoder = std::optional<T> (*)(const QJsonObject &);

ApiError notClose(const Response &response)
{
    ApiError error(ErrorKind::NotClose, {}, response.status);
    error.requestId = response.requestId;
    return error;
}

Request readRequest(const QString &path, Lane lane)
{
    Request request(Method::Get, path);
    request.lane = lane;
    return request;
}

Request pageRequest(const QString &path, int skip, int limit, Lane lane)
{
    Request request = readRequest(path, lane);
    request.query.addQueryItem(QStringLiteral("_skip"), QString::number(skip));
    request.query.addQueryItem(QStringLiteral("_limit"), QString::number(limit));
    return request;
}

template <typename T>
QCoro::Task<Result<T>> refused(ApiError error)
{
    co_return error;
}

template <typename T>
QCoro::Task<Result<T>> one(HttpClient &http, Request request, Decoder<T> decode)
{
    const auto answer = co_await http.send(std::move(request));
    if (!answer)
        co_return answer.error();
    auto value = decode(answer->json.toObject());
    if (!value)
        co_return notClose(*answer);
    co_return std::move(*value);
}

/// Reads a list from an envelope: `data` for lists, `fields` for schemas.
template <typename T>
QCoro::Task<Result<Page<T>>> page(HttpClient &http, Request request, Decoder<T> decode, QLatin1String key)
{
    const auto answer = co_await http.send(std::move(request));
    if (!answer)
        co_return answer.error();
    const QJsonObject envelope = answer->json.toObject();
    if (!envelope.value(key).isArray())
        co_return notClose(*answer);
    Page<T> result;
    const QJsonArray rows = lenient::list(envelope, key);
    result.items = lenient::rows(rows, decode);
    result.received = int(rows.size());
    result.hasMore = lenient::flag(envelope, QLatin1String("has_more"));
    result.total =
        lenient::integer(envelope, QLatin1String("total_results"), 0, std::numeric_limits<int>::max(), -1);
    co_return result;
}

/// All pages of a short list. Ends when the server says so, or when a page brings nothing or the same again
/// (reliability.md 51).
template <typename T>
QCoro::Task<Result<QList<T>>> everyPage(HttpClient &http, QString path, Decoder<T> decode, Lane lane)
{
    constexpr int pageSize = 100;
    QList<T> all;
    qsizetype firstOfLastPage = 0;
    for (int skip = 0;;) {
        auto pending = page<T>(http, pageRequest(path, skip, pageSize, lane), decode, QLatin1String("data"));
        const auto part = co_await std::move(pending);
        if (!part)
            co_return part.error();
        const bool isRepeated = !part->items.isEmpty() && !all.isEmpty() &&
                                part->items.constFirst().id == all.at(firstOfLastPage).id;
        if (isRepeated)
            co_return all;
        firstOfLastPage = all.size();
        all += part->items;
        skip += part->received;
        if (!part->hasMore || part->items.isEmpty())
            co_return all;
    }
}

/// A person without the right to see a list works without it.
bool isDenied(const ApiError &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFound;
}

QCoro::Task<Result<QList<CustomField>>> fields(HttpClient &http, QString objectType, Lane lane)
{
    Request request = readRequest(QLatin1String("custom_field_schema/") + objectType + u'/', lane);
    auto pending = page<CustomField>(http, std::move(request), decodeCustomField, QLatin1String("fields"));
    const auto result = co_await std::move(pending);
    if (result)
        co_return result->items;
    if (isDenied(result.error()))
        co_return QList<CustomField>();
    co_return result.error();
}

QCoro::Task<Result<OrganizationData>> readOrganization(HttpClient &http, Me me, Lane lane)
{
    OrganizationData data;
    data.me = std::move(me);

    auto pendingUsers = everyPage<User>(http, QStringLiteral("user/"), decodeUser, lane);
    const auto users = co_await std::move(pendingUsers);
    if (!users)
        co_return users.error();
    data.users = *users;

    const std::pair<QString, QList<CustomField> *> schemas[] = {
        {QStringLiteral("lead"), &data.leadFields},
        {QStringLiteral("contact"), &data.contactFields},
        {QStringLiteral("opportunity"), &data.opportunityFields},
    };
    for (const auto &[objectType, target] : schemas) {
        auto pendingFields = fields(http, objectType, lane);
        const auto schema = co_await std::move(pendingFields);
        if (!schema)
            co_return schema.error();
        *target = *schema;
    }

    auto pendingViews = everyPage<SmartView>(http, QStringLiteral("saved_search/"), decodeSmartView, lane);
    const auto views = co_await std::move(pendingViews);
    if (views)
        data.smartViews = *views;
    else if (!isDenied(views.error()))
        co_return views.error();
    co_return data;
}

std::optional<Done> decodeDone(const QJsonObject &)
{
    return Done();
}

} // namespace

CloseApi::CloseApi(HttpClient &http) : m_http(http) {}

QCoro::Task<Result<Me>> CloseApi::me(Lane lane)
{
    return one<Me>(m_http, readRequest(QStringLiteral("me/"), lane), decodeMe);
}

QCoro::Task<Result<OrganizationData>> CloseApi::organization(Me me, Lane lane)
{
    return readOrganization(m_http, std::move(me), lane);
}

QCoro::Task<Result<Page<Lead>>> CloseApi::leads(int skip, int limit, Lane lane)
{
    return page<Lead>(m_http, pageRequest(QStringLiteral("lead/"), skip, limit, lane), decodeLead,
                      QLatin1String("data"));
}

QCoro::Task<Result<Lead>> CloseApi::lead(LeadId id, Lane lane)
{
    if (!isWellFormedId(id.value))
        return refused<Lead>(ApiError(ErrorKind::InvalidInput));
    return one<Lead>(m_http, readRequest(QStringLiteral("lead/%1/").arg(id.value), lane), decodeLead);
}

QCoro::Task<Result<Page<Activity>>> CloseApi::activities(LeadId lead, int skip, int limit, Lane lane)
{
    return activityPage(QStringLiteral("activity/"), std::move(lead), skip, limit, lane);
}

QCoro::Task<Result<Page<Activity>>> CloseApi::calls(LeadId lead, int skip, int limit, Lane lane)
{
    return activityPage(QStringLiteral("activity/call/"), std::move(lead), skip, limit, lane);
}

QCoro::Task<Result<Page<Activity>>> CloseApi::activityPage(QString path, LeadId lead, int skip, int limit,
                                                           Lane lane)
{
    if (!isWellFormedId(lead.value))
        return refused<Page<Activity>>(ApiError(ErrorKind::InvalidInput));
    Request request = pageRequest(path, skip, limit, lane);
    request.query.addQueryItem(QStringLiteral("lead_id"), lead.value);
    return page<Activity>(m_http, std::move(request), decodeActivity, QLatin1String("data"));
}

QCoro::Task<Result<Activity>> CloseApi::call(ActivityId id, Lane lane)
{
    if (!isWellFormedId(id.value))
        return refused<Activity>(ApiError(ErrorKind::InvalidInput));
    return one<Activity>(m_http, readRequest(QStringLiteral("activity/call/%1/").arg(id.value), lane),
                         decodeActivity);
}

QCoro::Task<Result<Activity>> CloseApi::logCall(LogCall call, Lane lane)
{
    if (!isWellFormedId(call.leadId.value))
        return refused<Activity>(ApiError(ErrorKind::InvalidInput));
    Request request(Method::Post, QStringLiteral("activity/call/"));
    request.body = encodeCall(call);
    request.lane = lane;
    return one<Activity>(m_http, std::move(request), decodeActivity);
}

QCoro::Task<Result<Done>> CloseApi::remove(ObjectRef object, Lane lane)
{
    const QString path = objectPath(object);
    if (path.isEmpty())
        return refused<Done>(ApiError(ErrorKind::InvalidInput));
    Request request(Method::Delete, path);
    request.lane = lane;
    return one<Done>(m_http, std::move(request), decodeDone);
}

} // namespace leadline
