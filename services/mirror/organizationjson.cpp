#include "services/mirror/organizationjson.h"

#include "services/close/codec/kitcodec.h"
#include "services/close/codec/lenient.h"
#include "services/close/codec/organizationcodec.h"

#include <QJsonArray>

namespace leadline {

namespace {

template <typename T>
QJsonArray toArray(const QList<T> &items, QJsonObject (*write)(const T &))
{
    QJsonArray array;
    for (const T &item : items)
        array.append(write(item));
    return array;
}

template <typename T>
QList<T> toList(const QJsonValue &value, T (*read)(const QJsonObject &))
{
    QList<T> items;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        items.append(read(item.toObject()));
    return items;
}

QString text(const QJsonObject &json, QLatin1String key)
{
    return json.value(key).toString();
}

constexpr QLatin1String idKey("id");
constexpr QLatin1String nameKey("name");
constexpr QLatin1String labelKey("label");
constexpr QLatin1String typeKey("type");
constexpr QLatin1String emailKey("email");
constexpr QLatin1String statusesKey("statuses");
constexpr QLatin1String choicesKey("choices");
constexpr QLatin1String multipleKey("multiple");
constexpr QLatin1String rawKey("raw");
constexpr QLatin1String smartViewsKey("smart_views");
constexpr QLatin1String outcomesKey("outcomes");
constexpr QLatin1String emailTemplatesKey("email_templates");
constexpr QLatin1String smsTemplatesKey("sms_templates");
constexpr QLatin1String phoneNumbersKey("phone_numbers");
constexpr QLatin1String customActivityTypesKey("custom_activity_types");

QJsonObject fromUser(const User &user)
{
    return {{idKey, user.id.value}, {nameKey, user.fullName}, {emailKey, user.email}};
}

User toUser(const QJsonObject &json)
{
    return {UserId(text(json, idKey)), text(json, nameKey), text(json, emailKey)};
}

QJsonObject fromLeadStatus(const LeadStatus &status)
{
    return {{idKey, status.id.value}, {labelKey, status.label}};
}

LeadStatus toLeadStatus(const QJsonObject &json)
{
    return {StatusId(text(json, idKey)), text(json, labelKey)};
}

QJsonObject fromPipelineStatus(const PipelineStatus &status)
{
    return {{idKey, status.id.value}, {labelKey, status.label}, {typeKey, status.type}};
}

PipelineStatus toPipelineStatus(const QJsonObject &json)
{
    return {StatusId(text(json, idKey)), text(json, labelKey), text(json, typeKey)};
}

QJsonObject fromPipeline(const Pipeline &pipeline)
{
    return {{idKey, pipeline.id.value},
            {nameKey, pipeline.name},
            {statusesKey, toArray(pipeline.statuses, fromPipelineStatus)}};
}

Pipeline toPipeline(const QJsonObject &json)
{
    return {PipelineId(text(json, idKey)), text(json, nameKey),
            toList(json.value(statusesKey), toPipelineStatus)};
}

/// Names stand in files: never to be changed.
struct FieldTypeName
{
    CustomFieldType type;
    QLatin1String name;
};
constexpr FieldTypeName fieldTypeNames[] = {
    {CustomFieldType::Text, QLatin1String("text")},
    {CustomFieldType::Number, QLatin1String("number")},
    {CustomFieldType::Date, QLatin1String("date")},
    {CustomFieldType::DateTime, QLatin1String("datetime")},
    {CustomFieldType::Choices, QLatin1String("choices")},
    {CustomFieldType::User, QLatin1String("user")},
    {CustomFieldType::Contact, QLatin1String("contact")},
    {CustomFieldType::CustomObject, QLatin1String("custom_object")},
    {CustomFieldType::TextArea, QLatin1String("textarea")},
    {CustomFieldType::Hidden, QLatin1String("hidden")},
    {CustomFieldType::Other, QLatin1String("other")},
};

QJsonObject fromField(const CustomField &field)
{
    QString type;
    for (const FieldTypeName &entry : fieldTypeNames) {
        if (entry.type == field.type)
            type = entry.name;
    }
    return {{idKey, field.id.value},
            {nameKey, field.name},
            {typeKey, type},
            {multipleKey, field.acceptsMultipleValues},
            {choicesKey, QJsonArray::fromStringList(field.choices)},
            {rawKey, field.raw}};
}

CustomField toField(const QJsonObject &json)
{
    CustomField field;
    field.id = CustomFieldId(text(json, idKey));
    field.name = text(json, nameKey);
    for (const FieldTypeName &entry : fieldTypeNames) {
        if (entry.name == text(json, typeKey))
            field.type = entry.type;
    }
    field.acceptsMultipleValues = json.value(multipleKey).toBool();
    const QJsonArray choices = json.value(choicesKey).toArray();
    for (const QJsonValue &choice : choices)
        field.choices.append(choice.toString());
    field.raw = json.value(rawKey).toObject();
    return field;
}

/// What is kept as Close sent it.
template <typename T>
QJsonArray raws(const QList<T> &items)
{
    QJsonArray array;
    for (const T &item : items)
        array.append(item.raw);
    return array;
}

template <typename T>
QList<T> decoded(const QJsonObject &json, QLatin1String key, std::optional<T> (*decode)(const QJsonObject &))
{
    return lenient::rows(json.value(key).toArray(), decode);
}

} // namespace

QJsonObject toJson(const OrganizationData &data)
{
    return {{QStringLiteral("user"), fromUser(data.me.user)},
            {QStringLiteral("organization_id"), data.me.organizationId.value},
            {QStringLiteral("organization_name"), data.me.organizationName},
            {QStringLiteral("role"), data.me.role},
            {QStringLiteral("lead_statuses"), toArray(data.me.leadStatuses, fromLeadStatus)},
            {QStringLiteral("pipelines"), toArray(data.me.pipelines, fromPipeline)},
            {QStringLiteral("users"), toArray(data.users, fromUser)},
            {QStringLiteral("lead_fields"), toArray(data.leadFields, fromField)},
            {QStringLiteral("contact_fields"), toArray(data.contactFields, fromField)},
            {QStringLiteral("opportunity_fields"), toArray(data.opportunityFields, fromField)},
            {smartViewsKey, raws(data.smartViews)},
            {outcomesKey, raws(data.outcomes)},
            {emailTemplatesKey, raws(data.emailTemplates)},
            {smsTemplatesKey, raws(data.smsTemplates)},
            {phoneNumbersKey, raws(data.phoneNumbers)},
            {customActivityTypesKey, raws(data.customActivityTypes)}};
}

OrganizationData organizationFromJson(const QJsonObject &json)
{
    OrganizationData data;
    data.me.user = toUser(json.value(QLatin1String("user")).toObject());
    data.me.organizationId = OrganizationId(text(json, QLatin1String("organization_id")));
    data.me.organizationName = text(json, QLatin1String("organization_name"));
    data.me.role = text(json, QLatin1String("role"));
    data.me.leadStatuses = toList(json.value(QLatin1String("lead_statuses")), toLeadStatus);
    data.me.pipelines = toList(json.value(QLatin1String("pipelines")), toPipeline);
    data.users = toList(json.value(QLatin1String("users")), toUser);
    data.leadFields = toList(json.value(QLatin1String("lead_fields")), toField);
    data.contactFields = toList(json.value(QLatin1String("contact_fields")), toField);
    data.opportunityFields = toList(json.value(QLatin1String("opportunity_fields")), toField);
    data.smartViews = decoded(json, smartViewsKey, decodeSmartView);
    data.outcomes = decoded(json, outcomesKey, decodeOutcome);
    data.emailTemplates = decoded(json, emailTemplatesKey, decodeEmailTemplate);
    data.smsTemplates = decoded(json, smsTemplatesKey, decodeSmsTemplate);
    data.phoneNumbers = decoded(json, phoneNumbersKey, decodePhoneNumber);
    data.customActivityTypes = decoded(json, customActivityTypesKey, decodeCustomActivityType);
    return data;
}

} // namespace leadline
