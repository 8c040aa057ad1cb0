#include "services/close/smartviewapi.h"

#include "services/close/restcall.h"

namespace leadline::smartviewapi {

using namespace restcall;

namespace {

constexpr int searchPage = 200; // as used for searches (close-api.md 2.1)
constexpr int textPage = 100;

/// Of a contact its lead; of a lead itself.
FoundLeads found(const QJsonArray &rows, QLatin1String key)
{
    FoundLeads result;
    result.received = static_cast<int>(rows.size());
    for (const QJsonValue &row : rows) {
        if (const auto id = lenient::id<LeadId>(row.toObject(), key); !id.isEmpty())
            result.leads << id;
    }
    return result;
}

QJsonObject searchBody(const SmartViewQuery &query, const QString &cursor)
{
    const QJsonArray fields = query.type == QLatin1String("lead")
                                  ? QJsonArray{QStringLiteral("id")}
                                  : QJsonArray{QStringLiteral("id"), QStringLiteral("lead_id")};
    QJsonObject body{{QStringLiteral("query"), query.structure.value(QLatin1String("query"))},
                     {QStringLiteral("_fields"), QJsonObject{{query.type, fields}}},
                     {QStringLiteral("_limit"), searchPage},
                     {QStringLiteral("include_counts"), true}};
    for (const char *key : {"sort", "results_limit"}) {
        const QJsonValue value = query.structure.value(QLatin1String(key));
        if (!value.isNull() && !value.isUndefined())
            body.insert(QLatin1String(key), value);
    }
    if (!cursor.isEmpty())
        body.insert(QStringLiteral("cursor"), cursor);
    return body;
}

} // namespace

QCoro::Task<Result<SmartViewQuery>> query(HttpClient &http, SmartViewId id)
{
    Request request(Method::Get, QLatin1String("saved_search/") + id.value + u'/');
    auto asking = http.send(std::move(request));
    const auto answer = co_await std::move(asking);
    if (!answer)
        co_return answer.error();
    const QJsonObject json = answer->json.toObject();
    SmartViewQuery result;
    result.type = lenient::text(json, QLatin1String("type"));
    result.text = lenient::text(json, QLatin1String("query"));
    result.structure = lenient::object(json, QLatin1String("s_query"));
    const bool hasQuery = result.structure.value(QLatin1String("query")).isObject() || !result.text.isEmpty();
    if (result.type.isEmpty() || !hasQuery)
        co_return notClose(*answer);
    co_return result;
}

QCoro::Task<Result<FoundLeads>> search(HttpClient &http, SmartViewQuery query, QString cursor)
{
    auto asking = http.send(searchRequest(searchBody(query, cursor), Lane::Foreground));
    const auto answer = co_await std::move(asking);
    if (!answer)
        co_return answer.error();
    const QJsonObject json = answer->json.toObject();
    if (!json.value(QLatin1String("data")).isArray())
        co_return notClose(*answer);
    const bool isLead = query.type == QLatin1String("lead");
    FoundLeads result = found(lenient::list(json, QLatin1String("data")),
                              isLead ? QLatin1String("id") : QLatin1String("lead_id"));
    result.cursor = lenient::text(json, QLatin1String("cursor"));
    result.total = lenient::integer(lenient::object(json, QLatin1String("count")), QLatin1String("total"), 0,
                                    std::numeric_limits<int>::max(), -1);
    co_return result;
}

QCoro::Task<Result<FoundLeads>> textSearch(HttpClient &http, QString text, int skip)
{
    Request request(Method::Get, QStringLiteral("lead/"));
    request.query.addQueryItem(QStringLiteral("query"), QString::fromLatin1(QUrl::toPercentEncoding(text)));
    request.query.addQueryItem(QStringLiteral("_fields"), QStringLiteral("id"));
    request.query.addQueryItem(QStringLiteral("_limit"), QString::number(textPage));
    request.query.addQueryItem(QStringLiteral("_skip"), QString::number(skip));
    auto asking = http.send(std::move(request));
    const auto answer = co_await std::move(asking);
    if (!answer)
        co_return answer.error();
    const QJsonObject json = answer->json.toObject();
    if (!json.value(QLatin1String("data")).isArray())
        co_return notClose(*answer);
    FoundLeads result = found(lenient::list(json, QLatin1String("data")), QLatin1String("id"));
    const bool hasMore = lenient::flag(json, QLatin1String("has_more")) && result.received > 0;
    if (hasMore)
        result.cursor = QString::number(skip + result.received);
    result.total =
        lenient::integer(json, QLatin1String("total_results"), 0, std::numeric_limits<int>::max(), -1);
    co_return result;
}

} // namespace leadline::smartviewapi
