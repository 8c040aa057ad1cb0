#include "ui/text/activitytext.h"

#include "ui/duration.h"
#include "ui/errortext.h"
#include "ui/text/richtext.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QLocale>

namespace leadline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ActivityText", text);
}

/// A name, or what stands in for it.
QString who(const QString &contactName, const QString &otherwise)
{
    return visibleText(contactName.isEmpty() ? otherwise : contactName);
}

struct Outcome
{
    QString word;
    Tone tone;
};

Outcome outcomeOf(const CallDetails &call)
{
    if (call.disposition == QLatin1String("vm-left"))
        return {tr("Left voicemail"), Tone::Info};
    if (call.disposition == QLatin1String("vm-answer"))
        return {tr("Reached voicemail"), Tone::Neutral};
    switch (call.status) {
    case CallStatus::NoAnswer:
        return {tr("No answer"), Tone::Neutral};
    case CallStatus::Busy:
        return {tr("Busy"), Tone::Warn};
    case CallStatus::Failed:
        return {tr("Failed"), Tone::Bad};
    case CallStatus::Cancel:
        return {tr("Canceled"), Tone::Neutral};
    case CallStatus::Timeout:
        return {tr("Timed out"), Tone::Neutral};
    case CallStatus::InProgress:
        return {tr("In progress"), Tone::Info};
    case CallStatus::Created:
        return {tr("Started"), Tone::Info};
    case CallStatus::Completed: // what one expects: the length says it
    case CallStatus::Other:
        return {};
    }
    return {};
}

/// Writes the words of one kind of details into the text.
struct Describe
{
    ActivityText &text;
    const Activity &activity;
    const QString &contactName;

    void operator()(const CallDetails &call) const
    {
        const bool isOut = call.direction == CallDirection::Outbound;
        const bool isMissed = call.status == CallStatus::NoAnswer || call.status == CallStatus::Busy;
        const QString number = call.phoneFormatted.isEmpty() ? call.phone : call.phoneFormatted;
        const QString name = who(contactName, number);
        text.icon = isMissed ? QStringLiteral("phone-missed")
                             : (isOut ? QStringLiteral("phone-outgoing") : QStringLiteral("phone-incoming"));
        text.tone = isMissed ? Tone::Bad : Tone::Info;
        text.title = name.isEmpty() ? (isOut ? tr("Call out") : tr("Call in"))
                                    : (isOut ? tr("Call to %1") : tr("Call from %1")).arg(name);
        QStringList facts;
        if (call.durationSeconds > 0)
            facts << durationText(call.durationSeconds);
        facts << (isOut ? tr("outbound") : tr("inbound"));
        text.fact = facts.join(QStringLiteral(" · "));
        const Outcome outcome = outcomeOf(call);
        text.chip = outcome.word;
        text.chipTone = outcome.tone;
        text.body = visibleText(call.note);
        text.html = call.noteHtml.isEmpty() ? QString() : sanitizedHtml(call.noteHtml);
    }
    void operator()(const NoteDetails &note) const
    {
        text.icon = note.isPinned ? QStringLiteral("pin") : QStringLiteral("sticky-note");
        text.tone = Tone::Warn;
        text.title = note.title.isEmpty() ? tr("Note") : visibleText(note.title);
        text.fact = note.isPinned ? tr("pinned") : QString();
        text.body = visibleText(note.text);
        text.html = note.html.isEmpty() ? QString() : sanitizedHtml(note.html);
    }
    void operator()(const EmailDetails &email) const
    {
        text.icon = email.isIncoming ? QStringLiteral("mail-open") : QStringLiteral("mail");
        text.tone = Tone::Neutral;
        text.title = email.subject.isEmpty() ? tr("E-mail without subject") : visibleText(email.subject);
        text.fact = email.threadCount > 1 ? tr("%1 e-mails").arg(email.threadCount)
                                          : (email.isIncoming ? tr("received") : visibleText(email.status));
        text.body = visibleText(email.preview);
    }
    void operator()(const MessageDetails &message) const
    {
        const QString name = who(contactName, message.remotePhone);
        const QString kind = activity.kind == ActivityKind::WhatsApp ? tr("WhatsApp") : tr("SMS");
        text.icon = activity.kind == ActivityKind::WhatsApp ? QStringLiteral("message-circle")
                                                            : QStringLiteral("message-square");
        text.tone = Tone::Good;
        text.title = (message.isIncoming ? tr("%1 from %2") : tr("%1 to %2")).arg(kind, name);
        text.fact = message.isIncoming ? QString() : visibleText(message.status);
        text.body = visibleText(message.text);
    }
    void operator()(const MeetingDetails &meeting) const
    {
        text.icon = QStringLiteral("calendar");
        text.tone = Tone::Violet;
        text.title = meeting.title.isEmpty() ? tr("Meeting") : visibleText(meeting.title);
        text.fact = meeting.durationSeconds > 0 ? tr("%1 min").arg(meeting.durationSeconds / 60) : QString();
        text.chip = visibleText(meeting.status.left(1).toUpper() + meeting.status.mid(1));
        text.body = visibleText(meeting.location);
        text.html = meeting.noteHtml.isEmpty() ? QString() : sanitizedHtml(meeting.noteHtml);
    }
    void operator()(const StatusChangeDetails &change) const
    {
        const bool isLead = activity.kind == ActivityKind::LeadStatusChange;
        text.icon = isLead ? QStringLiteral("arrow-right-left") : QStringLiteral("badge-dollar-sign");
        text.tone = Tone::Violet;
        text.title = isLead ? tr("Status changed") : tr("Opportunity moved");
        text.fact =
            QStringLiteral("%1 \u2192 %2").arg(visibleText(change.oldLabel), visibleText(change.newLabel));
        if (!change.valueFormatted.isEmpty())
            text.fact += QStringLiteral(" · ") + visibleText(change.valueFormatted);
    }
    void operator()(const TaskCompletedDetails &task) const
    {
        text.icon = QStringLiteral("square-check");
        text.tone = Tone::Good;
        text.title = tr("Task done");
        text.fact = visibleText(task.text);
    }
    void operator()(const CreatedDetails &created) const
    {
        text.icon = QStringLiteral("plus");
        text.title = tr("Lead created");
        text.fact = created.source.isEmpty() ? QString() : tr("by %1").arg(visibleText(created.source));
    }
    void operator()(const OtherDetails &other) const
    {
        text.icon = QStringLiteral("info");
        switch (activity.kind) {
        case ActivityKind::LeadMerge:
            text.icon = QStringLiteral("merge");
            text.title = tr("Leads merged");
            break;
        case ActivityKind::FormSubmission:
            text.icon = QStringLiteral("file-text");
            text.title = tr("Form submitted");
            break;
        case ActivityKind::Custom:
            text.icon = QStringLiteral("layers");
            text.title = tr("Custom activity");
            break;
        default:
            text.title = other.typeName.isEmpty() ? tr("Activity") : visibleText(other.typeName);
        }
    }
};

