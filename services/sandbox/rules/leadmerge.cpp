#include "services/sandbox/rules/leadmerge.h"

#include "services/sandbox/events/eventrecorder.h"
#include "services/sandbox/router.h"
#include "services/sandbox/rules/effects.h"
#include "services/sandbox/rules/fields.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Sent for a wrong destination as well (recorded, 9.12).
Reply sourceMissing()
{
    return {404, QJsonObject{{u"errors"_s, QJsonArray{u"Source lead does not exist."_s}}}};
}

bool isBlank(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull() || value == QString();
}

/// What the destination lacks comes from the source; the addresses of both stand side by side.
void fillIn(QJsonObject &destination, const QJsonObject &source)
{
    for (auto it = source.begin(); it != source.end(); ++it) {
        const bool isOwn =
            it.key() == "description"_L1 || it.key() == "url"_L1 || it.key().startsWith("custom."_L1);
        if (isOwn && isBlank(destination.value(it.key())))
            destination.insert(it.key(), it.value());
    }
    QJsonArray addresses = destination.value("addresses"_L1).toArray();
    for (const QJsonArray others = source.value("addresses"_L1).toArray(); const auto &address : others) {
        if (!addresses.contains(address))
            addresses.append(address);
    }
    if (!addresses.isEmpty())
        destination.insert("addresses"_L1, addresses);
}

void moveChildren(Context &context, const QString &from, const QString &to)
{
    for (const Kind kind : {Kind::Contact, Kind::Task, Kind::Opportunity, Kind::Activity}) {
        for (QJsonObject child : context.store.ofLead(kind, from)) {
            child.insert("lead_id"_L1, to);
            child.insert("date_updated"_L1, timestamp(context.store.tick()));
            context.store.put(kind, child);
        }
    }
}

Reply merge(Context &context, const Call &call)
{
    QJsonObject asked;
    Fields fields(call.body, asked, context.store, call.tzOffset);
    for (const auto &key : {u"source"_s, u"destination"_s}) {
        fields.text(key);
        fields.require(key);
    }
    if (const auto refused = fields.reply())
        return *refused;
    const QString from = asked.value("source"_L1).toString();
    const QString to = asked.value("destination"_L1).toString();
    const auto source = context.store.find(Kind::Lead, from);
    auto destination = context.store.find(Kind::Lead, to);
    if (!source || !destination)
        return sourceMissing();
    if (from == to)
        return badRequest(u"A lead cannot be merged into itself."_s);

    context.events.mark(u"merge_source_lead_id"_s, from);
    context.events.mark(u"merge_destination_lead_id"_s, to);
    Effects effects(context, call);
    moveChildren(context, from, to);
    if (context.quirks.mergeFillsEmptyFields)
        fillIn(*destination, *source);
    effects.stampChange(*destination);
    context.store.put(Kind::Lead, *destination);
    context.store.remove(Kind::Lead, from);
    QJsonObject activity{{u"source_lead_id"_s, from}, {u"destination_lead_id"_s, to}};
    effects.stampActivity(activity, u"LeadMerge"_s, to);
    context.store.put(Kind::Activity, activity);
    context.events.also(u"merged"_s, Kind::Lead, to);
    return Reply{200, QJsonObject{{u"status"_s, u"ok"_s}}, {}};
}

} // namespace

void addLeadMergeEndpoint(Router &router, Context &context)
{
    router.add("POST", u"lead/merge"_s, [&context](const Call &call) { return merge(context, call); });
}

} // namespace leadline::sandbox
