#include "services/close/closeapi.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/close/codec/organizationcodec.h"
#include "services/close/codec/searchcodec.h"
#include "services/close/organizationreader.h"
#include "services/close/restcall.h"

namespace leadline {

using namespace restcall;

CloseApi::CloseApi(HttpClient &http) : m_http(http) {}

QCoro::Task<Result<Me>> CloseApi::me(Lane lane)
{
    return one<Me>(m_http, readRequest(QStringLiteral("me/"), lane), decodeMe);
}

QCoro::Task<Result<OrganizationData>> CloseApi::organization(Me me, Lane lane)
{
    return readOrganization(m_http, std::move(me), lane);
}

QCoro::Task<Result<Lead>> CloseApi::lead(LeadId id, Lane lane)
{
    if (!isWellFormedId(id.value))
        return refused<Lead>(ApiError(ErrorKind::InvalidInput));
    return one<Lead>(m_http, readRequest(QStringLiteral("lead/%1/").arg(id.value), lane), decodeLead);
}

QCoro::Task<Result<Page<Lead>>> CloseApi::searchLeads(QString text, int limit, Lane lane)
{
    using namespace leadsearch;
    QJsonObject body = leadsearch::page(withText(text), Order::Updated, Fields::Shown, limit, {});
    body.insert(QStringLiteral("results_limit"), limit);
    return restcall::page<Lead>(m_http, searchRequest(body, lane), decodeLead, QLatin1String("data"));
}

QCoro::Task<Result<Page<Activity>>> CloseApi::activities(LeadId lead, int skip, int limit, Lane lane)
{
    if (!isWellFormedId(lead.value))
        return refused<Page<Activity>>(ApiError(ErrorKind::InvalidInput));
    Request request = pageRequest(QStringLiteral("activity/"), skip, limit, lane);
    request.query.addQueryItem(QStringLiteral("lead_id"), lead.value);
    return page<Activity>(m_http, std::move(request), decodeActivity, QLatin1String("data"));
}

} // namespace leadline
