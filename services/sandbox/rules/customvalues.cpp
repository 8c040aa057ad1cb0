#include "services/sandbox/rules/customvalues.h"

#include "services/sandbox/rules/directory.h"
#include "services/sandbox/rules/moments.h"

#include <limits>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

CustomValues::CustomValues(const Context &context, Kind kind, QString leadId)
    : m_store(context.store)
    , m_refusesUnknown(context.quirks.refusesUnknownCustomFields)
    , m_kind(kind)
    , m_leadId(std::move(leadId))
{}

QJsonObject CustomValues::field(const QString &id) const
{
    if (const auto own = m_store.find(m_kind, id))
        return *own;
    return m_store.find(Kind::SharedField, id).value_or(QJsonObject());
}

void CustomValues::read(const QJsonObject &body, QJsonObject &target, Fields &errors) const
{
    for (auto it = body.begin(); it != body.end(); ++it) {
        if (!it.key().startsWith("custom."_L1))
            continue;
        QString id = it.key().mid(7);
        const bool isAdding = id.endsWith(".add"_L1);
        const bool isRemoving = id.endsWith(".remove"_L1);
        if (isAdding || isRemoving)
            id.truncate(id.lastIndexOf(u'.'));
        const QJsonObject known = field(id);
        if (known.isEmpty()) {
            if (m_refusesUnknown)
                errors.fail(it.key(), u"Object does not exist."_s);
            continue;
        }
        if (isAdding || isRemoving)
            change(known, it.key(), it.value(), target, errors, isAdding);
        else
            set(known, it.key(), it.value(), target, errors);
    }
}

void CustomValues::readByName(const QJsonObject &body, QJsonObject &target, Fields &errors) const
{
    const QJsonObject named = body.value("custom"_L1).toObject();
    for (auto it = named.begin(); it != named.end(); ++it) {
        for (const Kind kind : {m_kind, Kind::SharedField}) {
            const auto found = m_store.list(kind, 0, 1, [&it](const QJsonObject &candidate) {
                return candidate.value("name"_L1).toString() == it.key();
            });
            if (found.items.isEmpty())
                continue;
            set(found.items.first(), u"custom."_s + it.key(), it.value(), target, errors);
            break;
        }
    }
}

void CustomValues::set(const QJsonObject &known, const QString &sentKey, const QJsonValue &value,
                       QJsonObject &target, Fields &errors) const
{
    const QString key = u"custom."_s + known.value("id"_L1).toString();
    const bool isEmptyList = value.isArray() && value.toArray().isEmpty();
    if (value.isNull() || isEmptyList)
        return target.remove(key);
    const Cleaned cleaned = clean(known, value);
    if (cleaned.error.isEmpty())
        target.insert(key, cleaned.value);
    else
        errors.fail(sentKey, cleaned.error);
}

void CustomValues::change(const QJsonObject &known, const QString &sentKey, const QJsonValue &value,
                          QJsonObject &target, Fields &errors, bool isAdding) const
{
    if (!known.value("accepts_multiple_values"_L1).toBool())
        return errors.fail(sentKey, u"This custom field does not accept multiple values."_s);
    const QString key = u"custom."_s + known.value("id"_L1).toString();
    const Cleaned cleaned = clean(known, value);
    if (!cleaned.error.isEmpty())
        return errors.fail(sentKey, cleaned.error);
    QJsonArray values = target.value(key).toArray();
    for (const QJsonArray changed = cleaned.value.toArray(); const auto &item : changed) {
        if (isAdding && !values.contains(item)) {
            values.append(item);
        } else if (!isAdding) {
            for (qsizetype i = values.size() - 1; i >= 0; --i) {
                if (values.at(i) == item)
                    values.removeAt(i);
            }
        }
    }
    if (values.isEmpty())
        target.remove(key);
    else
        target.insert(key, values);
}

CustomValues::Cleaned CustomValues::clean(const QJsonObject &known, const QJsonValue &value) const
{
    if (!known.value("accepts_multiple_values"_L1).toBool())
        return cleanOne(known, value);
    QJsonArray cleaned;
    for (const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
         const auto &item : items) {
        const Cleaned one = cleanOne(known, item);
        if (!one.error.isEmpty())
            return one;
        cleaned.append(one.value);
    }
    return {cleaned, {}};
}

CustomValues::Cleaned CustomValues::cleanOne(const QJsonObject &known, const QJsonValue &value) const
{
    const QString type = known.value("type"_L1).toString();
    if (type == "number"_L1)
        return value.isDouble() ? Cleaned{value, {}} : Cleaned{{}, u"Value must be of int or float type."_s};
    if (!value.isString())
        return {{}, u"Value must be of str type."_s};
    const QString text = value.toString();
    if (type == "date"_L1 || type == "datetime"_L1) {
        const auto moment = parseMoment(text, 0);
        if (!moment)
            return {{}, u"Invalid ISO 8601 datetime."_s};
        return {type == "date"_L1 ? moment->day.toString(Qt::ISODate) : timestamp(moment->utc), {}};
    }
    if (type == "choices"_L1 && !known.value("choices"_L1).toArray().contains(value))
        return {{}, u"Not a valid choice."_s};
    if (type == "contact"_L1) {
        const auto contact = m_store.find(Kind::Contact, text);
        if (!contact || (!m_leadId.isEmpty() && contact->value("lead_id"_L1).toString() != m_leadId))
            return {{}, u"Object does not exist."_s};
    }
    if (type != "user"_L1 || m_store.find(Kind::User, text))
        return {value, {}};
    const Directory directory(m_store);
    const auto named = m_store.list(Kind::User, 0, 1, [&](const QJsonObject &user) {
        return directory.userName(user.value("id"_L1)).toString() == text;
    });
    if (named.items.isEmpty())
        return {{}, u"Object does not exist."_s};
    return {named.items.first().value("id"_L1), {}};
}

} // namespace leadline::sandbox
