#include "services/sandbox/rules/phonefields.h"

#include "services/sandbox/phones.h"

#include <QJsonArray>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

static QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue::Null : QJsonValue(text);
}

QString normalizedNumber(const QString &text, const QString &country)
{
    const auto parsed = parsePhone(text, country);
    return parsed ? parsed->e164 : QString();
}

bool normalizePhone(QJsonObject &entry, const QString &country)
{
    const auto parsed = parsePhone(entry.value("phone"_L1).toString(), country);
    if (!parsed)
        return false;
    entry.insert("phone"_L1, parsed->e164);
    entry.insert("phone_formatted"_L1, parsed->formatted);
    entry.insert("country"_L1, orNull(parsed->country));
    return true;
}

void readPhone(Fields &fields, QJsonObject &target, const QString &key, const QString &country)
{
    fields.text(key);
    if (!fields.has(key) || !fields.sent(key).isString())
        return;
    const QString number = normalizedNumber(fields.sent(key).toString(), country);
    if (number.isEmpty())
        fields.fail(key, u"Invalid phone number."_s);
    else
        target.insert(key, number);
}

void formatPhone(QJsonObject &activity, const QString &side)
{
    const QString formatted = side + u"_phone_formatted"_s;
    const QString number = activity.value(side + u"_phone"_s).toString();
    if (number.isEmpty() || !activity.contains(formatted) || !activity.value(formatted).isNull())
        return;
    if (const auto parsed = parsePhone(number, QString())) {
        activity.insert(formatted, parsed->formatted);
        const QString country = side + u"_country_iso"_s;
        if (activity.contains(country))
            activity.insert(country, parsed->country);
    }
}

void inferTimezone(QJsonObject &contact)
{
    QString zone;
    for (const QJsonArray phones = contact.value("phones"_L1).toArray(); const auto &phone : phones) {
        const auto parsed = parsePhone(phone.toObject().value("phone"_L1).toString(), QString());
        if (zone.isEmpty() && parsed)
            zone = parsed->timeZone;
    }
    contact.insert("timezone"_L1, orNull(zone));
    contact.insert("timezone_source"_L1,
                   orNull(zone.isEmpty() ? QString() : u"inferred_from_phone_number"_s));
}

} // namespace leadline::sandbox
