#pragma once

#include "services/sandbox/world/atlas.h"
#include "services/sandbox/world/timetable.h"

#include <optional>

namespace leadline::sandbox {

struct GeneratedPhone
{
    QString e164;
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

/// The facts about one lead and its people, worked out from the seed and the lead's index when they are asked
/// for: most of a list needs few of them.
class Profile
{
public:
    /// `people`: the timetable of contacts, which tells how many the lead has; outlives it.
    Profile(quint64 seed, qint64 lead, const Timetable &people);

    [[nodiscard]] const QString &company() const { return named().company; }
    [[nodiscard]] const QString &industry() const { return named().industry; }
    [[nodiscard]] const QString &description() const { return named().description; }
    [[nodiscard]] const QString &domain() const { return named().domain; }
    [[nodiscard]] QString street() const;
    [[nodiscard]] QString zipcode() const;
    [[nodiscard]] int owner() const; ///< index into Organisation::people()
    [[nodiscard]] const QList<GeneratedContact> &contacts() const;

    [[nodiscard]] const Town &town() const { return *m_town; }
    [[nodiscard]] const Country &country() const { return *m_country; }
    /// A number in [0, bound) that belongs to this lead and this purpose.
    [[nodiscard]] int pick(int purpose, int bound) const;
    [[nodiscard]] bool chance(int purpose, int percent) const { return pick(purpose, 100) < percent; }

private:
    struct Names
    {
        QString company;
        QString industry;
        QString description;
        QString domain;
    };
    [[nodiscard]] const Names &named() const;
    [[nodiscard]] const QString &oneOf(const QStringList &list, int purpose) const;
    [[nodiscard]] GeneratedContact contact(int number) const;
    [[nodiscard]] QList<GeneratedPhone> phones(int number) const;
    [[nodiscard]] QString fill(const QString &pattern, int purpose) const;

    quint64 m_key;
    qint64 m_lead;
    const Timetable *m_people;
    const Town *m_town;
    const Country *m_country;
    mutable std::optional<Names> m_names;
    mutable std::optional<QList<GeneratedContact>> m_contacts;
};

/// `Göteborg Åkeri` as `goteborg-akeri`.
[[nodiscard]] QString asciiSlug(const QString &text, QChar separator);

} // namespace leadline::sandbox