/// The server's words in one line, those about single fields included.
/// What a write that is not sent yet waits for.
QString pendingText(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreached:
    case ErrorKind::Tls:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
        return tr("Pending, sends when online");
    case ErrorKind::RateLimited:
        return tr("Pending, Close asks for a pause");
    case ErrorKind::ServerError:
        return tr("Pending, Close has a problem");
    case ErrorKind::Unauthorized:
        return tr("Pending, sends after you sign in");
    case ErrorKind::None:
    case ErrorKind::PaymentRequired:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::TooLarge:
    case ErrorKind::Cancelled:
    case ErrorKind::Storage:
    case ErrorKind::InvalidInput:
        break;
    }
    return tr("Pending, goes out by itself");
}

QString reasonOf(const ApiError &error)
{
    if (error.kind == ErrorKind::None)
        return {};
    const QString words = wordsOf(error);
    return visibleText(words.isEmpty() ? describeError(error) : words);
}

} // namespace

ActivityText activityText(const Activity &activity, const QString &contactName)
{
    ActivityText text;
    std::visit(Describe{text, activity, contactName}, activity.details);
    return text;
}

SyncText syncText(SyncState state, const ApiError &error)
{
    switch (state) {
    case SyncState::Synced:
        return {};
    case SyncState::Pending:
        return {pendingText(error.kind), Tone::Warn, {}};
    case SyncState::Sending:
        return {tr("Sending"), Tone::Info, {}};
    case SyncState::Checking:
        return {tr("Checking whether it arrived"), Tone::Warn, {}};
    case SyncState::Rejected:
        return {tr("Close refused it"), Tone::Bad, reasonOf(error)};
    case SyncState::NeedsPerson:
        return {tr("Needs you: did it arrive?"), Tone::Bad, {}};
    case SyncState::Doubled:
        return {tr("Needs you: twice in Close?"), Tone::Bad, {}};
    case SyncState::Parked:
        return {tr("On hold"), Tone::Bad, reasonOf(error)};
    case SyncState::Deleting:
        return {tr("Being deleted"), Tone::Warn, {}};
    }
    return {};
}

QString dayTitle(const QDate &day, const QDate &today)
{
    if (day == today)
        return tr("Today");
    if (day == today.addDays(-1))
        return tr("Yesterday");
    if (day == today.addDays(1))
        return tr("Tomorrow");
    const QString format =
        day.year() == today.year() ? QStringLiteral("dddd d MMMM") : QStringLiteral("dddd d MMMM yyyy");
    return QLocale().toString(day, format);
}

} // namespace leadline
