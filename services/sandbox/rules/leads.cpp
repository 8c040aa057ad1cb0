#include "services/sandbox/endpoints.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/router.h"
#include "services/sandbox/rules/customvalues.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/effects.h"
#include "services/sandbox/rules/filters.h"
#include "services/sandbox/rules/leadmerge.h"
#include "services/sandbox/rules/leadpage.h"
#include "services/sandbox/rules/leadquery.h"
#include "services/sandbox/rules/people.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

Reply answer(Context &context, const Call &call, const QJsonObject &stored)
{
    return Reply{200, Derive(context.store, context.store.tick(), call.tzOffset).lead(stored), {}};
}

/// In another order than the store's only the newest 10,000.
Listing found(const Context &context, const LeadQuery &query, const QString &text, int skip, int limit)
{
    constexpr int Most = 10'000;
    const Store::Choice choice = query.choice(text);
    if (!query.isSorted())
        return context.store.list(Kind::Lead, skip, limit, choice);
    auto all = context.store.list(Kind::Lead, 0, Most, choice).items;
    query.sort(all);
    return {all.mid(skip, limit), qint64(skip) + limit < all.size(), int(all.size())};
}

/// The list as it stands, without a query: most leads in it are as they were generated.
Reply listAll(const Context &context, const Call &call, const Derive &derive)
{
    const QStringList fields = requestedFields(call.query);
    return listText(call, context.quirks, [&](int skip, int limit) {
        LeadPage page(context.store, derive, fields);
        const Sequence order = context.store.order(Kind::Lead, Dated::Updated);
        const auto places = order.window(skip, limit);
        for (const Sequence::Place &place : places)
            page.add(place);
        return TextPage{page.items(), skip + places.size() < order.size(), int(order.size())};
    });
}

Reply list(Context &context, const Call &call)
{
    const QString text = param(call, u"query"_s);
    const auto query = LeadQuery::parse(text, context.store);
    if (!query)
        return badRequest(u"The search query could not be parsed."_s);
    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    if (query->matchesAll() && !query->isSorted())
        return listAll(context, call, derive);
    const QStringList fields = requestedFields(call.query);
    return listReply(call, context.quirks, [&](int skip, int limit) {
        Listing page = found(context, *query, text, skip, limit);
        for (auto &item : page.items)
            item = derive.lead(item, fields);
        return page;
    });
}

void readStatus(const Context &context, Fields &fields, QJsonObject &lead)
{
    const Directory directory(context.store);
    const bool isById = fields.has(u"status_id"_s);
    const QJsonValue sent = fields.sent(isById ? u"status_id"_s : u"status"_s);
    if (sent.isUndefined() || sent.isNull())
        return;
    const QJsonObject status =
        isById ? directory.leadStatus(sent.toString()) : directory.leadStatusByLabel(sent.toString());
    if (!status.isEmpty())
        return lead.insert("status_id"_L1, status.value("id"_L1)), void();
    fields.fail(u"status"_s,
                u"Not a valid choice. Please go to Customizations in your organization settings and add "
                "\"%1\" to the list of lead statuses."_s.arg(sent.toString()));
}

QJsonObject readAddress(const QJsonObject &entry, QJsonObject &target, const Store &store)
{
    Fields fields(entry, target, store, 0);
    for (const auto &key :
         {u"label"_s, u"address_1"_s, u"address_2"_s, u"city"_s, u"state"_s, u"zipcode"_s, u"country"_s}) {
        target.insert(key, key == "label"_L1 ? u"business"_s : QString());
        fields.text(key);
        if (entry.contains(key) && entry.value(key).isNull())
            fields.fail(key, u"Value must be of str type."_s);
    }
    return fields.errors();
}

void readLead(Context &context, const Call &call, Fields &fields, QJsonObject &lead)
{
    for (const auto &key : {u"name"_s, u"description"_s, u"url"_s})
        fields.text(key);
    readStatus(context, fields, lead);
    fields.objects(u"addresses"_s, [&context](const QJsonObject &entry, QJsonObject &target) {
        return readAddress(entry, target, context.store);
    });
    const CustomValues custom(context, Kind::LeadField, lead.value("id"_L1).toString());
    custom.readByName(call.body, lead, fields);
    custom.read(call.body, lead, fields);
}

Reply create(Context &context, const Call &call)
{
    QJsonObject lead;
    QJsonObject nested;
    QJsonObject imported;
    Fields fields(call.body, lead, context.store, call.tzOffset);
    readLead(context, call, fields, lead);
    Fields people(call.body, nested, context.store, call.tzOffset);
    people.objects(u"contacts"_s, [&](const QJsonObject &entry, QJsonObject &target) {
        return readContact(context, call, entry, target);
    });
    Fields origin(call.body, imported, context.store, call.tzOffset);
    origin.keptMoment(u"date_created"_s);
    origin.reference(u"created_by"_s, Kind::User);
    fields.fail(people.errors());
    fields.fail(origin.errors());
    if (const auto refused = fields.reply())
        return *refused;

    Effects effects(context, call);
    effects.createLead(lead);
    for (auto it = imported.begin(); it != imported.end(); ++it) {
        if (!it->isNull())
            lead.insert(it.key(), it.value());
    }
    context.store.put(Kind::Lead, lead);
    for (const QJsonArray contacts = nested.value("contacts"_L1).toArray(); const auto &entry : contacts) {
        QJsonObject contact = entry.toObject();
        contact.insert("lead_id"_L1, lead.value("id"_L1));
        effects.stampNew(contact, u"cont"_s);
        context.store.put(Kind::Contact, contact);
    }
    return answer(context, call, lead);
}

/// What changes nothing moves no date either (assumed: the event log tells nothing of it, 7.1).
Reply update(Context &context, const Call &call, const QJsonObject &before)
{
    QJsonObject lead = before;
    Fields fields(call.body, lead, context.store, call.tzOffset);
    readLead(context, call, fields, lead);
    if (const auto refused = fields.reply())
        return *refused;
    if (lead == before)
        return answer(context, call, lead);
    Effects effects(context, call);
    effects.stampChange(lead);
    context.store.put(Kind::Lead, lead);
    effects.leadStatusChanged(lead, before.value("status_id"_L1).toString());
    return answer(context, call, lead);
}

Reply removeLead(Context &context, const Call &call, const QJsonObject &lead)
{
    Effects(context, call).removeLead(lead.value("id"_L1).toString());
    return Reply{};
}

} // namespace

void addLeadEndpoints(Router &router, Context &context)
{
    const auto one = [&context](auto endpoint) -> Endpoint {
        return [&context, endpoint](const Call &call) {
            const auto lead = context.store.find(Kind::Lead, call.path.value(1));
            return lead ? endpoint(context, call, *lead) : notFound(u"Lead"_s);
        };
    };
    router.add("GET", u"lead"_s, [&context](const Call &call) { return list(context, call); });
    router.add("POST", u"lead"_s, [&context](const Call &call) { return create(context, call); });
    addLeadMergeEndpoint(router, context);
    router.add("GET", u"lead/{id}"_s, one(answer));
    router.add("PUT", u"lead/{id}"_s, one(update));
    router.add("DELETE", u"lead/{id}"_s, one(removeLead));
}

} // namespace leadline::sandbox
