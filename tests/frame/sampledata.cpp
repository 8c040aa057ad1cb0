#include "tests/frame/sampledata.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"
#include "tests/testkit/wait.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace leadline::test {

namespace {

QJsonObject object(const char *json) { return QJsonDocument::fromJson(QByteArray(json)).object(); }

const char *const arkwright = R"({
"id": "lead_arkwright", "name": "Arkwright Robotics", "display_name": "Arkwright Robotics", "status_id": "stat_contacted",
"status_label": "Contacted", "url": "https://arkwright.example", "html_url": "https://app.close.com/lead/lead_arkwright/",
"description": "Makes pick-and-place arms for small bakeries. Two plants, one buyer.",
"addresses": [{"label": "business", "address_1": "18 Quay Road", "address_2": "", "city": "Boston", "state": "MA", "zipcode": "02110", "country": "US"},
 {"label": "mailing", "address_1": "PO Box 12", "address_2": "", "city": "Salem", "state": "MA", "zipcode": "01970", "country": "US"}],
"contacts": [
 {"id": "cont_dana", "lead_id": "lead_arkwright", "name": "Dana Whitfield", "display_name": "Dana Whitfield", "title": "COO", "timezone": "America/New_York",
  "phones": [{"phone": "+16175550142", "phone_formatted": "+1 617-555-0142", "type": "direct", "country": "US"},
             {"phone": "+16175550177", "phone_formatted": "+1 617-555-0177", "type": "mobile", "country": "US"}],
  "emails": [{"email": "dana@arkwright.example", "type": "office"}], "urls": [{"url": "https://arkwright.example/team", "type": "url"}]},
 {"id": "cont_tom", "lead_id": "lead_arkwright", "name": "Tom Reyes", "display_name": "Tom Reyes", "title": "Head of Purchasing", "timezone": "America/New_York",
  "custom.cf_role": "Decides alone", "custom.cf_owner2": "user_am", "custom.cf_secret2": "not for eyes",
  "phones": [{"phone": "+16175550119", "phone_formatted": "+1 617-555-0119", "type": "office", "country": "US"}], "emails": [], "urls": []}],
"tasks": [{"_type": "outgoing_call", "id": "task_a", "lead_id": "lead_arkwright", "text": "Call Dana before lunch", "is_complete": false, "is_dateless": false,
           "date": "2026-06-19T15:00:00+00:00", "due_date": "2026-06-19T15:00:00+00:00", "assigned_to": "user_am", "assigned_to_name": "Ana Moreau"},
          {"_type": "lead", "id": "task_b", "lead_id": "lead_arkwright", "text": "Send security questionnaire", "is_complete": false, "is_dateless": true,
           "date": "2026-06-19", "due_date": null, "assigned_to": "user_am", "assigned_to_name": "Ana Moreau"}],
"opportunities": [{"id": "oppo_a", "lead_id": "lead_arkwright", "status_id": "stat_demo", "status_label": "Demo completed", "status_type": "active",
  "value": 1200000, "value_formatted": "$12,000", "value_period": "annual", "confidence": 60, "date_won": "2026-12-15", "contact_name": "Dana Whitfield", "user_name": "Ana Moreau", "note": ""}],
"custom.cf_industry": "Manufacturing", "custom.cf_employees": 240, "custom.cf_vendor": "Legacy CRM", "custom.cf_renewal": "2027-01-31",
"custom.cf_owner": "user_am", "custom.cf_secret": "not for eyes",
"date_created": "2026-05-11T09:02:00+00:00", "date_updated": "2026-06-19T09:58:00+00:00"})";

QJsonObject lead(const char *id, const char *name, const char *status, const char *city, const char *zone, int people)
{
    QJsonArray contacts;
    for (int i = 0; i < people; ++i) {
        contacts << QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_%1%2").arg(QLatin1String(id).mid(5)).arg(i)},
                                {QStringLiteral("name"), QStringLiteral("Person %1").arg(i + 1)},
                                {QStringLiteral("timezone"), QLatin1String(zone)},
                                {QStringLiteral("phones"), QJsonArray()},
                                {QStringLiteral("emails"), QJsonArray()}};
    }
    return {{QStringLiteral("id"), QLatin1String(id)},
            {QStringLiteral("name"), QString::fromUtf8(name)},
            {QStringLiteral("display_name"), QString::fromUtf8(name)},
            {QStringLiteral("status_id"), QStringLiteral("stat_") + QString::fromUtf8(status).toLower().remove(QLatin1Char(' '))},
            {QStringLiteral("status_label"), QString::fromUtf8(status)},
            {QStringLiteral("addresses"), QJsonArray{QJsonObject{{QStringLiteral("city"), QString::fromUtf8(city)}}}},
            {QStringLiteral("contacts"), contacts},
            {QStringLiteral("date_created"), QStringLiteral("2026-04-01T09:00:00+00:00")},
            {QStringLiteral("date_updated"), QStringLiteral("2026-06-01T09:00:00+00:00")}};
}

