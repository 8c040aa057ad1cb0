#include "services/close/codec/searchcodec.h"

#include "services/close/codec/lenient.h"

namespace leadline::leadsearch {

namespace {

const QString typeKey = QStringLiteral("type");
const QString leadType = QStringLiteral("lead");
const QString updatedField = QStringLiteral("date_updated");
const QString createdField = QStringLiteral("date_created");

QJsonObject all(const QJsonArray &queries)
{
    return {{typeKey, QStringLiteral("and")}, {QStringLiteral("queries"), queries}};
}

QJsonObject any(const QJsonArray &queries)
{
    return {{typeKey, QStringLiteral("or")}, {QStringLiteral("queries"), queries}};
}

QJsonObject isLead()
{
    return {{typeKey, QStringLiteral("object_type")}, {QStringLiteral("object_type"), leadType}};
}

QJsonObject leads(const QJsonObject &condition)
{
    return all({isLead(), condition});
}

QJsonObject field(const QString &objectType, const QString &name)
{
    return {{typeKey, QStringLiteral("regular_field")},
            {QStringLiteral("object_type"), objectType},
            {QStringLiteral("field_name"), name}};
}

QJsonObject where(const QJsonObject &field, const QJsonObject &condition)
{
    return {{typeKey, QStringLiteral("field_condition")},
            {QStringLiteral("field"), field},
            {QStringLiteral("condition"), condition}};
}

QJsonValue moment(qint64 ms)
{
    if (ms <= TimeRange::openStart || ms == TimeRange::openEnd)
        return QJsonValue(QJsonValue::Null);
    return QJsonObject{
        {typeKey, QStringLiteral("fixed_utc")},
        {QStringLiteral("value"), QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs)}};
}

QJsonObject within(const QString &name, const TimeRange &range)
{
    return where(field(leadType, name), {{typeKey, QStringLiteral("moment_range")},
                                         {QStringLiteral("on_or_after"), moment(range.from)},
                                         {QStringLiteral("before"), moment(range.to)}});
}

QJsonObject isUser(const QString &objectType, const QString &name, const UserId &user)
{
    return where(field(objectType, name), {{typeKey, QStringLiteral("reference")},
                                           {QStringLiteral("reference_type"), QStringLiteral("user")},
                                           {QStringLiteral("object_ids"), QJsonArray{user.value}}});
}

QJsonObject has(const QString &objectType, const QJsonObject &query)
{
    return {{typeKey, QStringLiteral("has_related")},
            {QStringLiteral("this_object_type"), leadType},
            {QStringLiteral("related_object_type"), objectType},
            {QStringLiteral("related_query"), query}};
}

/// What `GET /lead/` answers by itself: a search tells ids only unless it is asked (close-api.md 6.1).
const QJsonArray &wholeLead()
{
    static const QJsonArray keys = QJsonArray::fromStringList(
        QStringLiteral(
            "id name display_name description url html_url status_id status_label addresses contacts "
            "tasks opportunities custom integration_links created_by created_by_name updated_by "
            "updated_by_name date_created date_updated organization_id")
            .split(u' '));
    return keys;
}

QJsonArray fieldsOf(Fields fields, const QString &sorted)
{
    switch (fields) {
    case Fields::Whole:
        return wholeLead();
    case Fields::Shown:
        return {QStringLiteral("id"), QStringLiteral("display_name"), QStringLiteral("status_label"),
                QStringLiteral("addresses")};
    case Fields::Ids:
        return {QStringLiteral("id"), sorted};
    }
    return {};
}

} // namespace

QJsonObject updatedIn(const TimeRange &range)
{
    if (range == TimeRange())
        return all(QJsonArray{isLead()});
    return leads(within(updatedField, range));
}

QJsonObject updatedIn(const TimeRange &range, const QJsonObject &query)
{
    return range == TimeRange() ? query : all({query, within(updatedField, range)});
}

QJsonObject updatedAtCreatedIn(qint64 moment, const TimeRange &created)
{
    return leads(all({within(updatedField, {moment, moment + 1}), within(createdField, created)}));
}

QJsonObject withIds(const QList<LeadId> &ids)
{
    QJsonArray queries;
    for (const LeadId &id : ids)
        queries.append(QJsonObject{{typeKey, QStringLiteral("id")}, {QStringLiteral("value"), id.value}});
    return leads(any(queries));
}

QJsonObject ofUser(const UserId &user)
{
    const QString opportunity = QStringLiteral("opportunity");
    const QString task = QStringLiteral("task.lead");
    return leads(any({isUser(leadType, QStringLiteral("updated_by"), user),
                      isUser(leadType, QStringLiteral("created_by"), user),
                      has(opportunity, isUser(opportunity, QStringLiteral("user_id"), user)),
                      has(task, isUser(task, QStringLiteral("assigned_to"), user))}));
}

QJsonObject withText(const QString &text)
{
    return leads({{typeKey, QStringLiteral("text")},
                  {QStringLiteral("value"), text},
                  {QStringLiteral("mode"), QStringLiteral("full_words")}});
}

QJsonObject page(const QJsonObject &query, Order order, Fields fields, int limit, const QString &cursor)
{
    const QString sorted = order == Order::Updated ? updatedField : createdField;
    QJsonObject body{
        {QStringLiteral("query"), query},
        {QStringLiteral("sort"), QJsonArray{QJsonObject{{QStringLiteral("direction"), QStringLiteral("desc")},
                                                        {QStringLiteral("field"), field(leadType, sorted)}}}},
        {QStringLiteral("_fields"), QJsonObject{{leadType, fieldsOf(fields, sorted)}}},
        {QStringLiteral("_limit"), limit}};
    if (!cursor.isEmpty())
        body.insert(QStringLiteral("cursor"), cursor);
    return body;
}

QJsonObject count(const QJsonObject &query)
{
    return {{QStringLiteral("query"), query},
            {QStringLiteral("results_limit"), 0},
            {QStringLiteral("include_counts"), true}};
}

std::optional<QJsonObject> ofSmartView(const QJsonObject &view)
{
    const QJsonObject search = lenient::object(view, QLatin1String("s_query"));
    const QJsonObject query = lenient::object(search, QLatin1String("query"));
    if (lenient::text(view, QLatin1String("type")) != leadType || query.isEmpty())
        return std::nullopt;
    return query;
}

} // namespace leadline::leadsearch
