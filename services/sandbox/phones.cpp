#include "services/sandbox/phones.h"

#include "services/sandbox/world/words.h"

#include <QLocale>
#include <QTimeZone>

#include <phonenumbers/phonenumberutil.h>

namespace leadline::sandbox {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

QString toFormat(const PhoneNumber &number, PhoneNumberUtil::PhoneNumberFormat format)
{
    std::string text;
    PhoneNumberUtil::GetInstance()->Format(number, format, &text);
    return QString::fromStdString(text);
}

/// libphonenumber for C++ ships no time zone data: area codes come from timezones.txt (longest prefix wins), and a
/// country with a single zone needs no table.
QString timeZoneOf(const QString &e164, const QString &country)
{
    QString zone;
    qsizetype matched = 0;
    for (const QStringList &row : Words::rows(QStringLiteral("timezones"))) {
        for (const QString &prefix : row.last().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            if (prefix.size() > matched && e164.startsWith(prefix)) {
                zone = row.first();
                matched = prefix.size();
            }
        }
    }
    if (!zone.isEmpty())
        return zone;
    const QLocale::Territory territory = QLocale::codeToTerritory(country);
    if (territory == QLocale::AnyTerritory)
        return {};
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds(territory);
    return zones.size() == 1 ? QString::fromLatin1(zones.first()) : QString();
}

} // namespace

std::optional<ParsedPhone> parsePhone(const QString &input, const QString &defaultCountry)
{
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    const std::string region = defaultCountry.isEmpty() ? std::string("ZZ") : defaultCountry.toUpper().toStdString();
    if (util.Parse(input.toStdString(), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return std::nullopt;
    std::string country;
    util.GetRegionCodeForNumber(number, &country);
    ParsedPhone parsed;
    parsed.e164 = toFormat(number, PhoneNumberUtil::E164);
    parsed.formatted = toFormat(number, PhoneNumberUtil::INTERNATIONAL);
    if (country != "ZZ" && country != "001")
        parsed.country = QString::fromStdString(country);
    if (!parsed.country.isEmpty())
        parsed.timeZone = timeZoneOf(parsed.e164, parsed.country);
    return parsed;
}

} // namespace leadline::sandbox
