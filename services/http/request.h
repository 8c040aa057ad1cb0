#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QUrlQuery>

#include <optional>

namespace leadline {

/// What a person asked for overtakes background work.
enum class Lane { Foreground, Background };

enum class Method { Get, Post, Put, Delete };

/// One request to Close. Has constructors on purpose: aggregates inside `co_await` expressions are
/// miscompiled by g++ 12.2.
struct Request
{
    Method method = Method::Get;
    QString path; ///< relative to the base URL, with the trailing slash: `lead/lead_x/`
    QUrlQuery query;
    std::optional<QJsonObject> body;
    Lane lane = Lane::Foreground;
    bool isTriedOnce = false; ///< a GET that is not repeated by itself; writes never are

    Request() = default;
    Request(Method requestMethod, QString requestPath) : method(requestMethod), path(std::move(requestPath))
    {}
};

struct Response
{
    int status = 0;
    QJsonValue json; ///< the whole body; null for an empty 204
    QString requestId;
};

} // namespace leadline
