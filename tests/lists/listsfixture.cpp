#include "tests/lists/listsfixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QWidget>

namespace leadline::test {
namespace {

struct Sample
{
    const char *id;
    const char *name;
    const char *status;
    int people;
    const char *city;
    const char *zone;
    const char *task;
    const char *due; ///< empty with a task = dateless
};

constexpr Sample samples[] = {
    {"arkwright", "Arkwright Robotics", "Contacted", 3, "Boston", "America/New_York", "Call Dana",
     "2026-11-23T16:00:00+00:00"},
    {"lindqvist", "Lindqvist Interiör AB", "Qualified", 2, "Göteborg", "Europe/Stockholm", "Proposal",
     "2026-11-27"},
    {"northwind", "Northwind Cold Storage", "Potential", 5, "Tromsø", "Europe/Oslo", "", ""},
    {"kawamura", "Kawamura Precision", "Interested", 1, "Osaka", "Asia/Tokyo", "Call",
     "2026-11-24T00:00:00+00:00"},
    {"perch", "Perch & Plover Ltd", "Contacted", 2, "Leeds", "Europe/London", "Answer", "2026-11-21"},
    {"solano", "Solano Freight Partners of the Greater Bay Area", "Potential", 4, "Vallejo",
     "America/Los_Angeles", "Call", ""},
    {"muller", "Müller Wärmetechnik GmbH", "Qualified", 3, "Kassel", "Europe/Berlin", "Callback",
     "2026-11-23T17:30:00+00:00"},
    {"bayside", "Bayside Veterinary Group", "Not interested", 1, "Tampa", "", "Ask again", "2027-02-21"},
    {"octavia", "Octavia Lighting", "Interested", 2, "Lyon", "Europe/Paris", "Call", "2026-11-24"},
    {"hudson", "Hudson Rail Supply", "Potential", 0, "Albany", "America/New_York", "", ""},
};

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Lead leadOf(const Sample &sample, int minute)
{
    const QString id = QLatin1String("lead_") + text(sample.id);
    QJsonObject json = leadJson(id, text(sample.name), -minute);
    json[QLatin1String("status_id")] = QLatin1String("stat_") + text(sample.status).remove(QLatin1Char(' '));
    json[QLatin1String("status_label")] = text(sample.status);
    json[QLatin1String("addresses")] = QJsonArray{QJsonObject{{QStringLiteral("city"), text(sample.city)}}};
    QJsonArray contacts;
    const QString names[] = {QStringLiteral("Dana Whitfield"), QStringLiteral("Tom Reyes")};
    for (int i = 0; i < sample.people; ++i) {
        contacts.append(
            QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_%1%2").arg(text(sample.id)).arg(i)},
                        {QStringLiteral("name"), names[i % 2]},
                        {QStringLiteral("display_name"), names[i % 2]},
                        {QStringLiteral("timezone"), text(sample.zone)}});
    }
    json[QLatin1String("contacts")] = contacts;
    if (*sample.task) {
        QJsonObject task{{QStringLiteral("id"), QLatin1String("task_") + text(sample.id)},
                         {QStringLiteral("_type"), QStringLiteral("lead")},
                         {QStringLiteral("text"), text(sample.task)},
                         {QStringLiteral("is_complete"), false},
                         {QStringLiteral("is_dateless"), *sample.due == '\0'}};
        if (*sample.due)
            task[QLatin1String("date")] = text(sample.due);
        json[QLatin1String("tasks")] = QJsonArray{task};
    }
    return leadFrom(json);
}

constexpr char timeline[] = R"([
 {"_type": "Email", "id": "acti_mail", "at": "2026-11-23T14:58:00", "direction": "incoming", "status": "inbox",
  "subject": "Re: Pricing for 20 seats", "body_preview": "Thanks, this is what we needed. One more question about the security questionnaire."},
 {"_type": "SMS", "id": "acti_sms", "at": "2026-11-23T14:12:00", "direction": "inbound", "status": "inbox",
  "contact_id": "cont_arkwright0", "text": "Can you call me before lunch? I have the numbers from our CFO."},
 {"_type": "Call", "id": "acti_long", "at": "2026-11-19T20:05:00", "direction": "outbound", "status": "completed",
  "duration": 252, "contact_id": "cont_arkwright0", "phone": "+16175550142",
  "note": "x", "note_html": "<body><p>Interested in the <strong>annual plan</strong>. CFO wants a comparison with the current vendor; send it before Monday.</p><ul><li>20 seats from January</li><li>security questionnaire first</li></ul><p>Decision in December. Background at <a href=\"https://arkwright.example/plan\">arkwright.example/plan</a>, which Priya in IT keeps up to date for everybody.</p><p>Ask for her by name at the desk.</p></body>"},
 {"_type": "TaskCompleted", "id": "acti_task", "at": "2026-11-19T20:20:00", "task_text": "Send comparison sheet"},
 {"_type": "LeadStatusChange", "id": "acti_status", "at": "2026-11-19T20:06:00", "old_status_label": "Potential", "new_status_label": "Contacted"},
 {"_type": "Meeting", "id": "acti_meeting", "at": "2026-11-18T10:00:00", "title": "Demo for purchasing", "status": "completed", "duration": 1800, "location": "Video"},
 {"_type": "Note", "id": "acti_note", "at": "2026-11-16T16:40:00", "pinned": true, "note": "x",
  "note_html": "<body><p>Gatekeeper is called <strong>Ines</strong>; best before 10. Uses a shared line, ask for extension 4.</p></body>"},
 {"_type": "Call", "id": "acti_missed", "at": "2026-11-16T16:31:00", "direction": "outbound", "status": "no-answer",
  "contact_id": "cont_arkwright1", "phone": "+16175550119"},
 {"_type": "Created", "id": "acti_created", "at": "2026-11-16T14:02:00", "source": "import"}
])";

} // namespace

