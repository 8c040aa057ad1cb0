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

QJsonArray address(const Profile &profile)
{
    const bool isBusiness = profile.chance(ForLabel, 70);
    return {QJsonObject{
        {QStringLiteral("label"), isBusiness ? QStringLiteral("business") : QStringLiteral("office")},
        {QStringLiteral("address_1"), profile.street},
        {QStringLiteral("address_2"), QString()},
        {QStringLiteral("city"), profile.town().name},
        {QStringLiteral("state"), profile.town().state},
        {QStringLiteral("zipcode"), profile.zipcode},
        {QStringLiteral("country"), profile.town().country}}};
}

QJsonArray products(const Profile &profile)
{
    static const QStringList all{QStringLiteral("Route Planner"), QStringLiteral("Crew Scheduling"),
                                 QStringLiteral("Asset Tracking"), QStringLiteral("Customer Portal"),
                                 QStringLiteral("Analytics")};
    const int first = profile.pick(ForProducts, 5);
    QJsonArray chosen{all.at(first)};
    if (profile.chance(ForProducts + 100, 60))
        chosen.append(all.at((first + 1 + profile.pick(ForProducts + 101, 3)) % 5));
    return chosen;
}

/// Adds the custom fields, flat and by name (close-api.md 1.7).
void addFields(const LeadStory &story, QJsonObject &lead)
{
    static const QStringList tools{QStringLiteral("Spreadsheets"),        QStringLiteral("Northgrid"),
                                   QStringLiteral("Whiteboard"),          QStringLiteral("Plannero"),
                                   QStringLiteral("Own Access database"), QStringLiteral("Paper forms")};
    const Profile &profile = story.profile;
    QJsonObject byName;
    const auto set = [&](const QString &name, const QJsonValue &value) {
        lead.insert(story.organisation.fieldKey(name), value);
        byName.insert(name, value);
    };
    const QDate today = story.end().date();
    set(QStringLiteral("Industry"), profile.industry);
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
        const qint64 made = story.schedule.createdAt(story.lead);
        const qint64 visit =
            made + (story.schedule.clock().length() - made) / 100 * profile.pick(ForVisit, 100);
        set(QStringLiteral("Last Site Visit"), timestamp(story.moment(visit / 900'000 * 900'000)));
    }
    if (profile.chance(ForChampion, 40)) {
        const int number = profile.pick(ForChampion + 100, static_cast<int>(profile.contacts.size()));
        set(QStringLiteral("Champion"), story.contactId(number));
    }
    lead.insert(QStringLiteral("custom"), byName);
}

} // namespace

QJsonObject leadObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const Profile &profile = story.profile;
    const auto &status = story.organisation.leadStatuses().at(story.statusAfter(story.statusChanges()));
    const QString id = story.leadId();
    QJsonObject lead = story.audit(story.schedule.createdAt(story.lead), entry.time);
    lead.insert(QStringLiteral("id"), id);
    lead.insert(QStringLiteral("name"), profile.company);
    lead.insert(QStringLiteral("display_name"), profile.company);
    lead.insert(QStringLiteral("description"),
                profile.chance(HasDescription, 75) ? profile.description : QString());
    lead.insert(QStringLiteral("url"), profile.chance(HasUrl, 85)
                                           ? QJsonValue(QStringLiteral("https://") + profile.domain)
                                           : QJsonValue());
    lead.insert(QStringLiteral("html_url"), QStringLiteral("https://app.close.com/lead/%1/").arg(id));
    lead.insert(QStringLiteral("status_id"), status.id);
    lead.insert(QStringLiteral("status_label"), status.label);
    lead.insert(QStringLiteral("addresses"), address(profile));
    lead.insert(QStringLiteral("integration_links"), QJsonArray());
    addFields(story, lead);
    return lead;
}

QJsonObject contactObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const int number = story.track(Kind::Contact, entry).number;
    const GeneratedContact &person = story.profile.contacts.at(number);
    QJsonObject contact = story.audit(entry.time, entry.time, false);
    QJsonArray phones;
    QString zone;
    for (const GeneratedPhone &phone : person.phones) {
        const ParsedPhone digits = parsed(phone.e164);
        phones.append(QJsonObject{
            {QStringLiteral("phone"), digits.e164},
            {QStringLiteral("phone_formatted"), digits.formatted},
            {QStringLiteral("country"), digits.country.isEmpty() ? QJsonValue() : QJsonValue(digits.country)},
            {QStringLiteral("type"), phone.type}});
        if (zone.isEmpty())
            zone = digits.timeZone;
    }
    QJsonArray emails;
    if (number == 0 || !story.profile.chance(1300 + number, 15)) {
        emails.append(QJsonObject{{QStringLiteral("email"), person.email},
                                  {QStringLiteral("is_unsubscribed"), story.profile.chance(1310 + number, 4)},
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
    contact.insert(QStringLiteral("timezone"), zone.isEmpty() ? QJsonValue() : QJsonValue(zone));
    contact.insert(QStringLiteral("timezone_source"),
                   zone.isEmpty() ? QJsonValue() : QJsonValue(QStringLiteral("inferred_from_phone_number")));
    contact.insert(QStringLiteral("integration_links"), QJsonArray());
    static const QStringList roles{QStringLiteral("Decision Maker"), QStringLiteral("Champion"),
                                   QStringLiteral("Influencer"), QStringLiteral("User"),
                                   QStringLiteral("Gatekeeper")};
    if (story.profile.chance(1320 + number, 50)) {
        contact.insert(story.organisation.fieldKey(QStringLiteral("Buying Role")),
                       QJsonArray{roles.at((number + story.profile.pick(1330, 5)) % 5)});
    }
    if (story.profile.country().language != QLatin1String("English"))
        contact.insert(story.organisation.fieldKey(QStringLiteral("Preferred Language")),
                       story.profile.country().language);
    return contact;
}

} // namespace leadline::sandbox
