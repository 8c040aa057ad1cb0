#pragma once

#include <QHash>
#include <QList>
#include <QStringList>

namespace leadline::sandbox {

/// Where a generated company sits.
struct Town
{
    QString country;
    QString name;
    QString state;
    QString zone;
    QString zipcodes; ///< pattern: # a digit, ~ a letter
    QStringList fixedLines;
};

/// How names, streets and numbers look in one country.
struct Country
{
    QString region; ///< North America, Europe, Asia-Pacific
    QString language;
    QString streetForm; ///< `{n} {street}`
    QStringList mobileLines;
    QStringList companyForms;
    QStringList streets;
    QStringList firstNames;
    QStringList lastNames;
    QStringList companies;
};

struct Industry
{
    QString name;
    QHash<QString, QStringList> endings; ///< by language
    QStringList descriptions;
};

/// The word lists that describe companies and people, read once from resources/sandbox.
struct Atlas
{
    QList<Town> towns; ///< each as often as it weighs
    QHash<QString, Country> countries;
    QList<Industry> industries;
    QStringList titles;
};
[[nodiscard]] const Atlas &atlas();

} // namespace leadline::sandbox
