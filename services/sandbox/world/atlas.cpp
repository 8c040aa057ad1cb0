#include "services/sandbox/world/atlas.h"

#include "services/sandbox/world/words.h"

namespace leadline::sandbox {

namespace {

QStringList listOf(const QString &cell, QLatin1Char separator = QLatin1Char(','))
{
    if (cell.isEmpty())
        return {};
    QStringList items = cell.split(separator);
    for (QString &item : items)
        item = item.trimmed();
    return items;
}

QStringList listOf(const QString &file, const QString &country)
{
    for (const QStringList &row : Words::rows(file)) {
        if (row.first() == country)
            return listOf(row.value(1));
    }
    return {};
}

QHash<QString, Country> readCountries()
{
    QHash<QString, Country> countries;
    for (const QStringList &row : Words::rows(QStringLiteral("countries"))) {
        const QString code = row.first();
        countries.insert(
            code, {row.at(1), row.at(2), row.at(3), listOf(row.at(4)), listOf(row.at(5)),
                   listOf(QStringLiteral("streets"), code), listOf(QStringLiteral("firstnames"), code),
                   listOf(QStringLiteral("lastnames"), code), listOf(QStringLiteral("companies"), code)});
    }
    return countries;
}

QList<Town> readTowns()
{
    QList<Town> towns;
    for (const QStringList &row : Words::rows(QStringLiteral("towns"))) {
        for (int weight = row.at(6).toInt(); weight > 0; --weight)
            towns.append({row.at(0), row.at(1), row.at(2), row.at(4), row.at(3), listOf(row.at(5))});
    }
    return towns;
}

QList<Industry> readIndustries()
{
    static const QStringList languages{QStringLiteral("English"), QStringLiteral("German"),
                                       QStringLiteral("Swedish"), QStringLiteral("French"),
                                       QStringLiteral("Japanese")};
    QList<Industry> industries;
    for (const QStringList &row : Words::rows(QStringLiteral("industries"))) {
        Industry industry{row.first(), {}, listOf(row.last(), QLatin1Char(';'))};
        for (int i = 0; i < languages.size(); ++i)
            industry.endings.insert(languages.at(i), listOf(row.at(1 + i)));
        industries.append(industry);
    }
    return industries;
}

} // namespace

const Atlas &atlas()
{
    static const Atlas read{readTowns(), readCountries(), readIndustries(),
                            Words::lines(QStringLiteral("titles"))};
    return read;
}

} // namespace leadline::sandbox
