#include "services/close/closeapi.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/commandcodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/close/codec/objectpath.h"
#include "services/close/codec/organizationcodec.h"
#include "services/close/organizationreader.h"
#include "services/close/restcall.h"

namespace leadline {

using namespace restcall;

namespace {

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

QCoro::Task<Result<Page<Lead>>> CloseApi::searchLeads(QString text, int limit, Lane lane)
{
    using Json = QJsonObject;
    const auto type = [](const char *name) {
        return std::pair(QStringLiteral("type"), QJsonValue(QLatin1String(name)));
    };
    const Json isLead{type("object_type"), {QStringLiteral("object_type"), QStringLiteral("lead")}};
    const Json hasText{type("text"),
                       {QStringLiteral("value"), text},
                       {QStringLiteral("mode"), QStringLiteral("full_words")}};
    const Json updated{type("regular_field"),
                       {QStringLiteral("object_type"), QStringLiteral("lead")},
                       {QStringLiteral("field_name"), QStringLiteral("date_updated")}};
    Request request(Method::Post, QStringLiteral("data/search/"));
    request.lane = lane;
    request.body =
        Json{{QStringLiteral("query"),
              Json{type("and"), {QStringLiteral("queries"), QJsonArray{isLead, hasText}}}},
             {QStringLiteral("_fields"),
              Json{{QStringLiteral("lead"),
                    QJsonArray{QStringLiteral("id"), QStringLiteral("display_name"),
                               QStringLiteral("status_label"), QStringLiteral("addresses")}}}},
             {QStringLiteral("sort"), QJsonArray{Json{{QStringLiteral("direction"), QStringLiteral("desc")},
                                                      {QStringLiteral("field"), updated}}}},
             {QStringLiteral("_limit"), limit},
             {QStringLiteral("results_limit"), limit}};
    return page<Lead>(m_http, std::move(request), decodeLead, QLatin1String("data"));
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
    request.body = encodeCreation(call)->body;
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
