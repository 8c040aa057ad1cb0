#include "services/close/codec/activitycodec.h"

#include "services/close/codec/callwords.h"
#include "services/close/codec/lenient.h"

#include <QHash>

namespace leadline {

namespace {

constexpr int aYearInSeconds = 366 * 24 * 3600;

CallDetails decodeCall(const QJsonObject &json)
{
    CallDetails call;
    call.direction = lenient::text(json, QLatin1String("direction")) == QLatin1String("inbound")
                         ? CallDirection::Inbound
                         : CallDirection::Outbound;
    call.status = callStatusOf(lenient::text(json, QLatin1String("status")));
    call.disposition = lenient::text(json, QLatin1String("disposition"));
    call.durationSeconds = lenient::integer(json, QLatin1String("duration"), 0, longestCallSeconds);
    call.phone = lenient::text(json, QLatin1String("phone"));
    if (call.phone.isEmpty())
        call.phone = lenient::text(json, QLatin1String("remote_phone"));
    call.phoneFormatted = lenient::text(json, QLatin1String("remote_phone_formatted"));
    call.note = lenient::text(json, QLatin1String("note"));
    call.noteHtml = lenient::text(json, QLatin1String("note_html"));
    return call;
}

NoteDetails decodeNote(const QJsonObject &json)
{
    NoteDetails note;
    note.title = lenient::text(json, QLatin1String("title"));
    note.text = lenient::text(json, QLatin1String("note"));
    note.html = lenient::text(json, QLatin1String("note_html"));
    note.isPinned = lenient::flag(json, QLatin1String("pinned"));
    return note;
}

EmailDetails decodeEmail(const QJsonObject &json)
{
    EmailDetails email;
    email.isIncoming = lenient::text(json, QLatin1String("direction")) == QLatin1String("incoming");
    email.status = lenient::text(json, QLatin1String("status"));
    email.subject = lenient::text(json, QLatin1String("subject"));
    email.preview = lenient::text(json, QLatin1String("body_preview"));
    email.sender = lenient::text(json, QLatin1String("sender"));
    email.to = lenient::texts(json, QLatin1String("to"));
    return email;
}

/// A thread is shown by its latest e-mail (close-api.md 5.8).
EmailDetails decodeEmailThread(const QJsonObject &json)
{
    EmailDetails thread = decodeEmail(lenient::list(json, QLatin1String("latest_emails")).first().toObject());
    thread.subject = lenient::text(json, QLatin1String("latest_normalized_subject"));
    thread.threadCount = lenient::integer(json, QLatin1String("n_emails"), 0, 1'000'000, 1);
    if (thread.to.isEmpty()) {
        for (const QJsonValue &participant : lenient::list(json, QLatin1String("participants"))) {
            const QString address = lenient::text(participant.toObject(), QLatin1String("email"));
            if (!address.isEmpty())
                thread.to << address;
        }
    }
    return thread;
}

MessageDetails decodeMessage(const QJsonObject &json)
{
    // SMS says inbound, WhatsApp says incoming (close-api.md 9, row 10).
    const QString direction = lenient::text(json, QLatin1String("direction"));
    MessageDetails message;
    message.isIncoming = direction == QLatin1String("inbound") || direction == QLatin1String("incoming");
    message.status = lenient::text(json, QLatin1String("status"));
    message.text = lenient::text(json, QLatin1String("text"));
    if (message.text.isEmpty())
        message.text = lenient::text(json, QLatin1String("message_markdown"));
    message.remotePhone = lenient::text(json, QLatin1String("remote_phone_formatted"));
    if (message.remotePhone.isEmpty())
        message.remotePhone = lenient::text(json, QLatin1String("remote_phone"));
    return message;
}

MeetingDetails decodeMeeting(const QJsonObject &json)
{
    MeetingDetails meeting;
    meeting.title = lenient::text(json, QLatin1String("title"));
    meeting.status = lenient::text(json, QLatin1String("status"));
    meeting.location = lenient::text(json, QLatin1String("location"));
    meeting.noteHtml = lenient::text(json, QLatin1String("user_note_html"));
    meeting.startsAt = lenient::moment(json, QLatin1String("starts_at"));
    meeting.durationSeconds = lenient::integer(json, QLatin1String("duration"), 0, aYearInSeconds);
    return meeting;
}

StatusChangeDetails decodeStatusChange(const QJsonObject &json)
{
    StatusChangeDetails change;
    change.oldLabel = lenient::text(json, QLatin1String("old_status_label"));
    change.newLabel = lenient::text(json, QLatin1String("new_status_label"));
    change.valueFormatted = lenient::text(json, QLatin1String("opportunity_value_formatted"));
    return change;
}

TaskCompletedDetails decodeTaskCompleted(const QJsonObject &json)
{
    TaskCompletedDetails completed;
    completed.taskId = lenient::id<TaskId>(json, QLatin1String("task_id"));
    completed.text = lenient::text(json, QLatin1String("task_text"));
    return completed;
}

ActivityDetails decodeDetails(ActivityKind kind, const QString &typeName, const QJsonObject &json)
{
    switch (kind) {
    case ActivityKind::Call:
        return decodeCall(json);
    case ActivityKind::Note:
        return decodeNote(json);
    case ActivityKind::Email:
        return decodeEmail(json);
    case ActivityKind::EmailThread:
        return decodeEmailThread(json);
    case ActivityKind::Sms:
    case ActivityKind::WhatsApp:
        return decodeMessage(json);
    case ActivityKind::Meeting:
        return decodeMeeting(json);
    case ActivityKind::LeadStatusChange:
    case ActivityKind::OpportunityStatusChange:
        return decodeStatusChange(json);
    case ActivityKind::TaskCompleted:
        return decodeTaskCompleted(json);
    case ActivityKind::Created:
        return CreatedDetails{lenient::text(json, QLatin1String("source"))};
    case ActivityKind::Custom:
    case ActivityKind::LeadMerge:
    case ActivityKind::FormSubmission:
    case ActivityKind::Other:
        return OtherDetails{typeName};
    }
    return OtherDetails{typeName};
}

} // namespace

ActivityKind activityKindOf(const QString &typeName)
{
    static const QHash<QString, ActivityKind> kinds{
        {QStringLiteral("Call"), ActivityKind::Call},
        {QStringLiteral("Note"), ActivityKind::Note},
        {QStringLiteral("Email"), ActivityKind::Email},
        {QStringLiteral("EmailThread"), ActivityKind::EmailThread},
        {QStringLiteral("SMS"), ActivityKind::Sms},
        {QStringLiteral("WhatsAppMessage"), ActivityKind::WhatsApp},
        {QStringLiteral("Meeting"), ActivityKind::Meeting},
        {QStringLiteral("CustomActivity"), ActivityKind::Custom},
        {QStringLiteral("Custom"), ActivityKind::Custom},
        {QStringLiteral("Created"), ActivityKind::Created},
        {QStringLiteral("LeadStatusChange"), ActivityKind::LeadStatusChange},
        {QStringLiteral("OpportunityStatusChange"), ActivityKind::OpportunityStatusChange},
        {QStringLiteral("TaskCompleted"), ActivityKind::TaskCompleted},
        {QStringLiteral("LeadMerge"), ActivityKind::LeadMerge},
        {QStringLiteral("FormSubmission"), ActivityKind::FormSubmission},
    };
    return kinds.value(typeName, ActivityKind::Other);
}

std::optional<Activity> decodeActivity(const QJsonObject &json)
{
    Activity activity;
    activity.id = lenient::id<ActivityId>(json, QLatin1String("id"));
    if (activity.id.isEmpty())
        return std::nullopt;
    const QString typeName = lenient::text(json, QLatin1String("_type"));
    activity.kind = activityKindOf(typeName);
    activity.leadId = lenient::id<LeadId>(json, QLatin1String("lead_id"));
    activity.contactId = lenient::id<ContactId>(json, QLatin1String("contact_id"));
    activity.userId = lenient::id<UserId>(json, QLatin1String("user_id"));
    activity.userName = lenient::text(json, QLatin1String("user_name"));
    activity.dateCreated = lenient::moment(json, QLatin1String("date_created"));
    activity.dateUpdated = lenient::moment(json, QLatin1String("date_updated"));
    activity.activityAt = lenient::moment(json, QLatin1String("activity_at"));
    if (!activity.activityAt.isValid())
        activity.activityAt = activity.dateCreated;
    activity.details = decodeDetails(activity.kind, typeName, json);
    activity.raw = json;
    return activity;
}

} // namespace leadline
