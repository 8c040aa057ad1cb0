#include "services/mirror/bodyjson.h"

#include "services/mirror/archive.h"

namespace leadline {

namespace {

constexpr Name<CallDirection> directions[] = {
    {CallDirection::Outbound, QLatin1String("outbound")},
    {CallDirection::Inbound, QLatin1String("inbound")},
};
constexpr Name<CallStatus> callStatuses[] = {
    {CallStatus::Created, QLatin1String("created")},
    {CallStatus::InProgress, QLatin1String("in-progress")},
    {CallStatus::Completed, QLatin1String("completed")},
    {CallStatus::Cancel, QLatin1String("cancel")},
    {CallStatus::NoAnswer, QLatin1String("no-answer")},
    {CallStatus::Busy, QLatin1String("busy")},
    {CallStatus::Failed, QLatin1String("failed")},
    {CallStatus::Timeout, QLatin1String("timeout")},
    {CallStatus::Other, QLatin1String("other")},
};
constexpr Name<MessagePurpose> purposes[] = {
    {MessagePurpose::Send, QLatin1String("send")},
    {MessagePurpose::LogSent, QLatin1String("log_sent")},
    {MessagePurpose::LogReceived, QLatin1String("log_received")},
};
constexpr Name<NewTaskType> taskTypes[] = {
    {NewTaskType::Lead, QLatin1String("lead")},
    {NewTaskType::OutgoingCall, QLatin1String("outgoing_call")},
};
constexpr Name<TaskPriority> priorities[] = {
    {TaskPriority::Medium, QLatin1String("medium")},
    {TaskPriority::High, QLatin1String("high")},
};
constexpr Name<ObjectKind> objectKinds[] = {
    {ObjectKind::Lead, QLatin1String("lead")},
    {ObjectKind::Contact, QLatin1String("contact")},
    {ObjectKind::Opportunity, QLatin1String("opportunity")},
    {ObjectKind::Task, QLatin1String("task")},
    {ObjectKind::Activity, QLatin1String("activity")},
};
constexpr Name<ActivityKind> activityKinds[] = {
    {ActivityKind::Call, QLatin1String("call")},
    {ActivityKind::Note, QLatin1String("note")},
    {ActivityKind::Email, QLatin1String("email")},
    {ActivityKind::EmailThread, QLatin1String("email_thread")},
    {ActivityKind::Sms, QLatin1String("sms")},
    {ActivityKind::WhatsApp, QLatin1String("whatsapp")},
    {ActivityKind::Meeting, QLatin1String("meeting")},
    {ActivityKind::Custom, QLatin1String("custom")},
    {ActivityKind::Created, QLatin1String("created")},
    {ActivityKind::LeadStatusChange, QLatin1String("lead_status_change")},
    {ActivityKind::OpportunityStatusChange, QLatin1String("opportunity_status_change")},
    {ActivityKind::TaskCompleted, QLatin1String("task_completed")},
    {ActivityKind::LeadMerge, QLatin1String("lead_merge")},
    {ActivityKind::FormSubmission, QLatin1String("form_submission")},
    {ActivityKind::Other, QLatin1String("other")},
};

// One description of each body, for writing and for reading.

constexpr auto describePhone = [](auto &a, Phone &p) {
    a("phone", p.number);
    a("type", p.type);
    a("country", p.country);
};
constexpr auto describeEmail = [](auto &a, Email &e) {
    a("email", e.address);
    a("type", e.type);
};
constexpr auto describeContact = [](auto &a, Contact &c) {
    a("id", c.id);
    a("name", c.name);
    a("title", c.title);
    a.list("phones", c.phones, describePhone);
    a.list("emails", c.emails, describeEmail);
};
constexpr auto describeChange = [](auto &a, FieldChange &c) {
    a("key", c.key);
    a("base", c.base);
    a("value", c.value);
};

template <typename Archive>
void describe(Archive &a, ObjectRef &ref)
{
    a.word("kind", ref.kind, std::span<const Name<ObjectKind>>(objectKinds));
    a.word("activity_kind", ref.activityKind, std::span<const Name<ActivityKind>>(activityKinds));
    a("object_id", ref.id);
}

template <typename Archive>
void describe(Archive &a, LogCall &b)
{
    a("contact_id", b.contactId);
    a("phone", b.phone);
    a.word("direction", b.direction, std::span<const Name<CallDirection>>(directions));
    a.word("status", b.status, std::span<const Name<CallStatus>>(callStatuses));
    a("duration", b.durationSeconds);
    a("note", b.note);
    a("activity_at", b.activityAt);
}

template <typename Archive>
void describe(Archive &a, CreateNote &b)
{
    a("contact_id", b.contactId);
    a("title", b.title);
    a("text", b.text);
    a("activity_at", b.activityAt);
}

template <typename Archive>
void describe(Archive &a, SendSms &b)
{
    a("contact_id", b.contactId);
    a("local_phone", b.localPhone);
    a("remote_phone", b.remotePhone);
    a("text", b.text);
    a.word("purpose", b.purpose, std::span<const Name<MessagePurpose>>(purposes));
    a("activity_at", b.activityAt);
}

template <typename Archive>
void describe(Archive &a, SendEmail &b)
{
    a("contact_id", b.contactId);
    a("sender", b.sender);
    a("to", b.to);
    a("cc", b.cc);
    a("bcc", b.bcc);
    a("subject", b.subject);
    a("text", b.text);
    a.word("purpose", b.purpose, std::span<const Name<MessagePurpose>>(purposes));
    a("activity_at", b.activityAt);
}

template <typename Archive>
void describe(Archive &a, CreateTask &b)
{
    a("contact_id", b.contactId);
    a.word("task_type", b.type, std::span<const Name<NewTaskType>>(taskTypes));
    a("text", b.text);
    a("date", b.date);
    a("due_at", b.dueAt);
    a("assigned_to", b.assignedTo);
    a.word("priority", b.priority, std::span<const Name<TaskPriority>>(priorities));
}

template <typename Archive>
void describe(Archive &a, CreateLead &b)
{
    a("name", b.name);
    a("status_id", b.statusId);
    a("url", b.url);
    a("description", b.description);
    a.list("contacts", b.contacts, describeContact);
    a("custom", b.custom);
}

template <typename Archive>
void describe(Archive &a, CreateContact &b)
{
    a("contact_id", b.contactId);
    a("name", b.name);
    a("title", b.title);
    a.list("emails", b.emails, describeEmail);
    a.list("phones", b.phones, describePhone);
}

template <typename Archive>
void describe(Archive &a, CreateOpportunity &b)
{
    a("opportunity_id", b.opportunityId);
    a("status_id", b.statusId);
    a("contact_id", b.contactId);
    a("value", b.valueCents);
    a("period", b.period);
    a("confidence", b.confidence);
    a("close_date", b.closeDate);
    a("note", b.note);
}

template <typename Archive>
void describe(Archive &a, UpdateObject &b)
{
    describe(a, b.object);
    a.list("changes", b.changes, describeChange);
}

template <typename Archive>
void describe(Archive &a, DeleteObject &b)
{
    describe(a, b.object);
}

struct TypeName
{
    QLatin1String operator()(const LogCall &) const { return QLatin1String("log_call"); }
    QLatin1String operator()(const CreateNote &) const { return QLatin1String("create_note"); }
    QLatin1String operator()(const SendSms &) const { return QLatin1String("send_sms"); }
    QLatin1String operator()(const SendEmail &) const { return QLatin1String("send_email"); }
    QLatin1String operator()(const CreateTask &) const { return QLatin1String("create_task"); }
    QLatin1String operator()(const CreateLead &) const { return QLatin1String("create_lead"); }
    QLatin1String operator()(const CreateContact &) const { return QLatin1String("create_contact"); }
    QLatin1String operator()(const CreateOpportunity &) const { return QLatin1String("create_opportunity"); }
    QLatin1String operator()(const UpdateObject &) const { return QLatin1String("update_object"); }
    QLatin1String operator()(const DeleteObject &) const { return QLatin1String("delete_object"); }
};

/// Tries the body types one after the other.
template <typename Body, typename... Others>
std::optional<CommandBody> readAs(const QString &type, const QJsonObject &json)
{
    Body body;
    if (type == TypeName()(body)) {
        JsonReader reader(json);
        reader("lead_id", body.leadId);
        describe(reader, body);
        return reader.isWhole() && !body.leadId.isEmpty() ? std::optional<CommandBody>(body) : std::nullopt;
    }
    if constexpr (sizeof...(Others) > 0)
        return readAs<Others...>(type, json);
    else
        return std::nullopt;
}

/// As the first version wrote the deletion of a call.
std::optional<CommandBody> oldDeletion(const QJsonObject &json)
{
    DeleteObject body;
    body.leadId = LeadId(json.value(QLatin1String("lead_id")).toString());
    body.object.kind = ObjectKind::Activity;
    body.object.activityKind = ActivityKind::Call;
    body.object.id = json.value(QLatin1String("activity_id")).toString();
    return body;
}

} // namespace

QJsonObject toJson(const CommandBody &body)
{
    return std::visit(
        [](auto copy) {
            JsonWriter writer;
            writer("type", QString(TypeName()(copy)));
            writer("lead_id", copy.leadId);
            describe(writer, copy);
            return writer.json();
        },
        body);
}

std::optional<CommandBody> bodyFromJson(const QJsonObject &json)
{
    const QString type = json.value(QLatin1String("type")).toString();
    if (type == QLatin1String("delete_call"))
        return oldDeletion(json);
    return readAs<LogCall, CreateNote, SendSms, SendEmail, CreateTask, CreateLead, CreateContact,
                  CreateOpportunity, UpdateObject, DeleteObject>(type, json);
}

} // namespace leadline
