#include "services/close/codec/organizationcodec.h"

#include "services/close/codec/lenient.h"

#include <QHash>

namespace leadline {

namespace {

std::optional<LeadStatus> decodeLeadStatus(const QJsonObject &json)
{
    LeadStatus status;
    status.id = lenient::id<StatusId>(json, QLatin1String("id"));
    status.label = lenient::text(json, QLatin1String("label"));
    return status.id.isEmpty() ? std::nullopt : std::optional(status);
}

std::optional<PipelineStatus> decodePipelineStatus(const QJsonObject &json)
{
    PipelineStatus status;
    status.id = lenient::id<StatusId>(json, QLatin1String("id"));
    status.label = lenient::text(json, QLatin1String("label"));
    status.type = lenient::text(json, QLatin1String("type"));
    return status.id.isEmpty() ? std::nullopt : std::optional(status);
}

std::optional<Pipeline> decodePipeline(const QJsonObject &json)
{
    Pipeline pipeline;
    pipeline.id = lenient::id<PipelineId>(json, QLatin1String("id"));
    pipeline.name = lenient::text(json, QLatin1String("name"));
    pipeline.statuses = lenient::rows(lenient::list(json, QLatin1String("statuses")), decodePipelineStatus);
    return pipeline.id.isEmpty() ? std::nullopt : std::optional(pipeline);
}

CustomFieldType fieldTypeOf(const QString &word)
{
    static const QHash<QString, CustomFieldType> types{
        {QStringLiteral("text"), CustomFieldType::Text},
        {QStringLiteral("number"), CustomFieldType::Number},
        {QStringLiteral("date"), CustomFieldType::Date},
        {QStringLiteral("datetime"), CustomFieldType::DateTime},
        {QStringLiteral("choices"), CustomFieldType::Choices},
        {QStringLiteral("user"), CustomFieldType::User},
        {QStringLiteral("contact"), CustomFieldType::Contact},
        {QStringLiteral("custom_object"), CustomFieldType::CustomObject},
        {QStringLiteral("textarea"), CustomFieldType::TextArea},
        {QStringLiteral("hidden"), CustomFieldType::Hidden},
    };
    return types.value(word, CustomFieldType::Other);
}

/// `role_id` is the id of a role or the name of a built-in one; `role` is its older spelling.
QString roleIn(const OrganizationId &organization, const QJsonArray &memberships)
{
    for (const QJsonValue &item : memberships) {
        const QJsonObject membership = item.toObject();
        if (lenient::text(membership, QLatin1String("organization_id")) != organization.value)
            continue;
        const QString id = lenient::text(membership, QLatin1String("role_id"));
        return id.isEmpty() ? lenient::text(membership, QLatin1String("role")) : id;
    }
    return {};
}

} // namespace

std::optional<User> decodeUser(const QJsonObject &json)
{
    User user;
    user.id = lenient::id<UserId>(json, QLatin1String("id"));
    if (user.id.isEmpty())
        return std::nullopt;
    user.email = lenient::text(json, QLatin1String("email"));
    const QString first = lenient::text(json, QLatin1String("first_name"));
    const QString last = lenient::text(json, QLatin1String("last_name"));
    user.fullName = (first + u' ' + last).trimmed();
    if (user.fullName.isEmpty())
        user.fullName = user.email;
    return user;
}

std::optional<CustomField> decodeCustomField(const QJsonObject &json)
{
    CustomField field;
    field.id = lenient::id<CustomFieldId>(json, QLatin1String("id"));
    if (field.id.isEmpty())
        return std::nullopt;
    field.name = lenient::text(json, QLatin1String("name"));
    field.type = fieldTypeOf(lenient::text(json, QLatin1String("type")));
    field.acceptsMultipleValues = lenient::flag(json, QLatin1String("accepts_multiple_values"));
    field.choices = lenient::texts(json, QLatin1String("choices"));
    field.raw = json;
    return field;
}

std::optional<SmartView> decodeSmartView(const QJsonObject &json)
{
    SmartView view;
    view.id = lenient::id<SmartViewId>(json, QLatin1String("id"));
    view.name = lenient::text(json, QLatin1String("name"));
    view.type = lenient::text(json, QLatin1String("type"));
    view.raw = json;
    return view.id.isEmpty() ? std::nullopt : std::optional(view);
}

std::optional<CustomActivityType> decodeCustomActivityType(const QJsonObject &json)
{
    CustomActivityType type;
    type.id = lenient::id<CustomActivityTypeId>(json, QLatin1String("id"));
    type.name = lenient::text(json, QLatin1String("name"));
    type.isArchived = lenient::flag(json, QLatin1String("is_archived"));
    type.raw = json;
    return type.id.isEmpty() ? std::nullopt : std::optional(type);
}

std::optional<Me> decodeMe(const QJsonObject &json)
{
    const auto user = decodeUser(json);
    const QJsonObject organization = lenient::list(json, QLatin1String("organizations")).first().toObject();
    Me me;
    me.organizationId = lenient::id<OrganizationId>(organization, QLatin1String("id"));
    if (!user || me.organizationId.isEmpty())
        return std::nullopt;
    me.user = *user;
    me.organizationName = lenient::text(organization, QLatin1String("name"));
    me.role = roleIn(me.organizationId, lenient::list(json, QLatin1String("memberships")));
    me.leadStatuses =
        lenient::rows(lenient::list(organization, QLatin1String("lead_statuses")), decodeLeadStatus);
    me.pipelines = lenient::rows(lenient::list(organization, QLatin1String("pipelines")), decodePipeline);
    return me;
}

} // namespace leadline
