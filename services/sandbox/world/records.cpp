#include "services/sandbox/world/records.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace leadline::sandbox {

namespace {

enum Purpose { IsPinned = 1, IsTitled, ForDays, ForHour, ForLength, ForFate, ForScore, IsAhead };

QString body(const QString &html)
{
    return QStringLiteral("<body>") + html + QStringLiteral("</body>");
}

/// What Close keeps as the plain text beside the rich one.
QString plainText(QString html)
{
    static const QRegularExpression ends(QStringLiteral("</(p|li|ul|ol)>"));
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    html.replace(QStringLiteral("<li>"), QStringLiteral("- "))
        .replace(ends, QStringLiteral("\n"))
        .remove(tags);
    html.replace(QStringLiteral("&lt;"), QStringLiteral("<"))
        .replace(QStringLiteral("&gt;"), QStringLiteral(">"));
    html.replace(QStringLiteral("&quot;"), QStringLiteral("\""))
        .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
    return html.trimmed();
}

/// A full or half hour of a working day, 1 to 8 days on. What was agreed in the last six weeks mostly lies
/// ahead.
QDateTime slot(const Moment &moment)
{
    const QDate made = moment.when().date();
    const QDate today = moment.story.end().date();
    const bool isAhead = moment.scene == 8 && made.daysTo(today) <= 45 && moment.chance(IsAhead, 70);
    QDate day =
        isAhead ? today.addDays(1 + moment.pick(ForDays, 24)) : made.addDays(1 + moment.pick(ForDays, 8));
    while (day.dayOfWeek() > 5)
        day = day.addDays(1);
    return QDateTime(day, QTime(9 + moment.pick(ForHour, 9), moment.chance(ForHour + 100, 40) ? 30 : 0),
                     Qt::UTC);
}

QString statusOf(const Moment &moment, const QDateTime &start)
{
    if (start >= moment.story.end())
        return QStringLiteral("upcoming");
    const int fate = moment.pick(ForFate, 100);
    return fate < 86   ? QStringLiteral("completed")
           : fate < 95 ? QStringLiteral("canceled")
                       : QStringLiteral("declined-by-lead");
}

QJsonArray attendees(const Moment &moment, const QString &status)
{
    const bool isDeclined = status == QLatin1String("declined-by-lead");
    const auto attendee = [](const QString &name, const QString &email, const QJsonValue &contact,
                             const QJsonValue &user, const QString &answer) {
        return QJsonObject{
            {QStringLiteral("name"), name},          {QStringLiteral("email"), email},
            {QStringLiteral("contact_id"), contact}, {QStringLiteral("user_id"), user},
            {QStringLiteral("status"), answer},      {QStringLiteral("is_organizer"), user.isString()}};
    };
    const auto &owner = moment.story.owner();
    return {attendee(owner.name, owner.email, {}, owner.id, QStringLiteral("yes")),
            attendee(moment.person().name, moment.person().email, moment.story.contactId(moment.contact), {},
                     isDeclined ? QStringLiteral("no") : QStringLiteral("yes"))};
}

} // namespace

QJsonObject noteObject(const Moment &moment)
{
    const QString html = moment.fill(moment.line(QStringLiteral("notes")), true);
    const bool isPinned = moment.chance(IsPinned, 4);
    QJsonObject note = moment.common(QStringLiteral("Note"));
    note.insert(QStringLiteral("note"), plainText(html));
    note.insert(QStringLiteral("note_html"), body(html));
    note.insert(QStringLiteral("title"),
                moment.chance(IsTitled, 10) ? QJsonValue(QStringLiteral("Background")) : QJsonValue());
    note.insert(QStringLiteral("pinned"), isPinned);
    note.insert(QStringLiteral("pinned_at"), isPinned ? QJsonValue(timestamp(moment.when())) : QJsonValue());
    note.insert(QStringLiteral("source"), QStringLiteral("ui"));
    note.insert(QStringLiteral("attachments"), QJsonArray());
    QJsonArray mentions;
    static const QRegularExpression mention(QStringLiteral("data-id=\"([^\"]+)\""));
    for (auto found = mention.globalMatch(html); found.hasNext();)
        mentions.append(found.next().captured(1));
    note.insert(QStringLiteral("note_mentions"), mentions);
    return note;
}

QJsonObject meetingObject(const Moment &moment)
{
    const QStringList row = moment.row(QStringLiteral("meetings"));
    const QDateTime start = slot(moment);
    const int minutes = moment.chance(ForLength, 50) ? 30 : 60;
    const QString status = statusOf(moment, start);
    const bool isHeld = status == QLatin1String("completed");
    QJsonObject meeting = moment.common(QStringLiteral("Meeting"));
    for (const char *key : {"outcome_id", "calendar_event_link", "connected_account_id",
                            "provider_calendar_event_id", "provider_calendar_type", "summary"}) {
        meeting.insert(QLatin1String(key), QJsonValue());
    }
    for (const char *key : {"calendar_event_uids", "provider_calendar_ids", "integrations",
                            "conference_links", "attached_call_ids", "user_note_mentions"}) {
        meeting.insert(QLatin1String(key), QJsonArray());
    }
    const QString html = isHeld ? moment.fill(row.at(2), true) : QString();
    meeting.insert(QStringLiteral("title"), moment.fill(row.at(0)));
    meeting.insert(QStringLiteral("location"), moment.fill(row.at(1)));
    meeting.insert(QStringLiteral("activity_at"), timestamp(start));
    meeting.insert(QStringLiteral("starts_at"), timestamp(start));
    meeting.insert(QStringLiteral("ends_at"), timestamp(start.addSecs(minutes * 60)));
    meeting.insert(QStringLiteral("duration"), minutes * 60);
    meeting.insert(QStringLiteral("actual_duration"), isHeld ? QJsonValue(minutes * 60) : QJsonValue());
    meeting.insert(QStringLiteral("status"), status);
    meeting.insert(QStringLiteral("attendees"), attendees(moment, status));
    meeting.insert(QStringLiteral("is_recurring"), false);
    meeting.insert(QStringLiteral("note"), QString());
    meeting.insert(QStringLiteral("user_note"), plainText(html));
    meeting.insert(QStringLiteral("user_note_html"), html.isEmpty() ? QString() : body(html));
    meeting.insert(QStringLiteral("source"), QStringLiteral("calendar"));
    return meeting;
}

QJsonObject assessmentObject(const Moment &moment)
{
    const Organisation &organisation = moment.story.organisation;
    QJsonObject made = moment.common(QStringLiteral("CustomActivity"));
    made.insert(QStringLiteral("custom_activity_type_id"), organisation.activityTypeId());
    made.insert(QStringLiteral("status"), QStringLiteral("published"));
    made.insert(QStringLiteral("pinned"), false);
    made.insert(QStringLiteral("pinned_at"), QJsonValue());
    made.insert(QStringLiteral("source"), QStringLiteral("ui"));
    made.insert(QStringLiteral("last_published_at"), timestamp(moment.when()));
    made.insert(QStringLiteral("mentions"), QJsonArray());
    made.insert(organisation.fieldKey(QStringLiteral("Assessment Date")),
                moment.when().date().toString(Qt::ISODate));
    made.insert(organisation.fieldKey(QStringLiteral("Fit Score")), 40 + moment.pick(ForScore, 60));
    made.insert(organisation.fieldKey(QStringLiteral("Assessor")), moment.story.owner().id);
    made.insert(organisation.fieldKey(QStringLiteral("Findings")),
                richParagraph(moment.line(QStringLiteral("assessments"))));
    return made;
}

} // namespace leadline::sandbox
