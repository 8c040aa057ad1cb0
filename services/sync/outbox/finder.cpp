#include "services/sync/outbox/finder.h"

#include "services/close/codec/commandcodec.h"
#include "services/close/codec/lenient.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/canonical.h"
#include "services/sync/outbox/policy.h"
#include "services/sync/outbox/recognition.h"

namespace leadline {

namespace {

constexpr int pageSize = 100;  // the largest Close takes for activities (close-api.md 2.1)
constexpr int mostPages = 100; // no lead has so many: a server that says "more" for ever

bool isOlder(const QJsonObject &object, const QDateTime &since)
{
    const QDateTime made = lenient::moment(object, QLatin1String("date_created"));
    return made.isValid() && made < since;
}

QUrlQuery listFilter(const TwinSearch &search, const Policy &policy)
{
    QUrlQuery filter;
    filter.addQueryItem(QStringLiteral("lead_id"), leadOf(search.body).value);
    QStringList fields = policy.keys + policy.telling;
    fields << policy.ownerKey << QStringLiteral("id") << QStringLiteral("date_created")
           << QStringLiteral("date_updated") << QStringLiteral("pinned");
    if (std::holds_alternative<CreateTask>(search.body)) {
        filter.addQueryItem(QStringLiteral("_type"), QStringLiteral("all")); // without it only one type comes
        filter.addQueryItem(QStringLiteral("_order_by"), QStringLiteral("-date_created"));
    }
    filter.addQueryItem(QStringLiteral("_fields"), fields.join(u','));
    return filter;
}

/// Objects of the kind on the lead, newest first: once one is too old, so are all that follow.
QCoro::Task<Result<QList<QJsonObject>>> listed(ObjectApi *api, TwinSearch search)
{
    const QString path = encodeCreation(search.body)->path;
    const QUrlQuery filter = listFilter(search, policyOf(search.body));
    QList<QJsonObject> twins;
    int skip = 0;
    for (int count = 0; count < mostPages; ++count) {
        auto listing = api->list(path, filter, skip, pageSize);
        const Result<Page<QJsonObject>> page = co_await std::move(listing);
        if (!page)
            co_return page.error();
        bool isBeyond = false;
        for (const QJsonObject &object : page->items) {
            isBeyond = isBeyond || isOlder(object, search.since);
            if (!isOlder(object, search.since) && isTwin(search.body, search.user, object))
                twins << object;
        }
        if (!page->hasMore || isBeyond)
            co_return twins;
        if (page->received == 0)
            break;
        skip += page->received;
    }
    co_return ApiError(ErrorKind::NotClose, QStringLiteral("The list has no end."));
}

QUrlQuery eventFilter(const TwinSearch &search, const Policy &policy)
{
    QUrlQuery filter;
    if (!std::holds_alternative<CreateLead>(search.body))
        filter.addQueryItem(QStringLiteral("lead_id"), leadOf(search.body).value);
    filter.addQueryItem(QStringLiteral("user_id"), search.user.value);
    filter.addQueryItem(QStringLiteral("object_type"), policy.eventType);
    filter.addQueryItem(QStringLiteral("action"), QStringLiteral("created"));
    return filter;
}

/// Events of objects this user made on the lead since, newest first.
QCoro::Task<Result<QList<QJsonObject>>> created(ObjectApi *api, TwinSearch search)
{
    const QUrlQuery filter = eventFilter(search, policyOf(search.body));
    QList<QJsonObject> events;
    QString cursor;
    for (int count = 0; count < mostPages; ++count) {
        auto reading = api->events(filter, cursor);
        const Result<RawEventPage> page = co_await std::move(reading);
        if (!page)
            co_return page.error();
        bool isBeyond = false;
        for (const QJsonObject &event : page->items) {
            isBeyond = isBeyond || isOlder(event, search.since);
            if (!isOlder(event, search.since))
                events << event;
        }
        if (page->next.isEmpty() || isBeyond)
            co_return events;
        if (page->next == cursor)
            break;
        cursor = page->next;
    }
    co_return ApiError(ErrorKind::NotClose, QStringLiteral("The event log has no end."));
}

/// The log shows a lead without its contacts, and after an hour not at all to some: those that can be ours
/// are read.
QCoro::Task<Result<QList<QJsonObject>>> withWholeLeads(ObjectApi *api, TwinSearch search,
                                                       QList<QJsonObject> events)
{
    const QString data = QStringLiteral("data");
    const QString name = std::get<CreateLead>(search.body).name;
    for (QJsonObject &event : events) {
        const QJsonObject shown = event.value(data).toObject();
        if (search.claimed.contains(lenient::text(event, QLatin1String("object_id"))))
            continue;
        if (!shown.isEmpty() &&
            !isSameValue(QStringLiteral("name"), name, shown.value(QLatin1String("name"))))
            continue;
        ObjectRef ref;
        ref.id = lenient::text(event, QLatin1String("object_id"));
        auto reading = api->read(ref);
        const Result<QJsonObject> whole = co_await std::move(reading);
        if (whole)
            event.insert(data, *whole);
        else if (!whole.error().isListDenied()) // of one lead, that says nothing about the log
            co_return whole.error();
    }
    co_return events;
}

QString keyOf(const QJsonObject &event)
{
    return lenient::text(event, QLatin1String("api_key_id"));
}

struct Log
{
    QList<QJsonObject> events; ///< of objects made on the lead, newest first
    QString apiKeyId;
};

/// The key that made an object of ours; empty if the log does not tell (any more).
QCoro::Task<Result<QString>> keyThatMade(ObjectApi *api, UserId user, QString objectId)
{
    QUrlQuery filter;
    filter.addQueryItem(QStringLiteral("user_id"), user.value);
    filter.addQueryItem(QStringLiteral("object_id"), objectId);
    filter.addQueryItem(QStringLiteral("action"), QStringLiteral("created"));
    auto reading = api->events(filter, QString());
    const Result<RawEventPage> page = co_await std::move(reading);
    if (!page)
        co_return page.error();
    co_return page->items.isEmpty() ? QString() : keyOf(page->items.constFirst());
}

/// What the log tells of the command, and of our key while that is not known.
QCoro::Task<Result<Log>> told(ObjectApi *api, TwinSearch search)
{
    auto reading = created(api, search);
    Result<QList<QJsonObject>> events = co_await std::move(reading);
    if (events && std::holds_alternative<CreateLead>(search.body)) {
        auto completing = withWholeLeads(api, search, *events);
        events = co_await std::move(completing);
    }
    if (!events)
        co_return events.error();
    Log log{*events, search.apiKeyId};
    if (log.apiKeyId.isEmpty() && !search.witness.isEmpty()) {
        auto asking = keyThatMade(api, search.user, search.witness);
        const Result<QString> key = co_await std::move(asking);
        if (!key && !key.error().isListDenied())
            co_return key.error();
        log.apiKeyId = key ? *key : QString();
    }
    co_return log;
}

/// The log tells our key by the newest object that is certainly ours.
QString keyOfOurs(const TwinSearch &search, const QList<QJsonObject> &events)
{
    for (const QJsonObject &event : events) {
        const QString key = keyOf(event);
        if (!key.isEmpty() && search.ours.contains(lenient::text(event, QLatin1String("object_id"))))
            return key;
    }
    return search.apiKeyId;
}

/// Lays the log over the list: who made what, and what was made and is gone again.
void weigh(Findings &findings, const TwinSearch &search, const QList<QJsonObject> &events)
{
    findings.apiKeyId = keyOfOurs(search, events);
    for (const QJsonObject &event : events) {
        const QString id = lenient::text(event, QLatin1String("object_id"));
        const QString key = keyOf(event);
        // No key: made in the web app. Another key: another program of the same person.
        const bool isForeign = search.knowsOwnKey &&
                               (key.isEmpty() || (!findings.apiKeyId.isEmpty() && key != findings.apiKeyId));
        const auto known = std::find_if(findings.twins.begin(), findings.twins.end(),
                                        [&id](const Sighting &s) { return lenient::idText(s.object) == id; });
        if (known != findings.twins.end()) {
            known->isSurelyOurs = !isForeign && !findings.apiKeyId.isEmpty();
            if (isForeign) {
                findings.foreign << id;
                findings.twins.erase(known);
            }
            continue;
        }
        const QJsonObject data = event.value(QLatin1String("data")).toObject();
        if (lenient::idText(data) != id || !isTwin(search.body, search.user, data))
            continue;
        if (isForeign)
            findings.foreign << id;
        else
            findings.twins << Sighting{data, !findings.apiKeyId.isEmpty(), false};
    }
}

} // namespace

QCoro::Task<Result<Findings>> findTwins(ObjectApi *api, TwinSearch search)
{
    Findings findings;
    findings.hasEvents = search.asksEvents;
    if (!std::holds_alternative<CreateLead>(search.body)) {
        auto listing = listed(api, search);
        const Result<QList<QJsonObject>> twins = co_await std::move(listing);
        if (!twins)
            co_return twins.error();
        for (const QJsonObject &twin : *twins)
            findings.twins << Sighting{twin, false, true};
    }
    if (search.asksEvents) {
        auto reading = told(api, search);
        const Result<Log> log = co_await std::move(reading);
        if (log) {
            search.apiKeyId = log->apiKeyId;
            weigh(findings, search, log->events);
        } else if (log.error().isListDenied()) { // the list alone must do
            findings.hasEvents = false;
        } else {
            co_return log.error();
        }
    }
    findings.twins.removeIf([&search](const Sighting &sighting) {
        return search.claimed.contains(lenient::idText(sighting.object));
    });
    co_return findings;
}

} // namespace leadline
