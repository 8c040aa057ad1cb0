#include "tests/lists/manyleads.h"

#include "tests/mirror/mirrordata.h"

#include <QJsonArray>
#include <QJsonObject>

namespace leadline::test {
namespace {

constexpr const char *firstWords[] = {
    "Arkwright", "Bayside", "Calloway", "Dunmore",   "Elmgrove", "Fairlead",  "Göteborg",  "Hudson",
    "Ibarra",    "Juniper", "Kawamura", "Lindqvist", "Müller",   "Northwind", "Octavia",   "Perch",
    "Quillon",   "Redmoor", "Solano",   "Tamarind",  "Umbria",   "Vallejo",   "Whitfield", "Yarrow"};
constexpr const char *secondWords[] = {"Robotics",   "Cold Storage", "Lighting", "Freight Partners",
                                       "Veterinary", "Precision",    "Interiör", "Rail Supply",
                                       "Foods",      "Wärmetechnik", "Optics",   "Insurance Brokers"};
constexpr const char *statuses[] = {"Potential", "Contacted", "Qualified", "Interested", "Not interested"};
constexpr const char *places[][2] = {
    {"Boston", "America/New_York"}, {"Göteborg", "Europe/Stockholm"},   {"Osaka", "Asia/Tokyo"},
    {"Leeds", "Europe/London"},     {"Vallejo", "America/Los_Angeles"}, {"Kassel", "Europe/Berlin"}};

/// A number that jumps about, the same for the same arguments.
int scattered(int number, int salt, int below)
{
    const quint64 mixed =
        (quint64(number) * 2654435761ULL + quint64(salt) * 40503ULL) * 0x9E3779B97F4A7C15ULL;
    return static_cast<int>((mixed >> 33) % quint64(below));
}

template <typename T, size_t size>
const T &pick(const T (&list)[size], int number, int salt)
{
    return list[static_cast<size_t>(scattered(number, salt, static_cast<int>(size)))];
}

QJsonArray people(int number, const char *zone)
{
    QJsonArray contacts;
    for (int i = scattered(number, 1, 4); i >= 0; --i) {
        const QString phone = QStringLiteral("+1617555%1").arg(100 + i, 4, 10, QLatin1Char('0'));
        contacts << QJsonObject{
            {QStringLiteral("id"), QStringLiteral("cont_%1_%2").arg(number).arg(i)},
            {QStringLiteral("lead_id"), manyLeadsId(number).value},
            {QStringLiteral("name"), QStringLiteral("Person %1").arg(i)},
            {QStringLiteral("display_name"), QStringLiteral("Person %1").arg(i)},
            {QStringLiteral("title"), QStringLiteral("Head of Purchasing")},
            {QStringLiteral("timezone"), QLatin1String(zone)},
            {QStringLiteral("phones"),
             QJsonArray{QJsonObject{{QStringLiteral("phone"), phone},
                                    {QStringLiteral("phone_formatted"), phone},
                                    {QStringLiteral("type"), QStringLiteral("office")},
                                    {QStringLiteral("country"), QStringLiteral("US")}}}},
            {QStringLiteral("emails"),
             QJsonArray{QJsonObject{{QStringLiteral("email"), QStringLiteral("p%1@lead.example").arg(i)},
                                    {QStringLiteral("type"), QStringLiteral("office")}}}}};
    }
    return contacts;
}

Lead manyLead(int number)
{
    const QString name = QStringLiteral("%1 %2 %3")
                             .arg(QString::fromUtf8(pick(firstWords, number, 2)),
                                  QString::fromUtf8(pick(secondWords, number, 3)))
                             .arg(number);
    const auto &place = pick(places, number, 4);
    const QString status = QLatin1String(pick(statuses, number, 5));
    QJsonObject json = leadJson(manyLeadsId(number).value, name, scattered(number, 6, 500'000));
    json[QLatin1String("date_created")] = timeText(-scattered(number, 7, 500'000));
    json[QLatin1String("status_id")] = QLatin1String("stat_") + QString(status).remove(QLatin1Char(' '));
    json[QLatin1String("status_label")] = status;
    json[QLatin1String("addresses")] =
        QJsonArray{QJsonObject{{QStringLiteral("city"), QString::fromUtf8(place[0])},
                               {QStringLiteral("address_1"), QStringLiteral("18 Quay Road")}}};
    json[QLatin1String("contacts")] = people(number, place[1]);
    for (int field = 0; field < 8; ++field)
        json[QStringLiteral("custom.cf_%1").arg(field)] = QStringLiteral("Value %1").arg(field);
    if (number % 5 != 0) {
        json[QLatin1String("tasks")] =
            QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("task_%1").arg(number)},
                                   {QStringLiteral("_type"), QStringLiteral("lead")},
                                   {QStringLiteral("text"), QStringLiteral("Call before lunch")},
                                   {QStringLiteral("is_complete"), false},
                                   {QStringLiteral("date"), timeText(scattered(number, 8, 20'000))}}};
    }
    return leadFrom(json);
}

} // namespace

LeadId manyLeadsId(int number)
{
    return LeadId(QStringLiteral("lead_%1").arg(number, 7, 10, QLatin1Char('0')));
}

QList<Lead> manyLeads(int first, int count)
{
    QList<Lead> leads;
    leads.reserve(count);
    for (int number = first; number < first + count; ++number)
        leads << manyLead(number);
    return leads;
}

QList<Activity> manyActivities(const LeadId &lead, int count)
{
    constexpr const char *types[] = {"Call", "Note", "SMS", "Email", "LeadStatusChange"};
    const QString words = QStringLiteral("Interested in the annual plan. The CFO wants a comparison first. ");
    QList<Activity> page;
    for (int i = 0; i < count; ++i) {
        QJsonObject json = activityJson(QStringLiteral("acti_%1x%2").arg(lead.value.mid(5)).arg(i), lead,
                                        -i * 1'400, QLatin1String(types[i % 5]));
        json[QLatin1String("note")] = words;
        json[QLatin1String("note_html")] =
            QStringLiteral("<body><p>%1</p><ul><li>20 seats</li><li>in January</li></ul></body>")
                .arg(words.repeated(1 + i % 4));
        json[QLatin1String("text")] = words;
        json[QLatin1String("subject")] = QStringLiteral("Pricing for 20 seats");
        json[QLatin1String("body_preview")] = words;
        json[QLatin1String("direction")] = QLatin1String(i % 2 ? "inbound" : "outbound");
        json[QLatin1String("status")] = QStringLiteral("completed");
        json[QLatin1String("duration")] = 60 + i;
        json[QLatin1String("old_status_label")] = QStringLiteral("Potential");
        json[QLatin1String("new_status_label")] = QStringLiteral("Contacted");
        page << activityFrom(json);
    }
    return page;
}

} // namespace leadline::test
