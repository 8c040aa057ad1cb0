#pragma once

#include "services/sandbox/phones.h"

#include <QList>
#include <QString>

namespace leadline::sandbox {

/// Where a generated company sits.
struct Town
{
    QString country;
    QString name;
    QString state;
    QString zone;
    QString region;   ///< North America, Europe, Asia-Pacific
    QString language;
};

struct GeneratedPhone
{
    ParsedPhone number;
    QString type;
};

struct GeneratedContact
{
    QString first;
    QString name;
    QString title;
    QString email;
    QList<GeneratedPhone> phones;
};

/// The facts about one lead and its people, worked out from the seed and the lead's index.
class Profile
{
public:
    Profile(quint64 seed, qint64 lead, int contacts);

    Town town;
    QString company;
    QString industry;
    QString description;
    QString domain;
    QString street;
    QString zipcode;
    int owner = 0; ///< index into Organisation::people()
    QList<GeneratedContact> contacts;

    /// A number in [0, bound) that belongs to this lead and this purpose.
    [[nodiscard]] int pick(int purpose, int bound) const;
    [[nodiscard]] bool chance(int purpose, int percent) const { return pick(purpose, 100) < percent; }

private:
    void settle();
    void name();
    [[nodiscard]] GeneratedContact contact(int number) const;
    [[nodiscard]] QList<GeneratedPhone> phones(int number) const;
    [[nodiscard]] QString fill(const QString &pattern, int purpose) const;

    quint64 m_key;
    QString m_fixedLines;
    QString m_mobileLines;
};

/// `Göteborg Åkeri` as `goteborg-akeri`.
[[nodiscard]] QString asciiSlug(const QString &text, QChar separator);

} // namespace leadline::sandbox
