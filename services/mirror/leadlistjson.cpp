#include "services/mirror/leadlistjson.h"

#include <QJsonArray>

#include <algorithm>

namespace leadline {

namespace {

constexpr int longestPause = 36'500; ///< days

struct SortName
{
    LeadSort sort;
    QLatin1String name;
};
const SortName sortNames[] = {{LeadSort::LastActivity, QLatin1String("activity")},
                              {LeadSort::Name, QLatin1String("name")},
                              {LeadSort::Created, QLatin1String("created")}};

struct StepName
{
    NextStep step;
    QLatin1String name;
};
const StepName stepNames[] = {{NextStep::Any, QLatin1String("any")},
                              {NextStep::Open, QLatin1String("open")},
                              {NextStep::None, QLatin1String("none")},
                              {NextStep::Due, QLatin1String("due")}};

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        if (!each.toString().isEmpty())
            list << each.toString();
    }
    return list;
}

} // namespace

QJsonObject toJson(const LeadListQuery &query)
{
    QJsonArray statuses;
    for (const StatusId &id : query.statuses)
        statuses << id.value;
    QJsonArray fields;
    for (const FieldValue &each : query.fields)
        fields << QJsonObject{{QStringLiteral("field"), each.field.value},
                              {QStringLiteral("value"), each.value}};
    QJsonObject json{{QStringLiteral("text"), query.text},
                     {QStringLiteral("statuses"), statuses},
                     {QStringLiteral("descending"), query.isDescending},
                     {QStringLiteral("idle_days"), query.idleDays},
                     {QStringLiteral("countries"), QJsonArray::fromStringList(query.countries)},
                     {QStringLiteral("fields"), fields},
                     {QStringLiteral("smart_view"), query.smartView.value}};
    for (const SortName &each : sortNames) {
        if (each.sort == query.sort)
            json.insert(QStringLiteral("sort"), each.name);
    }
    for (const StepName &each : stepNames) {
        if (each.step == query.nextStep)
            json.insert(QStringLiteral("next_step"), each.name);
    }
    return json;
}

LeadListQuery leadListQueryFromJson(const QJsonObject &json)
{
    LeadListQuery query;
    query.text = json.value(QLatin1String("text")).toString();
    const QStringList statuses = texts(json.value(QLatin1String("statuses")));
    for (const QString &id : statuses)
        query.statuses << StatusId(id);
    for (const SortName &each : sortNames) {
        if (each.name == json.value(QLatin1String("sort")).toString())
            query.sort = each.sort;
    }
    query.isDescending = json.value(QLatin1String("descending")).toBool(true);
    for (const StepName &each : stepNames) {
        if (each.name == json.value(QLatin1String("next_step")).toString())
            query.nextStep = each.step;
    }
    query.idleDays = std::clamp(json.value(QLatin1String("idle_days")).toInt(), 0, longestPause);
    query.countries = texts(json.value(QLatin1String("countries")));
    const QJsonArray fields = json.value(QLatin1String("fields")).toArray();
    for (const QJsonValue &each : fields) {
        const QString field = each.toObject().value(QLatin1String("field")).toString();
        if (!field.isEmpty())
            query.fields << FieldValue{CustomFieldId(field),
                                       each.toObject().value(QLatin1String("value")).toString()};
    }
    query.smartView = SmartViewId(json.value(QLatin1String("smart_view")).toString());
    return query;
}

} // namespace leadline
