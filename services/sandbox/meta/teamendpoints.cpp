#include "services/sandbox/endpoints.h"
#include "services/sandbox/events/eventrecorder.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/meta/peopleviews.h"
#include "services/sandbox/meta/resource.h"
#include "services/sandbox/meta/roles.h"
#include "services/sandbox/router.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray memberships(const Store &store, const QString &list = u"memberships"_s)
{
    return store.organization().value(list).toArray();
}

void keepMemberships(Store &store, const QJsonArray &active, const QJsonArray &inactive)
{
    QJsonObject organization = store.organization();
    organization.insert("memberships"_L1, active);
    organization.insert("inactive_memberships"_L1, inactive);
    organization.insert("user_count"_L1, active.size());
    store.putOrganization(organization);
}

void takeRole(QJsonObject &membership, const QString &roleId)
{
    membership.insert("role_id"_L1, roleId);
    membership.insert("role"_L1, roleId);
    membership.insert("permissions_granted"_L1, QJsonArray::fromStringList(permissionsOf(roleId)));
}

std::optional<Reply> refusedChange(const QJsonObject &body)
{
    if (body.contains("role_id"_L1) && permissionsOf(body.value("role_id"_L1).toString()).isEmpty())
        return fieldError(u"role"_s, u"Object does not exist."_s);
    static const QStringList recording{u"unset"_s, u"enabled"_s, u"disabled"_s};
    if (body.contains("auto_record_calls"_L1) &&
        !recording.contains(body.value("auto_record_calls"_L1).toString()))
        return fieldError(u"auto_record_calls"_s, u"Not a valid choice."_s);
    return std::nullopt;
}

/// Changes those of `ids` that are members, and answers them.
QList<QJsonObject> changeMembers(Store &store, const QStringList &ids, const QJsonObject &body)
{
    QList<QJsonObject> changed;
    QJsonArray all = memberships(store);
    for (QJsonValueRef entry : all) {
        QJsonObject membership = entry.toObject();
        if (!ids.contains(membership.value("id"_L1).toString()))
            continue;
        patch(membership, body, {u"auto_record_calls"_s});
        if (body.contains("role_id"_L1))
            takeRole(membership, body.value("role_id"_L1).toString());
        entry = membership;
        changed.append(membership);
    }
    keepMemberships(store, all, memberships(store, u"inactive_memberships"_s));
    return changed;
}

Reply change(Context &context, const Call &call)
{
    if (const auto refused = refusedChange(call.body))
        return *refused;
    const auto changed = changeMembers(context.store, {call.path.value(1)}, call.body);
    return changed.isEmpty() ? notFound(u"Membership"_s) : Reply{.body = changed.first()};
}

Reply changeMany(Context &context, const Call &call)
{
    if (const auto refused = refusedChange(call.body))
        return *refused;
    const QStringList ids = commaList(call.query, u"id__in"_s);
    if (ids.isEmpty())
        return badRequest(u"Name the memberships by id__in."_s);
    const auto changed = changeMembers(context.store, ids, call.body);
    return {.body = QJsonObject{{u"data"_s, toArray(changed)}}};
}

QJsonObject newMember(Context &context, const QString &email)
{
    Store &store = context.store;
    const QString id = store.newId(u"user_"_s);
    const QString now = timestamp(store.tick());
    QJsonObject user = all(store, Kind::User).first();
    for (const auto &[key, value] :
         {std::pair("id"_L1, QJsonValue(id)), std::pair("email"_L1, QJsonValue(email)),
          std::pair("first_name"_L1, QJsonValue(email.section(u'@', 0, 0))),
          std::pair("last_name"_L1, QJsonValue(u""_s)), std::pair("image"_L1, QJsonValue()),
          std::pair("email_verified_at"_L1, QJsonValue()), std::pair("date_created"_L1, QJsonValue(now)),
          std::pair("date_updated"_L1, QJsonValue(now))})
        user.insert(key, value);
    store.put(Kind::User, user);
    QJsonObject membership = memberships(store).first().toObject();
    for (const auto key : {"default_caller_id"_L1, "primary_personal_number"_L1, "user_phone"_L1,
                           "user_phone_formatted"_L1, "user_image"_L1})
        membership.insert(key, QJsonValue::Null);
    membership.insert("id"_L1, store.newId(u"memb_"_s));
    membership.insert("user_id"_L1, id);
    membership.insert("user_email"_L1, email);
    membership.insert("user_full_name"_L1, user.value("first_name"_L1));
    membership.insert("user_first_name"_L1, user.value("first_name"_L1));
    membership.insert("user_last_name"_L1, user.value("last_name"_L1));
    return membership;
}

