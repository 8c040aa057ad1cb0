#include "services/sandbox/endpoints.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/meta/customactivityendpoints.h"
#include "services/sandbox/meta/customfields.h"
#include "services/sandbox/meta/statuses.h"
#include "services/sandbox/router.h"

namespace leadline::sandbox {

namespace {

const QStringList writable = {QStringLiteral("name"),
                              QStringLiteral("description"),
                              QStringLiteral("type"),
                              QStringLiteral("choices"),
                              QStringLiteral("accepts_multiple_values"),
                              QStringLiteral("editable_with_roles"),
                              QStringLiteral("associations"),
                              QStringLiteral("referenced_custom_type_id"),
                              QStringLiteral("back_reference_is_visible"),
                              QStringLiteral("required"),
                              QStringLiteral("custom_activity_type_id")};

Reply noObjectTypes(const Call &call)
{
    // The organization has no custom object types, so there is none that a field could belong to.
    return call.method == "POST"
               ? fieldError(QStringLiteral("custom_object_type"), QStringLiteral("Object does not exist."))
               : notFound(QStringLiteral("CustomObjectCustomField"));
}

Reply list(Context &context, const Call &call)
{
    const std::optional<Kind> kind = customFieldKind(call.path.value(1));
    if (!kind && call.path.value(1) != u"custom_object_type")
        return notFound(QStringLiteral("CustomField"));
    return listReply(call, context.quirks, kind ? all(context.store, *kind) : QList<QJsonObject>());
}

Reply add(Context &context, const Call &call)
{
    const QString word = call.path.value(1);
    const std::optional<Kind> kind = customFieldKind(word);
    if (!kind)
        return noObjectTypes(call);
    if (const auto problem = customFieldProblem(context.store, word, call.body))
        return *problem;
    QJsonObject field = newCustomField(*kind);
    patch(field, call.body, writable);
    field.insert(QStringLiteral("id"), context.store.newId(QStringLiteral("cf_")));
    field = withAudit(context, call, field);
    context.store.put(*kind, field);
    refreshOrganization(context.store);
    return {.body = field};
}

Reply read(Context &context, const Call &call)
{
    const std::optional<Kind> kind = customFieldKind(call.path.value(1));
    const auto field = kind ? context.store.find(*kind, call.path.value(2)) : std::nullopt;
    return field ? Reply{.body = *field} : notFound(customFieldClass(call.path.value(1)));
}

Reply change(Context &context, const Call &call)
{
    const QString word = call.path.value(1);
    const std::optional<Kind> kind = customFieldKind(word);
    auto field = kind ? context.store.find(*kind, call.path.value(2)) : std::nullopt;
    if (!field)
        return notFound(customFieldClass(word));
    const bool isFixed = kind == Kind::ActivityField || kind == Kind::SharedField;
    if (isFixed && call.body.contains(u"type") && call.body[u"type"] != (*field)[u"type"])
        return fieldError(QStringLiteral("type"),
                          QStringLiteral("The type of this field cannot be changed."));
    QJsonObject changed = *field;
    patch(changed, call.body, writable);
    if (const auto problem = customFieldProblem(context.store, word, changed))
        return *problem;
    touch(context, call, changed);
    context.store.put(*kind, changed);
    refreshOrganization(context.store);
    return {.body = changed};
}

Reply remove(Context &context, const Call &call)
{
    const std::optional<Kind> kind = customFieldKind(call.path.value(1));
    if (!kind || !context.store.find(*kind, call.path.value(2)))
        return notFound(customFieldClass(call.path.value(1)));
    context.store.remove(*kind, call.path.value(2));
    refreshOrganization(context.store);
    return deleted();
}

Reply schema(Context &context, const Call &call)
{
    const QString name = call.path.mid(1).join(u'/');
    if (!schemaFields(context.store, name))
        return notFound(QStringLiteral("CustomFieldSchema"));
    if (call.method == "PUT")
        keepSchemaOrder(context.store, name, call.body[u"fields"].toArray());
    return {.body = QJsonObject{{QStringLiteral("fields"), toArray(*schemaFields(context.store, name))}}};
}

} // namespace

void addCustomFieldEndpoints(Router &router, Context &context)
{
    const auto bind = [&context](auto function) {
        return [&context, function](const Call &call) { return function(context, call); };
    };
    for (const auto &root : {QStringLiteral("custom_field"), QStringLiteral("custom_fields")}) {
        const QString one = root + QLatin1String("/{type}/{id}");
        router.add("GET", root + QLatin1String("/{type}"), bind(list));
        router.add("POST", root + QLatin1String("/{type}"), bind(add));
        router.add("GET", one, bind(read));
        router.add("PUT", one, bind(change));
        router.add("DELETE", one, bind(remove));
    }
    for (const auto &pattern :
         {QStringLiteral("custom_field_schema/{type}"), QStringLiteral("custom_field_schema/{type}/{id}")}) {
        router.add("GET", pattern, bind(schema));
        router.add("PUT", pattern, bind(schema));
    }
    addCustomActivityEndpoints(router, context);
}

} // namespace leadline::sandbox
