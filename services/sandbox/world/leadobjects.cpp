#include "services/sandbox/world/leadobjects.h"

#include <QJsonArray>

namespace leadline::sandbox {

namespace {

/// Purposes of the lead's chances; below 40 are the profile's own, 1000 and more its contacts'.
enum Purpose {
    HasUrl = 50,
    ForLabel,
    HasDescription,
    ForEmployees,
    HasTool,
    ForTool,
    HasProducts,
    ForProducts,
    HasRenewal,
    ForRenewal,
    HasVisit,
    ForVisit,
    ForChampion
};

QJsonArray address(const Profile &profile, const QString &label)
{
    return {QJsonObject{{QStringLiteral("label"), label},
                        {QStringLiteral("address_1"), profile.street()},
                        {QStringLiteral("address_2"), QString()},
                        {QStringLiteral("city"), profile.town().name},
                        {QStringLiteral("state"), profile.town().state},
                        {QStringLiteral("zipcode"), profile.zipcode()},
                        {QStringLiteral("country"), profile.town().country}}};
}

QStringList products(const Profile &profile)
{
    static const QStringList all{QStringLiteral("Route Planner"), QStringLiteral("Crew Scheduling"),
                                 QStringLiteral("Asset Tracking"), QStringLiteral("Customer Portal"),
                                 QStringLiteral("Analytics")};
    const int first = profile.pick(ForProducts, 5);
    QStringList chosen{all.at(first)};
    if (profile.chance(ForProducts + 100, 60))
        chosen.append(all.at((first + 1 + profile.pick(ForProducts + 101, 3)) % 5));
    return chosen;
}

QList<std::pair<QString, LeadFacts::Value>> customOf(const LeadStory &story, qint64 made)
{
    static const QStringList tools{QStringLiteral("Spreadsheets"),        QStringLiteral("Northgrid"),
                                   QStringLiteral("Whiteboard"),          QStringLiteral("Plannero"),
                                   QStringLiteral("Own Access database"), QStringLiteral("Paper forms")};
    const Profile &profile = story.profile;
    QList<std::pair<QString, LeadFacts::Value>> values;
    const auto set = [&values](const QString &name, LeadFacts::Value value) {
        values.emplaceBack(name, std::move(value));
    };
    const QDate today = story.end().date();
    set(QStringLiteral("Industry"), profile.industry());
    set(QStringLiteral("Region"), profile.country().region);
    set(QStringLiteral("Employees"),
        8 + profile.pick(ForEmployees, 40) * profile.pick(ForEmployees + 100, 30));
    set(QStringLiteral("Account Owner"), story.owner().id);
    set(QStringLiteral("Import Key"), QStringLiteral("HP-%1").arg(story.lead + 1, 7, 10, QLatin1Char('0')));
    if (profile.chance(HasTool, 60))
        set(QStringLiteral("Current Tool"), tools.at(profile.pick(ForTool, 6)));
    if (profile.chance(HasProducts, 55))
        set(QStringLiteral("Products of Interest"), products(profile));
    if (profile.chance(HasRenewal, 35)) {
        const QDate renewal = today.addDays(profile.pick(ForRenewal, 400) - 30);
        set(QStringLiteral("Contract Renewal"), renewal.toString(Qt::ISODate));
    }
    if (profile.chance(HasVisit, 25)) {
        const qint64 visit =
            made + (story.schedule.clock().length() - made) / 100 * profile.pick(ForVisit, 100);
        set(QStringLiteral("Last Site Visit"), timestamp(story.moment(visit / 900'000 * 900'000)));
    }
    if (profile.chance(ForChampion, 40)) {
        const int number = profile.pick(ForChampion + 100, static_cast<int>(profile.contacts().size()));
        set(QStringLiteral("Champion"), story.contactId(number));
    }
    return values;
}

QJsonValue toJson(const LeadFacts::Value &value)
{
    if (const int *number = std::get_if<int>(&value))
        return *number;
    if (const QString *text = std::get_if<QString>(&value))
        return *text;
    return QJsonArray::fromStringList(std::get<QStringList>(value));
}

} // namespace

LeadFacts leadFacts(const LeadStory &story)
{
    const Profile &profile = story.profile;
    LeadFacts facts;
    facts.created = story.schedule.createdAt(story.lead);
    facts.status = &story.organisation.leadStatuses().at(story.statusAfter(story.statusChanges()));
    facts.addressLabel = profile.chance(ForLabel, 70) ? QStringLiteral("business") : QStringLiteral("office");
    if (profile.chance(HasDescription, 75))
        facts.description = profile.description();
    if (profile.chance(HasUrl, 85))
        facts.url = QStringLiteral("https://") + profile.domain();
    facts.custom = customOf(story, facts.created);
    return facts;
}

QJsonObject leadObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const Profile &profile = story.profile;
    const LeadFacts facts = leadFacts(story);
    const QString id = story.leadId();
    QJsonObject lead = story.audit(facts.created, entry.time);
    lead.insert(QStringLiteral("id"), id);
    lead.insert(QStringLiteral("name"), profile.company());
    lead.insert(QStringLiteral("display_name"), profile.company());
    lead.insert(QStringLiteral("description"), facts.description);
    lead.insert(QStringLiteral("url"), facts.url.isEmpty() ? QJsonValue() : QJsonValue(facts.url));
    lead.insert(QStringLiteral("html_url"), QStringLiteral("https://app.close.com/lead/%1/").arg(id));
    lead.insert(QStringLiteral("status_id"), facts.status->id);
    lead.insert(QStringLiteral("status_label"), facts.status->label);
    lead.insert(QStringLiteral("addresses"), address(profile, facts.addressLabel));
    lead.insert(QStringLiteral("integration_links"), QJsonArray());
    QJsonObject byName; // the custom fields stand there twice, flat and by name (close-api.md 1.7)
    for (const auto &[name, value] : facts.custom) {
        lead.insert(story.organisation.fieldKey(name), toJson(value));
        byName.insert(name, toJson(value));
    }
    lead.insert(QStringLiteral("custom"), byName);
    return lead;
}

