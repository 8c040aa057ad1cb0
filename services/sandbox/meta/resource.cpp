#include "services/sandbox/meta/resource.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/meta/objects.h"
#include "services/sandbox/router.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// `true`, `True` and `1` are one word in a query.
bool isSame(const QJsonValue &value, const QString &wanted)
{
    if (value.isBool())
        return value.toBool() == (wanted.compare("true"_L1, Qt::CaseInsensitive) == 0 || wanted == "1"_L1);
    return value.toVariant().toString() == wanted;
}

Reply list(const Resource &resource, Context &context, const Call &call)
{
    QList<QJsonObject> objects = all(context.store, resource.kind);
    objects.removeIf([&call](const QJsonObject &object) { return !isVisible(object, call.userId); });
    for (const QString &key : resource.choiceKeys) {
        const QStringList wanted = commaList(call.query, key) + commaList(call.query, key + "__in"_L1);
        objects.removeIf([&](const QJsonObject &object) {
            return !wanted.isEmpty() && std::none_of(wanted.begin(), wanted.end(), [&](const QString &word) {
                return isSame(object.value(key), word);
            });
        });
    }
    return listReply(call, context.quirks, objects);
}

std::optional<Reply> refused(const Resource &resource, Context &context, const Call &call,
                             const QJsonObject &before, QJsonObject &object)
{
    for (const QString &key : resource.required) {
        const QJsonValue value = object.value(key);
        if (value.isUndefined() || value.isNull() ||
            (value.isString() && value.toString().trimmed().isEmpty()))
            return fieldError(key, u"This field is required."_s);
    }
    return resource.check ? resource.check(context, call, before, object) : std::nullopt;
}

void dropAuthors(const Resource &resource, QJsonObject &object)
{
    if (resource.hasAuthors)
        return;
    object.remove("created_by"_L1);
    object.remove("updated_by"_L1);
}

Reply add(const Resource &resource, Context &context, const Call &call)
{
    QJsonObject object = resource.defaults;
    patch(object, call.body, resource.writable);
    object = withAudit(context, call, object, resource.isNewer);
    dropAuthors(resource, object);
    if (const auto reply = refused(resource, context, call, {}, object))
        return *reply;
    const QString id = context.store.newId(resource.idPrefix);
    object.insert("id"_L1, id);
    context.store.put(resource.kind, object);
    const QJsonObject answer = resource.onCreation ? resource.onCreation(object) : object;
    if (!resource.isNewer)
        return {.body = answer};
    return {201, answer, u"%1/%2/"_s.arg(resource.path, id)};
}

Reply change(const Resource &resource, Context &context, const Call &call, const QJsonObject &before)
{
    QJsonObject object = before;
    patch(object, call.body, resource.writable);
    if (const auto reply = refused(resource, context, call, before, object))
        return *reply;
    touch(context, call, object, resource.isNewer);
    dropAuthors(resource, object);
    context.store.put(resource.kind, object);
    return {.body = object};
}

} // namespace

bool isVisible(const QJsonObject &object, const QString &userId)
{
    const QString owner = object.value("user_id"_L1).toString(object.value("created_by"_L1).toString());
    return object.value("is_shared"_L1).toBool(true) || owner == userId;
}

Reply missing(const Context &context, const QString &className, bool isNewer)
{
    return isNewer && context.quirks.newerResourcesSayNotFound
               ? Reply{404, QJsonObject{{u"error"_s, u"Not found."_s}}}
               : notFound(className);
}

void addResource(Router &router, Context &context, const Resource &resource)
{
    const auto one = [&context, resource](auto endpoint) -> Endpoint {
        return [&context, resource, endpoint](const Call &call) {
            const auto object = context.store.find(resource.kind, call.path.value(1));
            return object && isVisible(*object, call.userId)
                       ? endpoint(call, *object)
                       : missing(context, resource.className, resource.isNewer);
        };
    };
    const QString path = resource.path + u"/{id}"_s;
    router.add("GET", resource.path,
               [&context, resource](const Call &call) { return list(resource, context, call); });
    router.add("POST", resource.path,
               [&context, resource](const Call &call) { return add(resource, context, call); });
    router.add("GET", path,
               one([](const Call &, const QJsonObject &object) { return Reply{.body = object}; }));
    router.add("PUT", path, one([&context, resource](const Call &call, const QJsonObject &object) {
                   return change(resource, context, call, object);
               }));
    router.add("DELETE", path, one([&context, resource](const Call &, const QJsonObject &object) {
                   context.store.remove(resource.kind, object.value("id"_L1).toString());
                   return resource.deletesTo204 ? noContent() : deleted();
               }));
}

} // namespace leadline::sandbox
