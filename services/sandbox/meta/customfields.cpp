#include "services/sandbox/meta/customfields.h"

#include <QJsonDocument>

namespace leadline::sandbox {

namespace {

bool isShownIn(const QJsonObject &shared, const QString &objectType, const QString &activityType)
{
    for (const QJsonValue &association : shared[u"associations"].toArray()) {
        const QString type = association[u"object_type"].toString();
        if (activityType.isEmpty() ? type == objectType
                                   : association[u"custom_activity_type_id"] == activityType)
            return true;
    }
    return false;
}

} // namespace

std::optional<Kind> customFieldKind(const QString &word)
{
    if (word == u"lead")
        return Kind::LeadField;
    if (word == u"contact")
        return Kind::ContactField;
    if (word == u"opportunity")
        return Kind::OpportunityField;
    if (word == u"activity")
        return Kind::ActivityField;
    if (word == u"shared")
        return Kind::SharedField;
    return std::nullopt;
}

QString customFieldClass(const QString &word)
{
    return word.left(1).toUpper() + word.mid(1) + QLatin1String("CustomField");
}

QJsonObject newCustomField(Kind kind)
{
    QJsonObject field =
        QJsonDocument::fromJson(R"({"accepts_multiple_values": false, "back_reference_is_visible": null,
        "choices": null, "description": null, "editable_with_roles": [], "referenced_custom_type_id": null})")
            .object();
    field.insert(QStringLiteral("is_shared"), kind == Kind::SharedField);
    if (kind == Kind::SharedField)
        field.insert(QStringLiteral("associations"), QJsonArray());
    if (kind == Kind::ActivityField)
        field.insert(QStringLiteral("required"), false);
    return field;
}

std::optional<Reply> customFieldProblem(const Store &store, const QString &word, const QJsonObject &body)
{
    static const QStringList types = {
        QStringLiteral("text"),     QStringLiteral("number"),        QStringLiteral("date"),
        QStringLiteral("datetime"), QStringLiteral("choices"),       QStringLiteral("user"),
        QStringLiteral("contact"),  QStringLiteral("custom_object"), QStringLiteral("hidden")};
    static const QStringList multiple = {QStringLiteral("choices"), QStringLiteral("user"),
                                         QStringLiteral("contact"), QStringLiteral("custom_object")};
    const QString type = body[u"type"].toString();
    for (const auto &key : {QStringLiteral("name"), QStringLiteral("type")}) {
        if (body[key].toString().trimmed().isEmpty())
            return fieldError(key, QStringLiteral("This field is required."));
    }
    if (!types.contains(type) && !(type == u"textarea" && word == u"activity"))
        return fieldError(QStringLiteral("type"), QStringLiteral("Not a valid choice."));
    if (type == u"choices" && body[u"choices"].toArray().isEmpty())
        return fieldError(QStringLiteral("choices"), QStringLiteral("This field is required."));
    if (body[u"accepts_multiple_values"].toBool() && !multiple.contains(type))
        return fieldError(QStringLiteral("accepts_multiple_values"),
                          QStringLiteral("Not supported for fields of type %1.").arg(type));
    if (body[u"description"].toString().size() > 280)
        return fieldError(QStringLiteral("description"), QStringLiteral("Longer than 280 characters."));
    if (word == u"activity" &&
        !store.find(Kind::CustomActivityType, body[u"custom_activity_type_id"].toString()))
        return fieldError(QStringLiteral("custom_activity_type"), QStringLiteral("Object does not exist."));
    return std::nullopt;
}

std::optional<QList<QJsonObject>> schemaFields(const Store &store, const QString &schema)
{
    const QString objectType = schema.section(u'/', 0, 0);
    const QString activityType = schema.section(u'/', 1);
    const std::optional<Kind> kind = customFieldKind(objectType);
    const bool isActivity = kind == Kind::ActivityField;
    if (!kind || kind == Kind::SharedField || isActivity == activityType.isEmpty() ||
        (isActivity && !store.find(Kind::CustomActivityType, activityType)))
        return std::nullopt;

    QList<QJsonObject> fields = all(store, *kind);
    fields.removeIf([&](const QJsonObject &field) {
        return isActivity && field[u"custom_activity_type_id"] != activityType;
    });
    QList<QJsonObject> shared = all(store, Kind::SharedField);
    shared.removeIf([&](const QJsonObject &field) { return !isShownIn(field, objectType, activityType); });
    fields += shared;

    const QJsonArray order = store.organization()[customFieldOrderKey][schema].toArray();
    const auto place = [&order](const QJsonObject &field) {
        const auto found = std::find(order.begin(), order.end(), field[u"id"]);
        return found - order.begin();
    };
    std::stable_sort(fields.begin(), fields.end(),
                     [&place](const QJsonObject &a, const QJsonObject &b) { return place(a) < place(b); });
    return fields;
}

void keepSchemaOrder(Store &store, const QString &schema, const QJsonArray &fields)
{
    QJsonArray ids;
    for (const QJsonValue &field : fields)
        ids.append(field[u"id"]);
    QJsonObject organization = store.organization();
    QJsonObject orders = organization[customFieldOrderKey].toObject();
    orders.insert(schema, ids);
    organization.insert(customFieldOrderKey, orders);
    store.putOrganization(organization);
}

} // namespace leadline::sandbox
