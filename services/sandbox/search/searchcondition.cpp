#include "services/sandbox/search/searchcondition.h"

#include "services/sandbox/rules/moments.h"
#include "services/sandbox/search/searchwords.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The condition type a field of this type understands besides `exists`, which every field does.
bool fits(const SearchField &field, const QString &condition)
{
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Phone:
        return condition == "text"_L1 || condition == "term"_L1;
    case FieldType::Term:
        return condition == "text"_L1 || condition == "term"_L1 || condition == "reference"_L1;
    case FieldType::Number:
        return condition == "number_range"_L1 || condition == "term"_L1;
    case FieldType::Moment:
        return condition == "moment_range"_L1;
    case FieldType::Boolean:
        return condition == "boolean"_L1;
    case FieldType::Reference:
        return condition == "reference"_L1 || condition == "term"_L1 ||
               (condition == "current_user"_L1 && field.reference == "user"_L1);
    }
    return false;
}

/// A key nobody knows would be a filter that is left out in silence.
bool hasOnly(const QJsonObject &condition, const QStringList &keys, QString &problem)
{
    for (auto it = condition.begin(); it != condition.end(); ++it) {
        if (it.key() != "type"_L1 && !keys.contains(it.key()) && !it.value().isNull()) {
            problem = u"Unknown key of a condition: %1."_s.arg(it.key());
            return false;
        }
    }
    return true;
}

bool isEmptyValue(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty());
}

} // namespace

SearchConditions::SearchConditions(SearchClock clock, QString userId)
    : m_clock(std::move(clock)), m_userId(std::move(userId))
{}

ValueTest SearchConditions::text(const SearchField &field, const QJsonObject &condition, QString &problem)
{
    if (!hasOnly(condition, {u"mode"_s, u"value"_s}, problem))
        return {};
    const auto mode = readTextMode(condition.value("mode"_L1).toString());
    if (!mode || !condition.value("value"_L1).isString()) {
        problem = mode ? u"A text condition needs a value."_s
                       : u"Unknown text mode: %1."_s.arg(condition.value("mode"_L1).toString());
        return {};
    }
    const SearchWords words(condition.value("value"_L1).toString(), *mode);
    if (field.type == FieldType::Phone)
        return [words](const QJsonValue &value) { return words.isPhone(value.toString()); };
    return [words](const QJsonValue &value) { return words.isIn(value.toString()); };
}

ValueTest SearchConditions::numbers(const QJsonObject &condition, QString &problem)
{
    if (!hasOnly(condition, {u"gt"_s, u"gte"_s, u"lt"_s, u"lte"_s}, problem))
        return {};
    QHash<QString, double> bounds;
    for (auto it = condition.begin(); it != condition.end(); ++it) {
        if (it.value().isDouble())
            bounds.insert(it.key(), it.value().toDouble());
        else if (it.key() != "type"_L1 && !it.value().isNull())
            problem = u"%1 must be a number."_s.arg(it.key());
    }
    return [bounds](const QJsonValue &value) {
        const double number = value.toDouble();
        return value.isDouble() && (!bounds.contains(u"gt"_s) || number > bounds.value(u"gt"_s)) &&
               (!bounds.contains(u"gte"_s) || number >= bounds.value(u"gte"_s)) &&
               (!bounds.contains(u"lt"_s) || number < bounds.value(u"lt"_s)) &&
               (!bounds.contains(u"lte"_s) || number <= bounds.value(u"lte"_s));
    };
}

ValueTest SearchConditions::reference(const SearchField &field, const QJsonObject &condition,
                                      QString &problem)
{
    if (!hasOnly(condition, {u"reference_type"_s, u"object_ids"_s}, problem))
        return {};
    const QString type = condition.value("reference_type"_L1).toString();
    const bool isUser = type == "user_or_group"_L1 && field.reference == "user"_L1;
    if (type != field.reference && !isUser && field.type != FieldType::Term) {
        problem = u"Not a valid reference type of this field: %1."_s.arg(type);
        return {};
    }
    if (!condition.value("object_ids"_L1).isArray()) {
        problem = u"A reference condition needs object_ids."_s;
        return {};
    }
    return [ids = condition.value("object_ids"_L1).toArray()](const QJsonValue &value) {
        return ids.contains(value);
    };
}

std::optional<MomentRange> SearchConditions::range(const QJsonObject &condition, QString &problem) const
{
    if (!hasOnly(condition, {u"on_or_after"_s, u"before"_s}, problem))
        return std::nullopt;
    MomentRange range;
    for (const auto &[key, end] :
         {std::pair("on_or_after"_L1, &range.from), std::pair("before"_L1, &range.before)}) {
        const QJsonValue moment = condition.value(key);
        if (moment.isNull() || moment.isUndefined())
            continue;
        const auto read = readSearchMoment(moment.toObject(), m_clock, problem);
        if (!read)
            return std::nullopt;
        *end = *read;
    }
    return range;
}

ValueTest SearchConditions::moments(const QJsonObject &condition, QString &problem) const
{
    const auto wanted = range(condition, problem);
    if (!wanted)
        return {};
    return [range = *wanted, offset = m_clock.tzOffset](const QJsonValue &value) {
        const auto moment = parseMoment(value.toString(), offset);
        return moment && (!range.from.isValid() || moment->utc >= range.from) &&
               (!range.before.isValid() || moment->utc < range.before);
    };
}

ValueTest SearchConditions::one(const SearchField &field, const QJsonObject &condition,
                                QString &problem) const
{
    const QString type = condition.value("type"_L1).toString();
    if (type == "text"_L1)
        return text(field, condition, problem);
    if (type == "number_range"_L1)
        return numbers(condition, problem);
    if (type == "reference"_L1)
        return reference(field, condition, problem);
    if (type == "moment_range"_L1)
        return moments(condition, problem);
    if (type == "current_user"_L1)
        return [userId = m_userId](const QJsonValue &value) { return value.toString() == userId; };
    const auto wanted = condition.value(type == "term"_L1 ? "values"_L1 : "value"_L1);
    if (!hasOnly(condition, {u"values"_s, u"value"_s}, problem))
        return {};
    if (type == "term"_L1 ? !wanted.isArray() : !wanted.isBool()) {
        problem = type == "term"_L1 ? u"A term condition needs values."_s : u"Value must be of bool type."_s;
        return {};
    }
    if (type == "term"_L1)
        return [values = wanted.toArray()](const QJsonValue &value) { return values.contains(value); };
    return [truth = wanted.toBool()](const QJsonValue &value) { return value.toBool() == truth; };
}

ValueTest SearchConditions::read(const SearchField &field, const QJsonObject &condition,
                                 QString &problem) const
{
    static const QStringList known{u"text"_s,         u"term"_s,         u"reference"_s,   u"boolean"_s,
                                   u"number_range"_s, u"moment_range"_s, u"current_user"_s};
    const QString type = condition.value("type"_L1).toString();
    ValueTest test;
    if (type == "exists"_L1) {
        if (hasOnly(condition, {}, problem))
            test = [](const QJsonValue &value) { return !isEmptyValue(value); };
    } else if (!known.contains(type)) {
        problem = u"Unknown condition type: %1."_s.arg(type);
    } else if (!fits(field, type)) {
        problem = u"A %1 condition cannot be asked of this field."_s.arg(type);
    } else {
        test = one(field, condition, problem);
    }
    if (!problem.isEmpty())
        return {};
    return [test](const QJsonValue &value) {
        if (!value.isArray())
            return test(value);
        const QJsonArray values = value.toArray();
        return std::any_of(values.begin(), values.end(), test);
    };
}

} // namespace leadline::sandbox
