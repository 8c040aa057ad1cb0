#include "services/close/restcall.h"

namespace leadline::restcall {

ApiError notClose(const Response &response)
{
    ApiError error(ErrorKind::NotClose, {}, response.status);
    error.requestId = response.requestId;
    return error;
}

Request readRequest(const QString &path, Lane lane)
{
    Request request(Method::Get, path.section(u'?', 0, 0));
    request.query = QUrlQuery(path.section(u'?', 1));
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

Request searchRequest(const QJsonObject &body, Lane lane)
{
    Request request(Method::Post, QStringLiteral("data/search/"));
    request.lane = lane;
    request.isQuestion = true;
    request.body = body;
    return request;
}

} // namespace leadline::restcall
