#pragma once

#include "services/domain/contact.h"
#include "services/domain/objectref.h"

#include <optional>
#include <variant>

namespace leadline {

/// Log a call that took place outside Close: `POST /activity/call/` (close-api.md 5.7).
struct LogCall
{
    LeadId leadId;
    ContactId contactId; ///< may be empty
    QString phone;       ///< E.164 or as typed; may be empty
    CallDirection direction = CallDirection::Outbound;
    CallStatus status = CallStatus::Completed;
    int durationSeconds = 0;
    QString note;         ///< plain text; becomes escaped `note_html`
    QDateTime activityAt; ///< UTC, to the millisecond: part of what recognises the call later
};

/// `POST /activity/note/` (close-api.md 5.6).
struct CreateNote
{
    LeadId leadId;
    ContactId contactId;  ///< may be empty
    QString title;        ///< may be empty
    QString text;         ///< plain text; becomes escaped `note_html`
    QDateTime activityAt; ///< UTC; invalid = when Close takes it
};

/// What shall become of a message (close-api.md 5.8, 5.9).
enum class MessagePurpose {
    Send,        ///< it really goes to the customer: a draft first, then one flip to `outbox`
    LogSent,     ///< it was sent from elsewhere
    LogReceived, ///< it was received elsewhere
};

/// `POST /activity/sms/` (close-api.md 5.9).
struct SendSms
{
    LeadId leadId;
    ContactId contactId; ///< may be empty
    QString localPhone;  ///< to send: an `internal` number of the organisation, E.164
    QString remotePhone; ///< E.164 or as typed
    QString text;
    MessagePurpose purpose = MessagePurpose::Send;
    QDateTime activityAt; ///< UTC; of a logged one
};

/// `POST /activity/email/` (close-api.md 5.8).
struct SendEmail
{
    LeadId leadId;
    ContactId contactId; ///< may be empty
    QString sender;      ///< `"Name" <a@b>`; needed to send
    QStringList to;
    QStringList cc;
    QStringList bcc;
    QString subject;
    QString text; ///< plain
    MessagePurpose purpose = MessagePurpose::Send;
    QDateTime activityAt; ///< UTC; of a logged one
};

/// The two types of task that can be made (close-api.md 5.4).
enum class NewTaskType { Lead, OutgoingCall };
enum class TaskPriority { Medium, High };

/// `POST /task/` (close-api.md 5.4). With a `dueAt` the date is of no account; with neither it is dateless.
struct CreateTask
{
    LeadId leadId;
    ContactId contactId; ///< may be empty
    NewTaskType type = NewTaskType::Lead;
    QString text;
    QDate date;
    QDateTime dueAt;   ///< UTC
    UserId assignedTo; ///< empty = the user
    TaskPriority priority = TaskPriority::Medium;
};

/// `POST /lead/` with its contacts (close-api.md 5.1).
struct CreateLead
{
    LeadId leadId; ///< local; minted by the façade when empty
    QString name;
    StatusId statusId; ///< empty = the organisation's first
    QString url;
    QString description;
    QList<Contact> contacts; ///< name, title, e-mails, phones; an id, if any, is a local one
    QJsonObject custom;      ///< `custom.<field id>`: value
};

/// `POST /contact/` (close-api.md 5.2).
struct CreateContact
{
    LeadId leadId;
    ContactId contactId; ///< local; minted by the façade when empty
    QString name;
    QString title;
    QList<Email> emails;
    QList<Phone> phones;
};

/// `POST /opportunity/` (close-api.md 5.3).
struct CreateOpportunity
{
    LeadId leadId;
    OpportunityId opportunityId;      ///< local; minted by the façade when empty
    StatusId statusId;                ///< empty = the first one
    ContactId contactId;              ///< may be empty
    std::optional<qint64> valueCents; ///< minor units
    QString period;                   ///< one_time, monthly, annual; empty = one_time
    std::optional<int> confidence;    ///< per cent
    QDate closeDate;
    QString note;
};

/// `PUT` of the changed fields only, after a look at what stands in Close now.
struct UpdateObject
{
    LeadId leadId;
    ObjectRef object;
    QList<FieldChange> changes;
};

/// `DELETE` for good. Its full JSON is in the trash before this is stored.
struct DeleteObject
{
    LeadId leadId;
    ObjectRef object;
};

using CommandBody = std::variant<LogCall, DeleteObject, CreateNote, SendSms, SendEmail, CreateTask,
                                 CreateLead, CreateContact, CreateOpportunity, UpdateObject>;

} // namespace leadline