void ListsFixture::openBoth()
{
    openFresh();
    auto opened = OutboxStore::open(m_dir->path());
    QVERIFY(opened);
    m_outbox = std::move(opened).value();
}

void ListsFixture::closeBoth()
{
    m_outbox.reset();
    close();
}

void ListsFixture::putSampleLeads()
{
    OrganizationData organization;
    QList<Lead> leads;
    int minute = 0;
    for (const Sample &sample : samples)
        leads << leadOf(sample, ++minute);
    for (const Lead &lead : std::as_const(leads)) {
        const auto &known = organization.me.leadStatuses;
        if (std::none_of(known.begin(), known.end(),
                         [&](const LeadStatus &s) { return s.id == lead.statusId; }))
            organization.me.leadStatuses.append({lead.statusId, lead.statusLabel});
    }
    QVERIFY(done([&](Mirror::Then then) { m_mirror->putOrganization(organization, std::move(then)); }));
    QVERIFY(put(leads));
}

void ListsFixture::putSampleTimeline(bool isLast)
{
    QList<Activity> page;
    const QJsonArray entries = QJsonDocument::fromJson(timeline).array();
    for (const QJsonValue &entry : entries) {
        QJsonObject json = entry.toObject();
        const QString at = json.take(QLatin1String("at")).toString() + QLatin1String("+00:00");
        for (const char *key : {"activity_at", "date_created", "date_updated"})
            json[QLatin1String(key)] = at;
        json[QLatin1String("lead_id")] = m_lead.value;
        page << activityFrom(json);
    }
    QVERIFY(put(m_lead, page, isLast));
}

LogCall ListsFixture::sampleCall() const
{
    LogCall call;
    call.leadId = m_lead;
    call.contactId = ContactId(QStringLiteral("cont_arkwright0"));
    call.phone = QStringLiteral("+16175550142");
    call.durationSeconds = 61;
    call.note = QStringLiteral("Wants 20 seats <from> January");
    call.activityAt = QDateTime({2026, 11, 23}, {15, 31}, Qt::UTC);
    return call;
}

Command ListsFixture::addCommand(const QString &id, CommandBody body, CommandState state,
                                 const ApiError &error)
{
    Command command;
    command.id = CommandId(id);
    command.body = std::move(body);
    command.state = state;
    command.createdAt = m_clock.nowUtc();
    command.lastError = error;
    [&] { QVERIFY(m_outbox->add(command)); }();
    return command;
}

void ListsFixture::keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("LEADLINE_PICTURES");
    if (folder.isEmpty())
        return;
    QCoreApplication::processEvents(); // layouts are made when the loop runs
    const int percent = qRound(widget.devicePixelRatioF() * 100);
    QVERIFY(widget.grab().save(QDir(folder).filePath(QStringLiteral("%1-%2.png").arg(name).arg(percent))));
}

} // namespace leadline::test
