#include "services/sandbox/phones.h"

#include "services/sandbox/world/words.h"

#include <QHash>
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

constexpr qsizetype LongestPrefix = 6;

QHash<QString, QString> readPrefixes()
{
    QHash<QString, QString> zones;
    for (const QStringList &row : Words::rows(QStringLiteral("timezones"))) {
        for (const QString &prefix : row.last().split(QLatin1Char(' '), Qt::SkipEmptyParts))
            zones.insert(prefix, row.first());
    }
    return zones;
}

/// The zones of the countries that have one only, by country.
QHash<QString, QString> readSingleZones()
{
    QHash<QString, QString> zones;
    for (const QLocale &locale :
         QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory)) {
        const QString country = QLocale::territoryToCode(locale.territory());
        if (zones.contains(country))
            continue;
        const QList<QByteArray> ids = QTimeZone::availableTimeZoneIds(locale.territory());
        zones.insert(country, ids.size() == 1 ? QString::fromLatin1(ids.first()) : QString());
    }
    return zones;
}

/// libphonenumber for C++ ships no time zone data: area codes come from timezones.txt (longest prefix wins),
/// and a country with a single zone needs no table.
QString timeZoneOf(const QString &e164, const QString &country)
{
    static const QHash<QString, QString> prefixes = readPrefixes();
    static const QHash<QString, QString> singles = readSingleZones();
    for (qsizetype length = LongestPrefix; length > 1; --length) {
        const auto zone = prefixes.constFind(e164.left(length));
        if (zone != prefixes.constEnd())
            return *zone;
    }
    return singles.value(country);
}

} // namespace

std::optional<ParsedPhone> parsePhone(const QString &input, const QString &defaultCountry)
{
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    const std::string region =
        defaultCountry.isEmpty() ? std::string("ZZ") : defaultCountry.toUpper().toStdString();
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
