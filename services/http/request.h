#pragma once

#include <QDateTime>
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
    bool isTriedOnce = false; ///< a read that is not repeated by itself; writes never are
    /// A POST that only asks (`/data/search/`): repeated and sent over shared connections like a GET.
    bool isQuestion = false;
    bool wantsBytes = false; ///< `Response::bytes` instead of `json`: a big page that is decoded elsewhere

    Request() = default;
    Request(Method requestMethod, QString requestPath) : method(requestMethod), path(std::move(requestPath))
    {}
    [[nodiscard]] bool isRead() const { return method == Method::Get || isQuestion; }
};

struct Response
{
    int status = 0;
    QJsonValue json;  ///< the whole body; null for an empty 204
    QByteArray bytes; ///< the body undecoded, if it was asked for: an object by its first and last byte
    QString requestId;
    QDateTime serverTime; ///< UTC, what the `Date` header says; may be wrong (reliability.md 36) or invalid
};

} // namespace leadline
