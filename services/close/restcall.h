#pragma once

#include "services/close/codec/lenient.h"
#include "services/close/page.h"
#include "services/http/httpclient.h"

#include <limits>

/// What every endpoint is made of: a request, and an answer that is decoded or is not Close's.
namespace leadline::restcall {

template <typename T>
using Decoder = std::optional<T> (*)(const QJsonObject &);

[[nodiscard]] ApiError notClose(const Response &response);
/// The path may end in a query of its own, behind a question mark.
[[nodiscard]] Request readRequest(const QString &path, Lane lane);
[[nodiscard]] Request pageRequest(const QString &path, int skip, int limit, Lane lane);
/// `POST /data/search/` with a body of leadsearch::page: a question, which may be asked again.
[[nodiscard]] Request searchRequest(const QJsonObject &body, Lane lane);

template <typename T>
[[nodiscard]] QCoro::Task<Result<T>> refused(ApiError error)
{
    co_return error;
}

template <typename T>
[[nodiscard]] QCoro::Task<Result<T>> one(HttpClient &http, Request request, Decoder<T> decode)
{
    auto asking = http.send(std::move(request));
    const auto answer = co_await std::move(asking);
    if (!answer)
        co_return answer.error();
    auto value = decode(answer->json.toObject());
    if (!value)
        co_return notClose(*answer);
    co_return std::move(*value);
}

/// Reads a list from an envelope: `data` for lists, `fields` for schemas.
template <typename T>
[[nodiscard]] QCoro::Task<Result<Page<T>>> page(HttpClient &http, Request request, Decoder<T> decode,
                                                QLatin1String key)
{
    auto asking = http.send(std::move(request));
    const auto answer = co_await std::move(asking);
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
[[nodiscard]] QCoro::Task<Result<QList<T>>> everyPage(HttpClient &http, QString path, Decoder<T> decode,
                                                      Lane lane)
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

} // namespace leadline::restcall
