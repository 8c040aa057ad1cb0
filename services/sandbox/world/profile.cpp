#include "services/sandbox/world/profile.h"

#include "services/sandbox/world/keyed.h"
#include "services/sandbox/world/words.h"

#include <algorithm>

namespace leadline::sandbox {

namespace {

/// What chances are drawn for; numbers from 1000 on belong to contacts.
enum Purpose { ForTown = 1, ForStreet, ForNumber, ForZip, ForName, ForIndustry, ForEnding, ForForm, ForOwner, ForText };

QStringList listOf(const QString &cell)
{
    QStringList items = cell.split(QLatin1Char(','));
    for (QString &item : items)
        item = item.trimmed();
    return items;
}

/// The cell of the row that begins with the country.
QString cellOf(const QString &file, const QString &country, int column)
{
    for (const QStringList &row : Words::rows(file)) {
        if (row.first() == country)
            return row.value(column);
    }
    return {};
}

} // namespace

QString asciiSlug(const QString &text, QChar separator)
{
    static const QList<std::pair<QChar, QString>> spelled{{u'ä', QStringLiteral("ae")}, {u'ö', QStringLiteral("oe")},
                                                          {u'ü', QStringLiteral("ue")}, {u'ß', QStringLiteral("ss")},
                                                          {u'å', QStringLiteral("a")},  {u'ø', QStringLiteral("o")}};
    QString lower = text.toLower();
    for (const auto &[letter, letters] : spelled)
        lower.replace(letter, letters);
    QString slug;
    for (const QChar letter : lower.normalized(QString::NormalizationForm_D)) {
        if (letter.unicode() < 128 && letter.isLetterOrNumber())
            slug += letter;
        else if (letter.isSpace() && !slug.isEmpty() && !slug.endsWith(separator))
            slug += separator;
    }
    return slug;
}

Profile::Profile(quint64 seed, qint64 lead, int count)
    : m_key(sandbox::chance(seed, 0x9e0, static_cast<quint64>(lead)))
{
    settle();
    name();
    for (int i = 0; i < count; ++i)
        contacts.append(contact(i));
}

int Profile::pick(int purpose, int bound) const
{
    return sandbox::pick(m_key, static_cast<quint64>(purpose), 0, bound);
}

QString Profile::fill(const QString &pattern, int purpose) const
{
    QString filled = pattern;
    for (qsizetype i = 0; i < filled.size(); ++i) {
        const int value = sandbox::pick(m_key, static_cast<quint64>(purpose), static_cast<quint64>(i) + 1, 1000);
        if (filled.at(i) == QLatin1Char('#'))
            filled[i] = QChar(u'0' + value % 10);
        else if (filled.at(i) == QLatin1Char('~'))
            filled[i] = QLatin1Char("ABCEGHJKLMNPRSTVXY"[value % 18]);
    }
    return filled;
}

void Profile::settle()
{
    const QList<QStringList> &towns = Words::rows(QStringLiteral("towns"));
    int total = 0;
    for (const QStringList &row : towns)
        total += row.at(6).toInt();
    int left = pick(ForTown, total);
    const QStringList *chosen = &towns.first();
    for (const QStringList &row : towns) {
        chosen = &row;
        left -= row.at(6).toInt();
        if (left < 0)
            break;
    }
    const QString country = chosen->at(0);
    const QString countries = QStringLiteral("countries");
    town = {country, chosen->at(1), chosen->at(2), chosen->at(4), cellOf(countries, country, 1),
            cellOf(countries, country, 2)};
    m_fixedLines = chosen->at(5);
    m_mobileLines = cellOf(countries, country, 4);
    zipcode = fill(chosen->at(3), ForZip);
    const QStringList streets = listOf(cellOf(QStringLiteral("streets"), country, 1));
    street = cellOf(countries, country, 3);
    street.replace(QLatin1String("{n}"), QString::number(1 + pick(ForNumber, 180)));
    street.replace(QLatin1String("{street}"), streets.at(pick(ForStreet, static_cast<int>(streets.size()))));
    // The person who signs in owns more leads than anybody else, the one who has left hardly any.
    static constexpr int Owners[] = {0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7};
    owner = Owners[pick(ForOwner, 16)];
}

void Profile::name()
{
    static const QStringList languages{QStringLiteral("English"), QStringLiteral("German"), QStringLiteral("Swedish"),
                                       QStringLiteral("French"), QStringLiteral("Japanese")};
    const QList<QStringList> &industries = Words::rows(QStringLiteral("industries"));
    const QStringList &row = industries.at(pick(ForIndustry, static_cast<int>(industries.size())));
    industry = row.first();
    const QStringList endings = listOf(row.at(1 + static_cast<int>(languages.indexOf(town.language))));
    const QStringList heads = listOf(cellOf(QStringLiteral("companies"), town.country, 1));
    const QStringList forms = listOf(cellOf(QStringLiteral("countries"), town.country, 5));
    const QString trade = heads.at(pick(ForName, static_cast<int>(heads.size()))) + QLatin1Char(' ') +
                          endings.at(pick(ForEnding, static_cast<int>(endings.size())));
    company = (trade + QLatin1Char(' ') + forms.at(pick(ForForm, static_cast<int>(forms.size())))).trimmed();
    domain = asciiSlug(trade, QLatin1Char('-')) + QStringLiteral(".example");
    const QStringList texts = row.last().split(QLatin1Char(';'));
    description = texts.at(pick(ForText, static_cast<int>(texts.size()))).trimmed();
}

GeneratedContact Profile::contact(int number) const
{
    const int purpose = 1000 + number * 50;
    const QStringList firsts = listOf(cellOf(QStringLiteral("firstnames"), town.country, 1));
    const QStringList lasts = listOf(cellOf(QStringLiteral("lastnames"), town.country, 1));
    const QStringList &titles = Words::lines(QStringLiteral("titles"));
    GeneratedContact made;
    // Neighbours in the lists, so that two people of one company never share a name or a title.
    made.first = firsts.at((pick(1001, 1000) + number * 7) % firsts.size());
    const QString last = lasts.at((pick(1002, 1000) + number * 3) % lasts.size());
    made.name = made.first + QLatin1Char(' ') + last;
    if (!chance(purpose + 3, 8))
        made.title = titles.at((pick(1004, 1000) + number * 7) % titles.size());
    made.email = asciiSlug(made.first, QLatin1Char('-')) + QLatin1Char('.') + asciiSlug(last, QLatin1Char('-')) +
                 QLatin1Char('@') + domain;
    made.phones = phones(number);
    return made;
}

QList<GeneratedPhone> Profile::phones(int number) const
{
    const int purpose = 1000 + number * 50 + 10;
    if (number > 0 && chance(purpose, 12))
        return {};
    const auto make = [this](const QString &lines, int chosen, const QString &type) {
        const QStringList patterns = listOf(lines);
        const QString digits = fill(patterns.at(pick(chosen, static_cast<int>(patterns.size()))), chosen + 1);
        const auto parsed = parsePhone(digits, town.country);
        return GeneratedPhone{parsed.value_or(ParsedPhone{digits, digits, {}, {}}), type};
    };
    QList<GeneratedPhone> made{make(m_fixedLines, purpose + 2, QStringLiteral("office"))};
    if (!m_mobileLines.isEmpty() && chance(purpose + 6, 40))
        made.append(make(m_mobileLines, purpose + 8, QStringLiteral("mobile")));
    else if (chance(purpose + 6, 20))
        made.append(make(m_fixedLines, purpose + 12, QStringLiteral("direct")));
    return made;
}

} // namespace leadline::sandbox
