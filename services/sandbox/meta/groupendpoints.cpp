#include "services/sandbox/endpoints.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/meta/objects.h"
#include "services/sandbox/meta/resource.h"
#include "services/sandbox/router.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Members come only where `_fields` asks for them, and never in a list (5.13).
Reply list(Context &context, const Call &call)
{
    QList<QJsonObject> groups = all(context.store, Kind::Group);
    for (QJsonObject &group : groups)
        group.remove("members"_L1);
    return listReply(call, context.quirks, groups);
}

Reply show(Context &, const Call &call, QJsonObject group)
{
    if (!commaList(call.query, u"_fields"_s).contains(u"members"_s))
        group.remove("members"_L1);
    return {.body = group};
}

std::optional<Reply> refusedName(const Context &context, const QString &ownId, const QJsonValue &name)
{
    if (name.toString().trimmed().isEmpty())
        return fieldError(u"name"_s, u"This field is required."_s);
    for (const QJsonObject &group : all(context.store, Kind::Group)) {
        if (group.value("id"_L1) != ownId && group.value("name"_L1) == name)
            return fieldError(u"name"_s, u"A group with this name already exists."_s);
    }
    return std::nullopt;
}

Reply add(Context &context, const Call &call)
{
    if (const auto refused = refusedName(context, {}, call.body.value("name"_L1)))
        return *refused;
    const QString id = context.store.newId(u"group_"_s);
    const QJsonObject group{{u"id"_s, id},
                            {u"name"_s, call.body.value("name"_L1)},
                            {u"organization_id"_s, context.store.organization().value("id"_L1)},
                            {u"members"_s, QJsonArray()}};
    context.store.put(Kind::Group, group);
    Reply reply = show(context, call, group);
    reply.status = 201;
    reply.location = u"group/%1/"_s.arg(id);
    return reply;
}

Reply change(Context &context, const Call &call, QJsonObject group)
{
    if (call.body.contains("name"_L1)) {
        if (const auto refused =
                refusedName(context, group.value("id"_L1).toString(), call.body.value("name"_L1)))
            return *refused;
    }
    patch(group, call.body, {u"name"_s});
    context.store.put(Kind::Group, group);
    return show(context, call, group);
}

Reply removeGroup(Context &context, const Call &, const QJsonObject &group)
{
    context.store.remove(Kind::Group, group.value("id"_L1).toString());
    return noContent();
}

QJsonArray withoutMember(const QJsonObject &group, const QString &userId)
{
    QJsonArray others;
    for (const QJsonArray members = group.value("members"_L1).toArray(); const auto &member : members) {
        if (member.toObject().value("user_id"_L1) != userId)
            others.append(member);
    }
    return others;
}

/// Idempotent, as its removal is.
Reply addMember(Context &context, const Call &call, QJsonObject group)
{
    const QString userId = call.body.value("user_id"_L1).toString();
    if (!context.store.find(Kind::User, userId))
        return fieldError(u"user"_s, u"Object does not exist."_s);
    const QJsonObject member{{u"user_id"_s, userId}};
    QJsonArray members = withoutMember(group, userId);
    if (members.size() == group.value("members"_L1).toArray().size()) {
        members.append(member);
        group.insert("members"_L1, members);
        context.store.put(Kind::Group, group);
    }
    return {.status = 201, .body = member};
}

Reply removeMember(Context &context, const Call &call, QJsonObject group)
{
    const QJsonArray members = withoutMember(group, call.path.value(3));
    if (members != group.value("members"_L1).toArray()) {
        group.insert("members"_L1, members);
        context.store.put(Kind::Group, group);
    }
    return noContent();
}

} // namespace

void addGroupEndpoints(Router &router, Context &context)
{
    const auto one = [&context](auto endpoint) -> Endpoint {
        return [&context, endpoint](const Call &call) {
            const auto group = context.store.find(Kind::Group, call.path.value(1));
            return group ? endpoint(context, call, *group) : missing(context, u"Group"_s, true);
        };
    };
    router.add("GET", u"group"_s, [&context](const Call &call) { return list(context, call); });
    router.add("POST", u"group"_s, [&context](const Call &call) { return add(context, call); });
    router.add("GET", u"group/{id}"_s, one(show));
    router.add("PUT", u"group/{id}"_s, one(change));
    router.add("DELETE", u"group/{id}"_s, one(removeGroup));
    router.add("POST", u"group/{id}/member"_s, one(addMember));
    router.add("DELETE", u"group/{id}/member/{user}"_s, one(removeMember));
}

} // namespace leadline::sandbox
