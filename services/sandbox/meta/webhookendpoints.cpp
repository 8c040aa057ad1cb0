#include "services/sandbox/endpoints.h"
#include "services/sandbox/meta/objects.h"
#include "services/sandbox/meta/resource.h"

#include <QRandomGenerator>
#include <QUrl>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

QString newSignatureKey()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex());
}

/// Each event with `extra_filter`; null when one has no type or action.
std::optional<QJsonArray> readEvents(const QJsonValue &sent)
{
    QJsonArray events;
    for (const QJsonArray all = sent.toArray(); const auto &entry : all) {
        QJsonObject event = only(entry.toObject(), {u"object_type"_s, u"action"_s, u"extra_filter"_s});
        if (event.value("object_type"_L1).toString().isEmpty() ||
            event.value("action"_L1).toString().isEmpty())
            return std::nullopt;
        complete(event, {{u"extra_filter"_s, QJsonValue::Null}});
        events.append(event);
    }
    return events.isEmpty() ? std::nullopt : std::optional(events);
}

bool isDuplicate(const Context &context, const QJsonObject &before, const QJsonObject &object)
{
    const auto others = all(context.store, Kind::Webhook);
    return std::any_of(others.begin(), others.end(), [&](const QJsonObject &other) {
        return other.value("id"_L1) != before.value("id"_L1) &&
               other.value("url"_L1) == object.value("url"_L1) &&
               other.value("events"_L1) == object.value("events"_L1) &&
               other.value("status"_L1) == "active"_L1;
    });
}

std::optional<Reply> check(Context &context, const Call &, const QJsonObject &before, QJsonObject &object)
{
    const QUrl url(object.value("url"_L1).toString(), QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return fieldError(u"url"_s, u"Invalid URL."_s);
    const auto events = readEvents(object.value("events"_L1));
    if (!events)
        return fieldError(u"events"_s, u"Name an object_type and an action for each event."_s);
    object.insert("events"_L1, *events);
    const QString status = object.value("status"_L1).toString();
    if (status != "active"_L1 && status != "paused"_L1)
        return fieldError(u"status"_s, u"Not a valid choice."_s);
    if (status == "active"_L1 && isDuplicate(context, before, object))
        return badRequest(u"Duplicate active subscription"_s);
    if (before.isEmpty() && context.store.count(Kind::Webhook) >= context.quirks.maxWebhooks)
        return badRequest(
            u"You have reached the limit of %1 webhook subscriptions."_s.arg(context.quirks.maxWebhooks));
    object.remove("organization_id"_L1); // not among the recorded keys
    return std::nullopt;
}

} // namespace

/// Kept and answered, never delivered: the key that would sign deliveries is told at creation and forgotten.
void addWebhookEndpoints(Router &router, Context &context)
{
    const Resource webhooks{
        .path = u"webhook"_s,
        .className = u"WebhookSubscription"_s,
        .kind = Kind::Webhook,
        .idPrefix = u"whsub_"_s,
        .writable = {u"url"_s, u"events"_s, u"status"_s, u"verify_ssl"_s},
        .required = {u"url"_s, u"events"_s},
        .defaults = {{u"counters"_s, QJsonObject()},
                     {u"health_status"_s, QJsonValue::Null},
                     {u"history"_s, QJsonObject{{u"errors"_s, QJsonArray()}, {u"successes"_s, QJsonArray()}}},
                     {u"latest_error"_s, QJsonValue::Null},
                     {u"pause_reason"_s, QJsonValue::Null},
                     {u"recent_consecutive_fail_buckets_cnt"_s, 0},
                     {u"status"_s, u"active"_s},
                     {u"verify_ssl"_s, true}},
        .isNewer = true,
        .check = check,
        .onCreation = [](QJsonObject answer) {
            answer.insert("signature_key"_L1, newSignatureKey());
            return answer;
        }};
    addResource(router, context, webhooks);
}

} // namespace leadline::sandbox
