#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

#include <variant>

namespace leadline {

/// Close's activity types (close-api.md 5.5); Other holds whatever Close adds later.
enum class ActivityKind {
    Call,
    Note,
    Email,
    EmailThread,
    Sms,
    WhatsApp,
    Meeting,
    Custom,
    Created,
    LeadStatusChange,
    OpportunityStatusChange,
    TaskCompleted,
    LeadMerge,
    FormSubmission,
    Other,
};

enum class CallDirection { Outbound, Inbound };

/// The `status` values of a call (close-api.md 5.7).
enum class CallStatus { Created, InProgress, Completed, Cancel, NoAnswer, Busy, Failed, Timeout, Other };

struct CallDetails
{
    CallDirection direction = CallDirection::Outbound;
    CallStatus status = CallStatus::Completed;
    QString disposition; ///< answered, no-answer, vm-left, ...; empty when Close has none
    int durationSeconds = 0;
    QString phone;
    QString phoneFormatted;
    QString note;     ///< plain text
    QString noteHtml; ///< Close's rich text; only ever shown through the sanitiser
};

struct NoteDetails
{
    QString title;
    QString text;
    QString html;
    bool isPinned = false;
};

struct EmailDetails
{
    bool isIncoming = false;
    QString status; ///< inbox, draft, scheduled, outbox, sent, error
    QString subject;
    QString preview;
    QString sender;
    QStringList to;
    int threadCount = 1; ///< e-mails in the thread, for EmailThread
};

/// SMS and WhatsApp.
struct MessageDetails
{
    bool isIncoming = false;
    QString status;
    QString text;
    QString remotePhone;
};

struct MeetingDetails
{
    QString title;
    QString status;
    QString location;
    QString noteHtml;
    QDateTime startsAt;
    int durationSeconds = 0;
};

/// Lead and opportunity status changes.
struct StatusChangeDetails
{
    QString oldLabel;
    QString newLabel;
    QString valueFormatted; ///< of the opportunity, if it is one
};

struct TaskCompletedDetails
{
    TaskId taskId;
    QString text;
};

struct CreatedDetails
{
    QString source; ///< ui, api, import, ...
};

/// Custom activities, merges, forms and types not known yet.
struct OtherDetails
{
    QString typeName; ///< Close's `_type`
};

using ActivityDetails = std::variant<OtherDetails, CallDetails, NoteDetails, EmailDetails, MessageDetails, MeetingDetails,
                                     StatusChangeDetails, TaskCompletedDetails, CreatedDetails>;

/// One entry of a lead's timeline.
struct Activity
{
    ActivityId id;
    ActivityKind kind = ActivityKind::Other;
    LeadId leadId;
    ContactId contactId;
    UserId userId;
    QString userName;
    QDateTime activityAt; ///< UTC
    QDateTime dateCreated;
    QDateTime dateUpdated;
    ActivityDetails details;
    QJsonObject raw; ///< as Close sent it; what the trash keeps
};

} // namespace leadline
