#include "services/sandbox/meta/customactivityendpoints.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/meta/customfields.h"
#include "services/sandbox/router.h"

namespace leadline::sandbox {

namespace {

const QStringList writable = {QStringLiteral("name"), QStringLiteral("description"),
                              QStringLiteral("api_create_only"), QStringLiteral("editable_with_roles"),
                              QStringLiteral("is_archived")};

QJsonObject view(const Store &store, QJsonObject type)
{
    QJsonArray fields;
    for (QJsonObject field : schemaFields(store, QString(QLatin1String("activity/") + type[u"id"].toString()))
                                 .value_or(QList<QJsonObject>())) {
        field.remove(QStringLiteral("choices"));
        fields.append(field);
    }
    type.insert(QStringLiteral("fields"), fields);
    return type;
}

Reply missing(const Context &context)
{
    return context.quirks.newerResourcesSayNotFound
               ? Reply{404, QJsonObject{{QStringLiteral("error"), QStringLiteral("Not found.")}}}
               : notFound(QStringLiteral("CustomActivityType"));
}

Reply list(Context &context, const Call &call)
{
    QList<QJsonObject> types = all(context.store, Kind::CustomActivityType);
    for (QJsonObject &type : types)
        type = view(context.store, type);
    return listReply(call, context.quirks, types);
}

Reply read(Context &context, const Call &call)
{
    const auto type = context.store.find(Kind::CustomActivityType, call.path.value(1));
    return type ? Reply{.body = view(context.store, *type)} : missing(context);
}

Reply add(Context &context, const Call &call)
{
    if (call.body[u"name"].toString().trimmed().isEmpty())
        return fieldError(QStringLiteral("name"), QStringLiteral("This field is required."));
    const QString id = context.store.newId(QStringLiteral("actitype_"));
    QJsonObject type{{QStringLiteral("id"), id},
                     {QStringLiteral("description"), QJsonValue::Null},
                     {QStringLiteral("api_create_only"), false},
                     {QStringLiteral("editable_with_roles"), QJsonArray()},
                     {QStringLiteral("is_archived"), false}};
    patch(type, call.body, writable);
    type = withAudit(context, call, type, true);
    context.store.put(Kind::CustomActivityType, type);
    return {201, view(context.store, type), QStringLiteral("custom_activity/%1/").arg(id)};
}

Reply change(Context &context, const Call &call)
{
    auto type = context.store.find(Kind::CustomActivityType, call.path.value(1));
    if (!type)
        return missing(context);
    patch(*type, call.body, writable);
    touch(context, call, *type, true);
    context.store.put(Kind::CustomActivityType, *type);
    return {.body = view(context.store, *type)};
}

Reply remove(Context &context, const Call &call)
{
    if (!context.store.find(Kind::CustomActivityType, call.path.value(1)))
        return missing(context);
    context.store.remove(Kind::CustomActivityType, call.path.value(1));
    return noContent();
}

} // namespace

void addCustomActivityEndpoints(Router &router, Context &context)
{
    const auto bind = [&context](auto function) {
        return [&context, function](const Call &call) { return function(context, call); };
    };
    router.add("GET", QStringLiteral("custom_activity"), bind(list));
    router.add("POST", QStringLiteral("custom_activity"), bind(add));
    router.add("GET", QStringLiteral("custom_activity/{id}"), bind(read));
    router.add("PUT", QStringLiteral("custom_activity/{id}"), bind(change));
    router.add("DELETE", QStringLiteral("custom_activity/{id}"), bind(remove));
}

} // namespace leadline::sandbox