/// For applications only (1.3); somebody who had left comes back with the membership of before.
Reply invite(Context &context, const Call &call)
{
    if (!call.apiKeyId.isEmpty())
        return forbidden();
    const QString email = call.body.value("email"_L1).toString();
    if (!email.contains(u'@'))
        return fieldError(u"email"_s, u"This field is required."_s);
    if (!call.body.contains("role_id"_L1))
        return fieldError(u"role"_s, u"This field is required."_s);
    if (const auto refused = refusedChange(call.body))
        return *refused;
    QJsonArray active = memberships(context.store);
    for (const auto &member : std::as_const(active)) {
        if (member.toObject().value("user_email"_L1) == email)
            return fieldError(u"email"_s, u"Is a member already."_s);
    }
    QJsonArray inactive = memberships(context.store, u"inactive_memberships"_s);
    QJsonObject membership;
    for (qsizetype i = 0; i < inactive.size(); ++i) {
        if (inactive.at(i).toObject().value("user_email"_L1) == email)
            membership = inactive.takeAt(i--).toObject();
    }
    if (membership.isEmpty())
        membership = newMember(context, email);
    takeRole(membership, call.body.value("role_id"_L1).toString());
    active.append(membership);
    keepMemberships(context.store, active, inactive);
    context.events.tell(u"activated"_s, u"membership"_s, membership);
    return {.body = membership};
}

/// The Smart Views a member has pinned, in their order.
Reply pinnedViews(Context &context, const Call &call)
{
    const QString id = call.path.value(1);
    const QJsonArray members = memberships(context.store);
    if (std::none_of(members.begin(), members.end(),
                     [&id](const auto &member) { return member.toObject().value("id"_L1) == id; }))
        return notFound(u"Membership"_s);
    QJsonObject organization = context.store.organization();
    QJsonObject pinned = organization.value(pinnedViewsKey).toObject();
    if (call.method == "PUT") {
        pinned.insert(id, call.body.value("saved_view_ids"_L1).toArray());
        organization.insert(pinnedViewsKey, pinned);
        context.store.putOrganization(organization);
    }
    return {.body = QJsonObject{{u"saved_view_ids"_s, pinned.value(id).toArray()}}};
}

/// Nobody is on the phone here.
Reply availability(Context &context, const Call &)
{
    QJsonArray users;
    for (const QJsonArray all = memberships(context.store); const auto &member : all)
        users.append(QJsonObject{{u"user_id"_s, member.toObject().value("user_id"_L1)},
                                 {u"active_calls"_s, QJsonArray()}});
    return {.body = QJsonObject{{u"data"_s, users}}};
}

Reply role(Context &context, const Call &call)
{
    for (const QJsonObject &role : roles(context.store)) {
        if (role.value("id"_L1) == call.path.value(1))
            return {.body = role};
    }
    return missing(context, u"Role"_s, true);
}

} // namespace

void addTeamEndpoints(Router &router, Context &context)
{
    const auto bind = [&context](auto function) {
        return [&context, function](const Call &call) { return function(context, call); };
    };
    addGroupEndpoints(router, context);
    router.add("POST", u"membership"_s, bind(invite));
    router.add("PUT", u"membership"_s, bind(changeMany));
    router.add("PUT", u"membership/{id}"_s, bind(change));
    router.add("GET", u"membership/{id}/pinned_views"_s, bind(pinnedViews));
    router.add("PUT", u"membership/{id}/pinned_views"_s, bind(pinnedViews));
    router.add("GET", u"user/availability"_s, bind(availability));
    router.add("GET", u"role"_s, [&context](const Call &call) {
        return listReply(call, context.quirks, roles(context.store));
    });
    router.add("GET", u"role/{id}"_s, bind(role));
}

} // namespace leadline::sandbox
