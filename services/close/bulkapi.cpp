#include "services/close/bulkapi.h"

#include "services/close/codec/eventcodec.h"
#include "services/close/codec/searchcodec.h"
#include "services/close/restcall.h"

namespace leadline {

using namespace restcall;

namespace {

QString stamp(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

void addRange(Request &request, QLatin1String field, const TimeRange &range)
{
    if (range.from > TimeRange::openStart)
        request.query.addQueryItem(field + QLatin1String("__gte"), stamp(range.from));
    if (range.to != TimeRange::openEnd)
        request.query.addQueryItem(field + QLatin1String("__lt"), stamp(range.to));
}

QCoro::Task<Result<QByteArray>> bytes(HttpClient &http, Request request)
{
    request.wantsBytes = true;
    auto asking = http.send(std::move(request));
    auto answer = co_await std::move(asking);
    if (!answer)
        co_return answer.error();
    co_return std::move(answer->bytes);
}

std::optional<QJsonObject> anyObject(const QJsonObject &json)
{
    const bool hasId = isWellFormedId(lenient::text(json, QLatin1String("id")));
    return hasId ? std::optional(json) : std::nullopt;
}

Request listRequest(const QString &path, const TimeRange &created, int skip, int limit)
{
    Request request = pageRequest(path, skip, limit, Lane::Background);
    addRange(request, QLatin1String("date_created"), created);
    return request;
}

} // namespace

BulkApi::BulkApi(HttpClient &http) : m_http(http) {}

QCoro::Task<Result<QByteArray>> BulkApi::searchLeads(QJsonObject body)
{
    return bytes(m_http, searchRequest(body, Lane::Background));
}

QCoro::Task<Result<int>> BulkApi::countLeads(QJsonObject query)
{
    auto asking = m_http.send(searchRequest(leadsearch::count(query), Lane::Background));
    const auto answer = co_await std::move(asking);
    if (!answer)
        co_return answer.error();
    const QJsonObject count = lenient::object(answer->json.toObject(), QLatin1String("count"));
    const int total = lenient::integer(count, QLatin1String("total"), 0, std::numeric_limits<int>::max(), -1);
    if (total < 0)
        co_return notClose(*answer);
    co_return total;
}

QCoro::Task<Result<QByteArray>> BulkApi::leads(int skip, int limit)
{
    return bytes(m_http, pageRequest(QStringLiteral("lead/"), skip, limit, Lane::Background));
}

QCoro::Task<Result<QByteArray>> BulkApi::activities(TimeRange created, int skip, int limit)
{
    return bytes(m_http, listRequest(QStringLiteral("activity/"), created, skip, limit));
}

QCoro::Task<Result<QByteArray>> BulkApi::activitiesOf(LeadId lead, int skip, int limit)
{
    Request request = pageRequest(QStringLiteral("activity/"), skip, limit, Lane::Background);
    request.query.addQueryItem(QStringLiteral("lead_id"), lead.value);
    return bytes(m_http, std::move(request));
}

QCoro::Task<Result<Page<QJsonObject>>> BulkApi::openTasks(TimeRange created, int skip, int limit)
{
    Request request = listRequest(QStringLiteral("task/"), created, skip, limit);
    request.query.addQueryItem(QStringLiteral("_type"), QStringLiteral("all"));
    request.query.addQueryItem(QStringLiteral("is_complete"), QStringLiteral("false"));
    request.query.addQueryItem(QStringLiteral("_order_by"), QStringLiteral("-date_created"));
    return page<QJsonObject>(m_http, std::move(request), anyObject, QLatin1String("data"));
}

QCoro::Task<Result<Page<QJsonObject>>> BulkApi::opportunities(TimeRange created, int skip, int limit)
{
    Request request = listRequest(QStringLiteral("opportunity/"), created, skip, limit);
    request.query.addQueryItem(QStringLiteral("_order_by"), QStringLiteral("-date_created"));
    return page<QJsonObject>(m_http, std::move(request), anyObject, QLatin1String("data"));
}

QCoro::Task<Result<QJsonObject>> BulkApi::object(QString path)
{
    return one<QJsonObject>(m_http, readRequest(path, Lane::Background), anyObject);
}

QCoro::Task<Result<EventPage>> BulkApi::events(TimeRange updated, QString cursor, int limit)
{
    Request request = readRequest(QStringLiteral("event/"), Lane::Background);
    request.query.addQueryItem(QStringLiteral("_limit"), QString::number(limit));
    if (!cursor.isEmpty())
        request.query.addQueryItem(QStringLiteral("_cursor"), cursor);
    addRange(request, QLatin1String("date_updated"), updated);
    auto asking = m_http.send(std::move(request));
    const auto answer = co_await std::move(asking);
    if (!answer)
        co_return answer.error();
    const QJsonObject envelope = answer->json.toObject();
    if (!envelope.value(QLatin1String("data")).isArray())
        co_return notClose(*answer);
    EventPage page;
    const QJsonArray rows = lenient::list(envelope, QLatin1String("data"));
    page.events = lenient::rows(rows, decodeEvent);
    page.received = int(rows.size());
    page.next = lenient::text(envelope, QLatin1String("cursor_next"));
    page.serverTime = answer->serverTime;
    co_return page;
}

} // namespace leadline
