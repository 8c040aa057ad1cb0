#pragma once

#include <QJsonArray>
#include <QJsonObject>

/// The parts a body of POST /data/search/ is put together from (close-api.md 6.1 to 6.3).
namespace leadline::test {

using namespace Qt::Literals::StringLiterals;

inline QJsonObject allOf(const QJsonArray &queries)
{
    return {{u"type"_s, u"and"_s}, {u"negate"_s, false}, {u"queries"_s, queries}};
}

inline QJsonObject anyOf(const QJsonArray &queries)
{
    return {{u"type"_s, u"or"_s}, {u"negate"_s, false}, {u"queries"_s, queries}};
}

inline QJsonObject negated(QJsonObject node)
{
    node.insert("negate"_L1, true);
    return node;
}

inline QJsonObject ofType(const QString &objectType)
{
    return {{u"type"_s, u"object_type"_s}, {u"object_type"_s, objectType}};
}

inline QJsonObject regularField(const QString &objectType, const QString &name)
{
    return {{u"type"_s, u"regular_field"_s}, {u"object_type"_s, objectType}, {u"field_name"_s, name}};
}

inline QJsonObject customField(const QString &id)
{
    return {{u"type"_s, u"custom_field"_s}, {u"custom_field_id"_s, id}};
}

inline QJsonObject condition(const QJsonObject &field, const QJsonObject &wanted)
{
    return {{u"type"_s, u"field_condition"_s}, {u"field"_s, field}, {u"condition"_s, wanted}};
}

inline QJsonObject related(const QString &from, const QString &to, const QJsonValue &query)
{
    return {{u"type"_s, u"has_related"_s},
            {u"this_object_type"_s, from},
            {u"related_object_type"_s, to},
            {u"related_query"_s, query}};
}

inline QJsonObject text(const QString &value, const QString &mode = u"full_words"_s)
{
    return {{u"type"_s, u"text"_s}, {u"mode"_s, mode}, {u"value"_s, value}};
}

inline QJsonObject terms(const QJsonArray &values)
{
    return {{u"type"_s, u"term"_s}, {u"values"_s, values}};
}

inline QJsonObject reference(const QString &type, const QJsonArray &ids)
{
    return {{u"type"_s, u"reference"_s}, {u"reference_type"_s, type}, {u"object_ids"_s, ids}};
}

inline QJsonObject exactMoment(const QString &utc)
{
    return {{u"type"_s, u"fixed_utc"_s}, {u"value"_s, utc}};
}

inline QJsonObject between(const QJsonValue &from, const QJsonValue &before)
{
    return {{u"type"_s, u"moment_range"_s}, {u"on_or_after"_s, from}, {u"before"_s, before}};
}

inline QJsonObject sortedBy(const QString &field, const QString &direction, const QString &type = u"lead"_s)
{
    return {{u"direction"_s, direction}, {u"field"_s, regularField(type, field)}};
}

} // namespace leadline::test
