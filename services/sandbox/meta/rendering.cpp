#include "services/sandbox/meta/rendering.h"

#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/filters.h"

#include <QRegularExpression>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

void insertTexts(QHash<QString, QString> &values, const QString &prefix, const QJsonObject &object)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isString() || it->isDouble())
            values.insert(prefix + it.key(), it->toVariant().toString());
    }
}

QHash<QString, QString> valuesFor(const Context &context, const Call &call, const QJsonObject &lead,
                                  const QJsonObject &contact)
{
    QHash<QString, QString> values;
    insertTexts(values, u"lead."_s, lead);
    insertTexts(values, u"lead.custom."_s, lead.value("custom"_L1).toObject());
    insertTexts(values, u"contact."_s, contact);
    insertTexts(values, u"user."_s, context.store.find(Kind::User, call.userId).value_or(QJsonObject()));
    insertTexts(values, u"organization."_s, context.store.organization());
    const QString name = contact.value("name"_L1).toString().trimmed();
    values.insert(u"contact.first_name"_s, name.section(u' ', 0, 0));
    values.insert(u"contact.last_name"_s, name.section(u' ', 1));
    values.insert(u"contact.email"_s, contact.value("emails"_L1).toArray().first()["email"_L1].toString());
    values.insert(u"contact.phone"_s, contact.value("phones"_L1).toArray().first()["phone"_L1].toString());
    return values;
}

} // namespace

QString filledIn(const QString &text, const QHash<QString, QString> &values, bool isHtml)
{
    static const QRegularExpression tag(u"\\{\\{\\s*([^}]+?)\\s*\\}\\}"_s);
    static const QRegularExpression bracketed(u"\\.?\\[[\"']([^\"']+)[\"']\\]"_s);
    QString result;
    qsizetype at = 0;
    for (const auto &match : tag.globalMatch(text)) {
        const QString name = match.captured(1).replace(bracketed, u".\\1"_s);
        const QString value = values.value(name);
        result += text.mid(at, match.capturedStart() - at) + (isHtml ? value.toHtmlEscaped() : value);
        at = match.capturedEnd();
    }
    return result + text.mid(at);
}

static QJsonObject rendered(const Context &context, const Call &call, const QJsonObject &source,
                            const QStringList &keys, const QJsonObject &lead, const QJsonObject &contact)
{
    const Derive derive(context.store, context.store.now(), call.tzOffset);
    const auto values = valuesFor(context, call, derive.lead(lead, {u"custom"_s}), contact);
    QJsonObject texts;
    for (const QString &key : keys)
        texts.insert(key, filledIn(source.value(key).toString(), values, key == "body"_L1));
    return texts;
}

std::optional<QJsonObject> renderedTemplate(const Context &context, const Call &call, Kind kind,
                                            const QString &id, const QJsonObject &message)
{
    const auto source = context.store.find(kind, id);
    if (!source)
        return std::nullopt;
    const auto find = [&](Kind wanted, QLatin1StringView key) {
        return context.store.find(wanted, message.value(key).toString()).value_or(QJsonObject());
    };
    QJsonObject texts = rendered(context, call, *source, {u"subject"_s, u"body"_s, u"text"_s},
                                 find(Kind::Lead, "lead_id"_L1), find(Kind::Contact, "contact_id"_L1));
    texts.insert("name"_L1, source->value("name"_L1));
    return texts;
}

Reply render(const Context &context, const Call &call, const QJsonObject &source, const QStringList &keys)
{
    const QString leadId = param(call, u"lead_id"_s);
    const auto lead = context.store.find(Kind::Lead, leadId);
    if (!lead)
        return fieldError(u"lead"_s,
                          leadId.isEmpty() ? u"This field is required."_s : u"Object does not exist."_s);
    QJsonObject contact = Directory(context.store).contactsOf(leadId).value(0);
    if (const QString id = param(call, u"contact_id"_s); !id.isEmpty()) {
        contact = context.store.find(Kind::Contact, id).value_or(QJsonObject());
        if (contact.value("lead_id"_L1) != leadId)
            return fieldError(u"contact"_s, u"Object does not exist."_s);
    }
    return {.body = rendered(context, call, source, keys, *lead, contact)};
}

} // namespace leadline::sandbox
