#include "services/sync/outbox/policy.h"

#include "services/close/codec/commandcodec.h"

namespace leadline {

namespace {

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

Policy activity(Resend resend, const char *keys, const char *telling, const char *eventType)
{
    return {resend,
            false,
            words(keys),
            words(telling),
            QStringLiteral("user_id"),
            QString::fromLatin1(eventType)};
}

Policy object(Resend resend, const char *keys, const char *telling, const char *eventType)
{
    return {resend,
            false,
            words(keys),
            words(telling),
            QStringLiteral("created_by"),
            QString::fromLatin1(eventType)};
}

Policy message(MessagePurpose purpose, const char *keys, const char *telling, const char *eventType)
{
    const bool isSent = purpose == MessagePurpose::Send;
    Policy policy = activity(isSent ? Resend::Harmless : Resend::Settled, keys, telling, eventType);
    policy.isTwoPhase = isSent;
    return policy;
}

struct Table
{
    Policy operator()(const LogCall &) const
    {
        // The natural key: nobody makes two calls to one number in the same millisecond. The note is only
        // telling, as Close passes it through its rich text.
        return activity(Resend::Settled, "lead_id direction duration phone activity_at",
                        "note_html contact_id", "activity.call");
    }
    Policy operator()(const CreateNote &) const
    {
        return activity(Resend::Settled, "lead_id contact_id title note_html", "activity_at",
                        "activity.note");
    }
    Policy operator()(const SendSms &sms) const
    {
        return message(sms.purpose, "lead_id contact_id status remote_phone text", "local_phone activity_at",
                       "activity.sms");
    }
    Policy operator()(const SendEmail &email) const
    {
        return message(email.purpose, "lead_id contact_id status to subject body_text", "cc bcc activity_at",
                       "activity.email");
    }
    Policy operator()(const CreateTask &task) const
    {
        const bool isCall = task.type == NewTaskType::OutgoingCall;
        return object(Resend::Settled, "lead_id contact_id _type text date assigned_to", "priority",
                      isCall ? "task.outgoing_call" : "task.lead");
    }
    Policy operator()(const CreateLead &) const
    {
        return object(Resend::Never, "name contacts", "status_id url description", "lead");
    }
    Policy operator()(const CreateContact &) const
    {
        return object(Resend::Never, "lead_id name emails phones", "title", "contact");
    }
    Policy operator()(const CreateOpportunity &) const
    {
        return object(Resend::Never, "lead_id value value_period date_won note",
                      "status_id confidence contact_id", "opportunity");
    }
    // A PUT sets fields to values and a DELETE removes: done twice they leave what done once leaves. Before
    // each repeat of a PUT the object is read, so that another's change in between is seen.
    Policy operator()(const UpdateObject &) const { return {Resend::Always, false, {}, {}, {}, {}}; }
    Policy operator()(const DeleteObject &) const { return {Resend::Always, false, {}, {}, {}, {}}; }
};

} // namespace

Policy policyOf(const CommandBody &body)
{
    return std::visit(Table(), body);
}

QString lessonName(const CommandBody &body)
{
    const QString draft = isSending(body) ? QStringLiteral(".draft") : QString();
    return QLatin1String("changed_by_close.") + policyOf(body).eventType + draft;
}

} // namespace leadline
