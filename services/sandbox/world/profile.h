#pragma once

#include "services/sandbox/world/atlas.h"

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

/// The facts about one lead and its people, worked out from the seed and the lead's index.
class Profile
{
public:
    Profile(quint64 seed, qint64 lead, int contacts);

    QString company;
    QString industry;
    QString description;
    QString domain;
    QString street;
    QString zipcode;
    int owner = 0; ///< index into Organisation::people()
    QList<GeneratedContact> contacts;

    [[nodiscard]] const Town &town() const { return *m_town; }
    [[nodiscard]] const Country &country() const { return *m_country; }
    /// A number in [0, bound) that belongs to this lead and this purpose.
    [[nodiscard]] int pick(int purpose, int bound) const;
    [[nodiscard]] bool chance(int purpose, int percent) const { return pick(purpose, 100) < percent; }

private:
    void settle();
    void name();
    [[nodiscard]] const QString &oneOf(const QStringList &list, int purpose) const;
    [[nodiscard]] GeneratedContact contact(int number) const;
    [[nodiscard]] QList<GeneratedPhone> phones(int number) const;
    [[nodiscard]] QString fill(const QString &pattern, int purpose) const;

    quint64 m_key;
    const Town *m_town;
    const Country *m_country;
};

/// `Göteborg Åkeri` as `goteborg-akeri`.
[[nodiscard]] QString asciiSlug(const QString &text, QChar separator);

} // namespace leadline::sandbox