QString trap(const QString &file)
{
    return QStringLiteral("<img src=\"file://%1\"><b>bold</b>&amp;\u202Egpj.exe").arg(file);
}

/// Every string of a JSON value replaced by the trap, but those that are ids, kinds and times.
QJsonValue withTraps(const QString &key, const QJsonValue &value, const QString &text)
{
    static const QStringList kept{QStringLiteral("id"),     QStringLiteral("_type"),    QStringLiteral("lead_id"),
                                  QStringLiteral("status"), QStringLiteral("timezone"), QStringLiteral("contact_id"),
                                  QStringLiteral("direction"), QStringLiteral("status_type")};
    if (value.isArray()) {
        QJsonArray trapped;
        const QJsonArray values = value.toArray();
        for (const QJsonValue &single : values)
            trapped << withTraps(key, single, text);
        return trapped;
    }
    if (value.isObject()) {
        QJsonObject trapped;
        const QJsonObject values = value.toObject();
        for (auto it = values.begin(); it != values.end(); ++it)
            trapped.insert(it.key(), withTraps(it.key(), it.value(), text));
        return trapped;
    }
    const bool isTime = key.startsWith(QLatin1String("date")) || key.endsWith(QLatin1String("_at"));
    const bool isId = key.endsWith(QLatin1String("_id")) || key == QLatin1String("due_date") || isTime;
    return value.isString() && !kept.contains(key) && !isId ? QJsonValue(text) : value;
}

QList<QJsonObject> activityObjects()
{
    return {object(R"({"_type": "Call", "id": "acti_c1", "lead_id": "lead_arkwright", "contact_id": "cont_dana", "user_name": "Ana Moreau",
 "direction": "outbound", "status": "completed", "disposition": "answered", "duration": 252, "phone": "+16175550142", "remote_phone_formatted": "+1 617-555-0142",
 "note": "Interested in the annual plan. CFO wants a comparison.", "note_html": "<body><p>Interested in the annual plan. CFO wants a <b>comparison</b>.</p></body>",
 "activity_at": "2026-06-18T15:05:00+00:00", "date_created": "2026-06-18T15:05:00+00:00", "date_updated": "2026-06-18T15:05:00+00:00"})"),
            object(R"({"_type": "SMS", "id": "acti_s1", "lead_id": "lead_arkwright", "contact_id": "cont_dana", "user_name": "Ana Moreau", "status": "inbox",
 "direction": "inbound", "text": "Can you call me before lunch? I have the numbers from our CFO.", "remote_phone": "+16175550142",
 "activity_at": "2026-06-19T09:12:00+00:00", "date_created": "2026-06-19T09:12:00+00:00", "date_updated": "2026-06-19T09:12:00+00:00"})"),
            object(R"({"_type": "Note", "id": "acti_n1", "lead_id": "lead_arkwright", "user_name": "Ana Moreau", "pinned": true,
 "note": "Gatekeeper is called Ines; best before 10.", "note_html": "<body><p>Gatekeeper is called <b>Ines</b>; best before 10.</p></body>",
 "activity_at": "2026-06-16T11:40:00+00:00", "date_created": "2026-06-16T11:40:00+00:00", "date_updated": "2026-06-16T11:40:00+00:00"})"),
            object(R"({"_type": "LeadStatusChange", "id": "acti_l1", "lead_id": "lead_arkwright", "old_status_label": "Potential", "new_status_label": "Contacted",
 "activity_at": "2026-06-18T15:06:00+00:00", "date_created": "2026-06-18T15:06:00+00:00", "date_updated": "2026-06-18T15:06:00+00:00"})")};
}

QList<Activity> decoded(const QList<QJsonObject> &objects)
{
    QList<Activity> activities;
    for (const QJsonObject &json : objects)
        activities << decodeActivity(json).value();
    return activities;
}

CustomField field(const char *id, const char *name, CustomFieldType type)
{
    CustomField made;
    made.id = CustomFieldId(QLatin1String(id));
    made.name = QLatin1String(name);
    made.type = type;
    return made;
}

} // namespace

