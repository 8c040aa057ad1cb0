#include "services/sandbox/endpoints.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/meta/peopleviews.h"
#include "services/sandbox/meta/statuses.h"
#include "services/sandbox/router.h"

namespace leadline::sandbox {

namespace {

Reply me(Context &context, const Call &call)
{
    return {.body = meView(context.store, call.userId)};
}

Reply users(Context &context, const Call &call)
{
    QList<QJsonObject> list = all(context.store, Kind::User);
    // `_order_by=last_name,first_name` or the other way round (5.12).
    const QStringList order = commaList(call.query, QStringLiteral("_order_by"));
    if (!order.isEmpty()) {
        std::stable_sort(list.begin(), list.end(), [&order](const QJsonObject &a, const QJsonObject &b) {
            for (const QString &key : order) {
                if (const int difference = a[key].toString().compare(b[key].toString(), Qt::CaseInsensitive))
                    return difference < 0;
            }
            return false;
        });
    }
    return listReply(call, context.quirks, list);
}

Reply user(Context &context, const Call &call)
{
    const auto found = context.store.find(Kind::User, call.path.value(1));
    return found ? Reply{.body = *found} : notFound(QStringLiteral("User"));
}

bool isThisOrganization(const Context &context, const Call &call)
{
    return context.store.organization()[u"id"] == call.path.value(1);
}

Reply organization(Context &context, const Call &call)
{
    if (!isThisOrganization(context, call))
        return notFound(QStringLiteral("Organization"));
    QJsonObject view = organizationView(context.store);
    complete(view, membershipLists(context.store, commaList(call.query, QStringLiteral("_expand"))));
    complete(view, only(context.store.organization(),
                        {QStringLiteral("user_count"), QStringLiteral("trial_ends")}));
    return {.body = view};
}

/// Null = done, else the 400 for an unknown status.
std::optional<Reply> reorder(Store &store, const QJsonArray &wanted)
{
    for (const QJsonValue &entry : wanted) {
        if (!store.find(Kind::LeadStatus, entry[u"id"].toString()))
            return fieldError(QStringLiteral("lead_statuses"), QStringLiteral("Object does not exist."));
    }
    QJsonObject organization = store.organization();
    organization.insert(QStringLiteral("lead_statuses"), wanted);
    store.putOrganization(organization);
    refreshOrganization(store);
    return std::nullopt;
}

Reply changeOrganization(Context &context, const Call &call)
{
    if (!isThisOrganization(context, call))
        return notFound(QStringLiteral("Organization"));
    if (call.body.contains(u"currency") && call.body[u"currency"].toString().size() != 3)
        return fieldError(QStringLiteral("currency"), QStringLiteral("Not a valid choice."));
    if (call.body.contains(u"lead_statuses")) {
        if (const auto refusal = reorder(context.store, call.body[u"lead_statuses"].toArray()))
            return *refusal;
    }
    QJsonObject changed = context.store.organization();
    patch(changed, call.body, {QStringLiteral("name"), QStringLiteral("currency")});
    changed.insert(QStringLiteral("currency_symbol"), currencySymbol(changed[u"currency"].toString()));
    touch(context, call, changed);
    context.store.putOrganization(changed);
    return organization(context, call);
}

Reply phoneNumbers(Context &context, const Call &call)
{
    QList<QJsonObject> numbers = all(context.store, Kind::PhoneNumber);
    for (const auto &key :
         {QStringLiteral("number"), QStringLiteral("user_id"), QStringLiteral("is_group_number")}) {
        const QString wanted = call.query.queryItemValue(key, QUrl::FullyDecoded);
        numbers.removeIf([&](const QJsonObject &number) {
            return !wanted.isEmpty() &&
                   number[key].toVariant().toString().compare(wanted, Qt::CaseInsensitive) != 0;
        });
    }
    return listReply(call, context.quirks, numbers);
}

Reply phoneNumber(Context &context, const Call &call)
{
    const auto found = context.store.find(Kind::PhoneNumber, call.path.value(1));
    return found ? Reply{.body = *found} : notFound(QStringLiteral("PhoneNumber"));
}

} // namespace

void addPeopleEndpoints(Router &router, Context &context)
{
    const auto bind = [&context](auto function) {
        return [&context, function](const Call &call) { return function(context, call); };
    };
    router.add("GET", QStringLiteral("me"), bind(me));
    router.add("GET", QStringLiteral("user"), bind(users));
    router.add("GET", QStringLiteral("user/{id}"), bind(user));
    router.add("GET", QStringLiteral("organization/{id}"), bind(organization));
    router.add("PUT", QStringLiteral("organization/{id}"), bind(changeOrganization));
    router.add("GET", QStringLiteral("phone_number"), bind(phoneNumbers));
    router.add("GET", QStringLiteral("phone_number/{id}"), bind(phoneNumber));
}

} // namespace leadline::sandbox
