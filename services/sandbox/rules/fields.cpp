#include "services/sandbox/rules/fields.h"

#include "services/sandbox/rules/moments.h"

#include <cmath>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

static QString typeName(QJsonValue::Type type)
{
    switch (type) {
    case QJsonValue::String:
        return u"str"_s;
    case QJsonValue::Double:
        return u"int"_s;
    case QJsonValue::Bool:
        return u"bool"_s;
    case QJsonValue::Array:
        return u"list"_s;
    case QJsonValue::Object:
        return u"dict"_s;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return u"NoneType"_s;
}

static QString wrongType(QJsonValue::Type type)
{
    return u"Value must be of %1 type."_s.arg(typeName(type));
}

QString errorKey(const QString &key)
{
    return key.endsWith("_id"_L1) ? key.chopped(3) : key;
}

Reply fieldErrors(const QJsonObject &errors)
{
    return Reply{400, QJsonObject{{u"errors"_s, QJsonArray()}, {u"field-errors"_s, errors}}, {}};
}

Fields::Fields(const QJsonObject &body, QJsonObject &target, const Store &store, double tzOffset)
    : m_body(body), m_target(target), m_store(store), m_tzOffset(tzOffset)
{}

bool Fields::take(const QString &key, QJsonValue::Type type)
{
    const auto it = m_body.constFind(key);
    if (it == m_body.constEnd())
        return false;
    if (it->isNull()) {
        m_target.insert(key, QJsonValue::Null);
        return false;
    }
    if (it->type() != type) {
        fail(key, wrongType(type));
        return false;
    }
    return true;
}

void Fields::text(const QString &key)
{
    if (take(key, QJsonValue::String))
        m_target.insert(key, m_body.value(key));
}

void Fields::integer(const QString &key, qint64 least, qint64 most)
{
    if (!take(key, QJsonValue::Double))
        return;
    const double number = m_body.value(key).toDouble();
    if (number != std::floor(number))
        fail(key, wrongType(QJsonValue::Double));
    else if (number > double(most))
        fail(key, u"The value must not be larger than %1."_s.arg(most));
    else if (number < double(least))
        fail(key, u"The value must be at least %1."_s.arg(least));
    else
        m_target.insert(key, qint64(number));
}

void Fields::boolean(const QString &key)
{
    if (take(key, QJsonValue::Bool))
        m_target.insert(key, m_body.value(key));
}

void Fields::choice(const QString &key, const QStringList &choices)
{
    if (!has(key) || sent(key).isNull())
        return void(take(key, QJsonValue::String));
    if (!choices.contains(sent(key).toString()))
        return fail(key, u"Not a valid choice."_s);
    m_target.insert(key, sent(key));
}

void Fields::date(const QString &key)
{
    if (!take(key, QJsonValue::String))
        return;
    if (const auto moment = parseMoment(sent(key).toString(), m_tzOffset))
        m_target.insert(key, moment->text());
    else
        fail(key, u"Invalid ISO 8601 datetime."_s);
}

void Fields::moment(const QString &key)
{
    if (!take(key, QJsonValue::String))
        return;
    if (const auto moment = parseMoment(sent(key).toString(), m_tzOffset))
        m_target.insert(key, timestamp(moment->utc));
    else
        fail(key, u"Invalid ISO 8601 datetime."_s);
}

void Fields::keptMoment(const QString &key)
{
    if (has(key) && !sent(key).isNull())
        moment(key);
}

void Fields::reference(const QString &key, Kind kind)
{
    if (!take(key, QJsonValue::String))
        return;
    if (m_store.find(kind, sent(key).toString()))
        m_target.insert(key, sent(key));
    else
        fail(errorKey(key), u"Object does not exist."_s);
}

void Fields::objects(const QString &key,
                     const std::function<QJsonObject(const QJsonObject &, QJsonObject &)> &clean)
{
    if (!has(key))
        return;
    if (!sent(key).isArray())
        return fail(key, sent(key).isNull() ? u"This field is required."_s : wrongType(QJsonValue::Array));
    QJsonArray cleaned;
    QJsonObject errors;
    const QJsonArray items = sent(key).toArray();
    for (int i = 0; i < items.size(); ++i) {
        if (!items.at(i).isObject()) {
            errors.insert(QString::number(i), wrongType(QJsonValue::Object));
            continue;
        }
        QJsonObject item;
        const QJsonObject wrong = clean(items.at(i).toObject(), item);
        if (!wrong.isEmpty())
            errors.insert(QString::number(i), fieldErrors(wrong).body);
        cleaned.append(item);
    }
    if (errors.isEmpty())
        m_target.insert(key, cleaned);
    else
        m_errors.insert(key, QJsonObject{{u"errors"_s, errors}});
}

void Fields::texts(const QString &key)
{
    if (!take(key, QJsonValue::Array))
        return;
    for (const QJsonArray items = sent(key).toArray(); const auto &item : items) {
        if (!item.isString())
            return fail(key, wrongType(QJsonValue::String));
    }
    m_target.insert(key, sent(key));
}

void Fields::https(const QString &key)
{
    if (!take(key, QJsonValue::String))
        return;
    if (sent(key).toString().startsWith("https://"_L1))
        m_target.insert(key, sent(key));
    else
        fail(key, u"This URL uses a scheme that's not allowed. You can only use https."_s);
}

void Fields::require(const QString &key)
{
    const QJsonValue value = m_target.value(key);
    const bool isMissing =
        value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty());
    if (isMissing && !m_errors.contains(errorKey(key)))
        fail(errorKey(key), u"This field is required."_s);
}

void Fields::fixed(const QString &key)
{
    if (has(key) && sent(key) != m_target.value(key))
        fail(errorKey(key), u"Value cannot be changed."_s);
}

void Fields::fail(const QString &key, const QString &message)
{
    m_errors.insert(key, message);
}

void Fields::fail(const QJsonObject &errors)
{
    for (auto it = errors.begin(); it != errors.end(); ++it)
        m_errors.insert(it.key(), it.value());
}

std::optional<Reply> Fields::reply() const
{
    if (m_errors.isEmpty())
        return std::nullopt;
    return fieldErrors(m_errors);
}

} // namespace leadline::sandbox
