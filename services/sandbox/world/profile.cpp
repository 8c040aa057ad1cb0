#include "services/sandbox/world/profile.h"

#include "services/sandbox/world/keyed.h"

#include <algorithm>

namespace leadline::sandbox {

namespace {

/// What chances are drawn for; numbers from 1000 on belong to contacts.
enum Purpose {
    ForTown = 1,
    ForStreet,
    ForNumber,
    ForZip,
    ForName,
    ForIndustry,
    ForEnding,
    ForForm,
    ForOwner,
    ForText
};

} // namespace

QString asciiSlug(const QString &text, QChar separator)
{
    QString slug;
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar letter) { return letter < u'\x80'; });
    const QString lower = text.toLower();
    for (const QChar letter : isPlain ? lower : lower.normalized(QString::NormalizationForm_D)) {
        if (letter.unicode() < 128 && letter.isLetterOrNumber())
            slug += letter;
        else if (letter == QChar(u'ß'))
            slug += QStringLiteral("ss");
        else if (letter.isSpace() && !slug.isEmpty() && !slug.endsWith(separator))
            slug += separator;
    }
    return slug;
}

Profile::Profile(quint64 seed, qint64 lead, const Timetable &people)
    : m_key(sandbox::chance(seed, 0x9e0, static_cast<quint64>(lead)))
    , m_lead(lead)
    , m_people(&people)
    , m_town(&atlas().towns.at(pick(ForTown, static_cast<int>(atlas().towns.size()))))
    , m_country(&*atlas().countries.constFind(m_town->country))
{}

const QList<GeneratedContact> &Profile::contacts() const
{
    if (!m_contacts) {
        m_contacts.emplace();
        const int count = m_people->countOfLead(m_lead);
        for (int i = 0; i < count; ++i)
            m_contacts->append(contact(i));
    }
    return *m_contacts;
}

int Profile::pick(int purpose, int bound) const
{
    return sandbox::pick(m_key, static_cast<quint64>(purpose), 0, bound);
}

const QString &Profile::oneOf(const QStringList &list, int purpose) const
{
    return list.at(pick(purpose, static_cast<int>(list.size())));
}

QString Profile::fill(const QString &pattern, int purpose) const
{
    QString filled = pattern;
    for (qsizetype i = 0; i < filled.size(); ++i) {
        const int value =
            sandbox::pick(m_key, static_cast<quint64>(purpose), static_cast<quint64>(i) + 1, 1000);
        if (filled.at(i) == QLatin1Char('#'))
            filled[i] = QChar(u'0' + value % 10);
        else if (filled.at(i) == QLatin1Char('~'))
            filled[i] = QLatin1Char("ABCEGHJKLMNPRSTVXY"[value % 18]);
    }
    return filled;
}

QString Profile::zipcode() const
{
    return fill(m_town->zipcodes, ForZip);
}

QString Profile::street() const
{
    QString street = m_country->streetForm;
    street.replace(QLatin1String("{n}"), QString::number(1 + pick(ForNumber, 180)));
    return street.replace(QLatin1String("{street}"), oneOf(m_country->streets, ForStreet));
}

int Profile::owner() const
{
    // The person who signs in owns more leads than anybody else, the one who has left hardly any.
    static constexpr int Owners[] = {0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7};
    return Owners[pick(ForOwner, 16)];
}

const Profile::Names &Profile::named() const
{
    if (m_names)
        return *m_names;
    const Industry &trade =
        atlas().industries.at(pick(ForIndustry, static_cast<int>(atlas().industries.size())));
    const QString called = oneOf(m_country->companies, ForName) + QLatin1Char(' ') +
                           oneOf(*trade.endings.constFind(m_country->language), ForEnding);
    m_names.emplace();
    m_names->industry = trade.name;
    m_names->company = (called + QLatin1Char(' ') + oneOf(m_country->companyForms, ForForm)).trimmed();
    m_names->domain = asciiSlug(called, QLatin1Char('-')) + QStringLiteral(".example");
    m_names->description = oneOf(trade.descriptions, ForText);
    return *m_names;
}

GeneratedContact Profile::contact(int number) const
{
    const QStringList &firsts = m_country->firstNames;
    const QStringList &lasts = m_country->lastNames;
    const QStringList &titles = atlas().titles;
    GeneratedContact made;
    // Steps through the lists, so that two people of one company never share a name or a title.
    made.first = firsts.at((pick(1001, 1000) + number * 7) % firsts.size());
    const QString &last = lasts.at((pick(1002, 1000) + number * 3) % lasts.size());
    made.name = made.first + QLatin1Char(' ') + last;
    if (!chance(1003 + number * 50, 8))
        made.title = titles.at((pick(1004, 1000) + number * 7) % titles.size());
    made.email = asciiSlug(made.first, QLatin1Char('-')) + QLatin1Char('.') +
                 asciiSlug(last, QLatin1Char('-')) + QLatin1Char('@') + domain();
    made.phones = phones(number);
    return made;
}

QList<GeneratedPhone> Profile::phones(int number) const
{
    const int purpose = 1010 + number * 50;
    if (number > 0 && chance(purpose, 12))
        return {};
    const auto make = [this](const QStringList &lines, int chosen, const QString &type) {
        return GeneratedPhone{fill(oneOf(lines, chosen), chosen + 1), type};
    };
    QList<GeneratedPhone> made{make(m_town->fixedLines, purpose + 2, QStringLiteral("office"))};
    if (!m_country->mobileLines.isEmpty() && chance(purpose + 6, 40))
        made.append(make(m_country->mobileLines, purpose + 8, QStringLiteral("mobile")));
    else if (chance(purpose + 6, 20))
        made.append(make(m_town->fixedLines, purpose + 12, QStringLiteral("direct")));
    return made;
}

} // namespace leadline::sandbox