ContactFacts contactFacts(const LeadStory &story, const Timetable::Entry &entry)
{
    static const QStringList roles{QStringLiteral("Decision Maker"), QStringLiteral("Champion"),
                                   QStringLiteral("Influencer"), QStringLiteral("User"),
                                   QStringLiteral("Gatekeeper")};
    const int number = story.track(Kind::Contact, entry).number;
    ContactFacts facts;
    facts.person = &story.profile.contacts().at(number);
    facts.hasEmail = number == 0 || !story.profile.chance(1300 + number, 15);
    facts.isUnsubscribed = story.profile.chance(1310 + number, 4);
    for (const GeneratedPhone &phone : facts.person->phones) {
        if (facts.zone.isEmpty())
            facts.zone = parsed(phone.e164).timeZone;
    }
    if (story.profile.chance(1320 + number, 50))
        facts.role = roles.at((number + story.profile.pick(1330, 5)) % 5);
    if (story.profile.country().language != QLatin1String("English"))
        facts.language = story.profile.country().language;
    return facts;
}

QJsonObject contactObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const ContactFacts facts = contactFacts(story, entry);
    const GeneratedContact &person = *facts.person;
    QJsonObject contact = story.audit(entry.time, entry.time, false);
    QJsonArray phones;
    for (const GeneratedPhone &phone : person.phones) {
        const ParsedPhone digits = parsed(phone.e164);
        phones.append(QJsonObject{
            {QStringLiteral("phone"), digits.e164},
            {QStringLiteral("phone_formatted"), digits.formatted},
            {QStringLiteral("country"), digits.country.isEmpty() ? QJsonValue() : QJsonValue(digits.country)},
            {QStringLiteral("type"), phone.type}});
    }
    QJsonArray emails;
    if (facts.hasEmail) {
        emails.append(QJsonObject{{QStringLiteral("email"), person.email},
                                  {QStringLiteral("is_unsubscribed"), facts.isUnsubscribed},
                                  {QStringLiteral("type"), QStringLiteral("office")}});
    }
    contact.insert(QStringLiteral("id"), story.idOf(Kind::Contact, entry));
    contact.insert(QStringLiteral("lead_id"), story.leadId());
    contact.insert(QStringLiteral("name"), person.name);
    contact.insert(QStringLiteral("display_name"), person.name);
    contact.insert(QStringLiteral("title"), person.title.isEmpty() ? QJsonValue() : QJsonValue(person.title));
    contact.insert(QStringLiteral("emails"), emails);
    contact.insert(QStringLiteral("phones"), phones);
    contact.insert(QStringLiteral("urls"), QJsonArray());
    contact.insert(QStringLiteral("timezone"), facts.zone.isEmpty() ? QJsonValue() : QJsonValue(facts.zone));
    contact.insert(QStringLiteral("timezone_source"),
                   facts.zone.isEmpty() ? QJsonValue()
                                        : QJsonValue(QStringLiteral("inferred_from_phone_number")));
    contact.insert(QStringLiteral("integration_links"), QJsonArray());
    if (!facts.role.isEmpty())
        contact.insert(story.organisation.fieldKey(QStringLiteral("Buying Role")), QJsonArray{facts.role});
    if (!facts.language.isEmpty())
        contact.insert(story.organisation.fieldKey(QStringLiteral("Preferred Language")), facts.language);
    return contact;
}

} // namespace leadline::sandbox