OrganizationData sampleOrganization()
{
    OrganizationData data;
    data.me.user = {UserId(QStringLiteral("user_am")), QStringLiteral("Ana Moreau"), QStringLiteral("ana@harbor.example")};
    data.me.organizationId = OrganizationId(QStringLiteral("orga_1"));
    data.me.organizationName = QStringLiteral("Harbor & Pine Inc.");
    for (const char *status : {"Potential", "Contacted", "Qualified", "Interested", "Not interested"})
        data.me.leadStatuses << LeadStatus{StatusId(QStringLiteral("stat_") + QString::fromLatin1(status).toLower().remove(QLatin1Char(' '))),
                                           QString::fromLatin1(status)};
    data.users << data.me.user;
    data.contactFields << field("cf_role", "Role in the decision", CustomFieldType::Choices)
                       << field("cf_owner2", "Knows best", CustomFieldType::User)
                       << field("cf_secret2", "Machine only", CustomFieldType::Hidden);
    data.leadFields << field("cf_industry", "Industry", CustomFieldType::Choices)
                    << field("cf_employees", "Employees", CustomFieldType::Number)
                    << field("cf_vendor", "Current vendor", CustomFieldType::Text)
                    << field("cf_renewal", "Renewal", CustomFieldType::Date)
                    << field("cf_owner", "Account owner", CustomFieldType::User)
                    << field("cf_secret", "Machine only", CustomFieldType::Hidden)
                    << field("cf_unset", "Never set", CustomFieldType::Text);
    return data;
}

QList<Lead> sampleLeads()
{
    QList<Lead> leads{decodeLead(object(arkwright)).value()};
    const QList<QJsonObject> others{
        lead("lead_lindqvist", "Lindqvist Interi\u00F6r AB", "Qualified", "G\u00F6teborg", "Europe/Stockholm", 2),
        lead("lead_northwind", "Northwind Cold Storage", "Potential", "Troms\u00F8", "Europe/Oslo", 5),
        lead("lead_kawamura", "Kawamura Precision", "Interested", "Osaka", "Asia/Tokyo", 1),
        lead("lead_perch", "Perch & Plover Ltd", "Contacted", "Leeds", "Europe/London", 2),
        lead("lead_solano", "Solano Freight Partners", "Potential", "Vallejo, CA", "America/Los_Angeles", 4),
        lead("lead_muller", "M\u00FCller W\u00E4rmetechnik GmbH", "Qualified", "Kassel", "Europe/Berlin", 3),
        lead("lead_bayside", "Bayside Veterinary Group", "Not interested", "Tampa, FL", "America/New_York", 1),
        lead("lead_octavia", "Octavia Lighting", "Interested", "Lyon", "Europe/Paris", 2),
        lead("lead_hudson", "Hudson Rail Supply", "Potential", "Albany, NY", "", 6)};
    for (const QJsonObject &json : others)
        leads << decodeLead(json).value();
    return leads;
}

QList<Activity> sampleActivities() { return decoded(activityObjects()); }

Lead hostileLead(const QString &file)
{
    return decodeLead(withTraps({}, object(arkwright), trap(file)).toObject()).value();
}

QList<Activity> hostileActivities(const QString &file)
{
    QList<QJsonObject> objects;
    const QList<QJsonObject> honest = activityObjects();
    for (const QJsonObject &json : honest)
        objects << withTraps({}, json, trap(file)).toObject();
    return decoded(objects);
}

OrganizationData hostileOrganization(const QString &file)
{
    OrganizationData data = sampleOrganization();
    data.me.organizationName = data.me.user.fullName = trap(file);
    for (LeadStatus &status : data.me.leadStatuses)
        status.label = trap(file);
    for (CustomField &custom : data.leadFields)
        custom.name = trap(file);
    return data;
}

QuietService::QuietService(const Clock &clock)
{
    CloseService::Options options;
    options.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:9/api/v1/"));
    options.apiKey = Secret("api_test");
    options.dataFolder = m_folder.path() + QStringLiteral("/account");
    options.organizationId = OrganizationId(QStringLiteral("orga_1"));
    options.userId = UserId(QStringLiteral("user_am"));
    Result<std::unique_ptr<CloseService>> opened = CloseService::open(options, clock);
    m_service = std::move(opened).value();
}

void QuietService::put(const QList<Lead> &leads)
{
    bool isDone = false;
    m_service->mirror().putLeads(leads, [&isDone](const Result<Done> &) { isDone = true; });
    WAIT_FOR(isDone);
}

void QuietService::put(const LeadId &lead, const QList<Activity> &activities)
{
    bool isDone = false;
    m_service->mirror().putActivities(lead, activities, true, [&isDone](const Result<Done> &) { isDone = true; });
    WAIT_FOR(isDone);
}

void QuietService::put(const OrganizationData &organization)
{
    bool isDone = false;
    m_service->mirror().putOrganization(organization, [&isDone](const Result<Done> &) { isDone = true; });
    WAIT_FOR(isDone);
}

} // namespace leadline::test
