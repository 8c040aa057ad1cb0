#include "services/sandbox/wire/frontdoor.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/wire/callreader.h"
#include "services/sandbox/wire/faultanswers.h"
#include "services/sandbox/wire/pythonjson.h"
#include "services/sandbox/wire/rateheaders.h"

namespace leadline::sandbox {

namespace {

QJsonObject error(const QString &text)
{
    return {{QStringLiteral("error"), text}};
}

} // namespace

FrontDoor::FrontDoor(Options options, const Quirks &quirks, const Router &router, Faults &faults)
    : m_options(std::move(options))
    , m_quirks(quirks)
    , m_router(router)
    , m_faults(faults)
    , m_authority(m_options.authority)
    , m_limiter(m_options.rateLimit, m_options.rateWindowMs, m_options.authority.monotonicMs)
    , m_edge(m_options.rateLimit > 0 ? quirks.edgeLimit : 0, 1000, m_options.authority.monotonicMs)
{}

Answer FrontDoor::answer(const Request &request)
{
    const std::optional<FaultRule> rule = m_faults.take(request.method, request.path);
    if (!rule)
        return undamaged(request);
    // A read changes nothing, so its wrong types can be those of the true answer in any case.
    const bool applies = rule->afterApplying || (rule->fault == Fault::WrongTypes && request.method == "GET");
    return faultAnswer(*rule, applies ? undamaged(request) : Answer());
}

Answer FrontDoor::undamaged(const Request &request)
{
    if (request.path.startsWith(u"/oauth2/"))
        return m_authority.page(request);
    if (!request.path.startsWith(u"/api/v1/"))
        return toAnswer({404, error(m_quirks.unknownPath)});
    return request.path.endsWith(u'/') ? api(request) : withoutSlash(request);
}

Answer FrontDoor::withoutSlash(const Request &request) const
{
    if (!m_quirks.redirectsSlashlessGet || (request.method != "GET" && request.method != "HEAD"))
        return toAnswer({404, error(m_quirks.unknownPath)});
    const qsizetype query = request.target.indexOf('?');
    const QByteArray path = request.target.left(query);
    const QByteArray rest = query < 0 ? QByteArray() : request.target.mid(query);
    return {.status = 301, .contentType = {}, .headers = {{"location", path + '/' + rest}}};
}

Answer FrontDoor::api(const Request &request)
{
    const std::optional<Authority::Caller> caller =
        m_authority.caller(request.headers.value("authorization"));
    if (!caller) {
        Answer refusal = unauthorized();
        if (m_quirks.sendsWwwAuthenticate)
            refusal.headers.emplaceBack("www-authenticate", "Basic realm=\"Close\"");
        return refusal;
    }
    const QStringList path = request.path.mid(8).split(u'/', Qt::SkipEmptyParts);
    const QByteArray group = RateLimiter::group(request.method, path);
    const RateLimiter::Verdict verdict = m_limiter.take(caller->key, group);
    const RateLimiter::Verdict edge = m_edge.take(caller->key, "edge");
    Answer answer = verdict.isRefused ? tooManyRequests(verdict, group, m_options.rateWindowMs)
                                      : toAnswer(reply(request, *caller));
    addRateHeaders(answer, verdict, m_options.usesCommaRateHeader);
    addEdgeHeaders(answer, edge);
    return answer;
}

Reply FrontDoor::reply(const Request &request, const Authority::Caller &caller) const
{
    std::variant<Call, Reply> read = readCall(request, m_quirks);
    if (const Reply *refusal = std::get_if<Reply>(&read))
        return *refusal;
    Call &call = std::get<Call>(read);
    call.userId = caller.userId;
    call.apiKeyId = caller.apiKeyId;
    const Router::Match match = m_router.find(call.method, call.path);
    if (!match.endpoint)
        return match.isPathKnown ? methodNotAllowed() : Reply{404, error(m_quirks.unknownPath)};
    Reply reply = (*match.endpoint)(call);
    if (reply.status < 300 && reply.text.isEmpty())
        reply.body = selectFields(reply.body, requestedFields(call.query));
    return reply;
}

Answer FrontDoor::toAnswer(const Reply &reply) const
{
    Answer answer{.status = reply.status};
    if (!reply.location.isEmpty())
        answer.headers.emplaceBack("location", "/api/v1/" + reply.location.toUtf8());
    QJsonValue body = reply.body;
    if (body.isUndefined()) {
        switch (reply.status) {
        case 402:
            body = error(m_quirks.paymentRequired);
            break;
        case 403:
            body = error(m_quirks.forbidden);
            break;
        case 405:
            body = error(m_quirks.methodNotAllowed);
            break;
        case 415:
            body = error(m_quirks.unsupportedType);
            break;
        default:
            answer.contentType.clear();
            break;
        }
    }
    answer.body = reply.text.isEmpty() ? pythonJson(body) : reply.text;
    if (reply.status == 403 && m_quirks.isForbiddenPlain) {
        answer.body = "Forbidden";
        answer.contentType = "text/plain";
    }
    return answer;
}

} // namespace leadline::sandbox
