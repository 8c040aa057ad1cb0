#include "services/sandbox/endpoints.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/router.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/effects.h"
#include "services/sandbox/rules/filters.h"
#include "services/sandbox/rules/people.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

Reply answer(Context &context, const Call &call, const QJsonObject &stored)
{
    return Reply{200, Derive(context.store, context.store.tick(), call.tzOffset).contact(stored), {}};
}

Reply list(Context &context, const Call &call)
{
    Filters filters(call);
    filters.among(u"lead_id"_s);
    filters.among(u"id"_s);
    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    return listReply(call, context.quirks, [&](int skip, int limit) {
        Listing page = matching(context.store, Kind::Contact, filters, skip, limit);
        for (auto &item : page.items)
            item = derive.contact(item);
        return page;
    });
}

/// Without a lead a new one is made, named after the contact (5.2).
Reply create(Context &context, const Call &call)
{
    QJsonObject contact;
    Fields fields(call.body, contact, context.store, call.tzOffset);
    fields.reference(u"lead_id"_s, Kind::Lead);
    fields.fail(readContact(context, call, call.body, contact));
    if (const auto refused = fields.reply())
        return *refused;
    Effects effects(context, call);
    if (contact.value("lead_id"_L1).toString().isEmpty()) {
        const QString name = Directory::contactDisplayName(contact);
        QJsonObject lead{{u"name"_s, name.isEmpty() ? QJsonValue::Null : QJsonValue(name)}};
        effects.createLead(lead);
        contact.insert("lead_id"_L1, lead.value("id"_L1));
    }
    effects.stampNew(contact, u"cont"_s);
    context.store.put(Kind::Contact, contact);
    effects.touchLead(contact.value("lead_id"_L1).toString());
    return answer(context, call, contact);
}

Reply update(Context &context, const Call &call, QJsonObject contact)
{
    const QString formerLead = contact.value("lead_id"_L1).toString();
    Fields fields(call.body, contact, context.store, call.tzOffset);
    if (context.quirks.putMovesContact)
        fields.reference(u"lead_id"_s, Kind::Lead);
    fields.fail(readContact(context, call, call.body, contact));
    if (const auto refused = fields.reply())
        return *refused;
    Effects effects(context, call);
    effects.stampChange(contact);
    context.store.put(Kind::Contact, contact);
    effects.touchLead(formerLead);
    if (contact.value("lead_id"_L1).toString() != formerLead)
        effects.touchLead(contact.value("lead_id"_L1).toString());
    return answer(context, call, contact);
}

Reply removeContact(Context &context, const Call &call, const QJsonObject &contact)
{
    context.store.remove(Kind::Contact, contact.value("id"_L1).toString());
    Effects(context, call).touchLead(contact.value("lead_id"_L1).toString());
    return Reply{};
}

} // namespace

void addContactEndpoints(Router &router, Context &context)
{
    const auto one = [&context](auto endpoint) -> Endpoint {
        return [&context, endpoint](const Call &call) {
            const auto contact = context.store.find(Kind::Contact, call.path.value(1));
            return contact ? endpoint(context, call, *contact) : notFound(u"Contact"_s);
        };
    };
    router.add("GET", u"contact"_s, [&context](const Call &call) { return list(context, call); });
    router.add("POST", u"contact"_s, [&context](const Call &call) { return create(context, call); });
    router.add("GET", u"contact/{id}"_s, one(answer));
    router.add("PUT", u"contact/{id}"_s, one(update));
    router.add("DELETE", u"contact/{id}"_s, one(removeContact));
}

} // namespace leadline::sandbox
