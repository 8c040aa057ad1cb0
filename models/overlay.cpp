#include "models/overlay.h"

#include <algorithm>

namespace leadline {

namespace {

struct AsActivity
{
    Activity &activity;

    bool operator()(const LogCall &call) const
    {
        CallDetails details;
        details.direction = call.direction;
        details.status = call.status;
        details.durationSeconds = call.durationSeconds;
        details.phone = call.phone;
        details.note = call.note;
        return fill(ActivityKind::Call, call.leadId, call.contactId, call.activityAt, details);
    }
    bool operator()(const CreateNote &note) const
    {
        NoteDetails details;
        details.title = note.title;
        details.text = note.text;
        return fill(ActivityKind::Note, note.leadId, note.contactId, note.activityAt, details);
    }
    bool operator()(const SendSms &sms) const
    {
        MessageDetails details;
        details.isIncoming = sms.purpose == MessagePurpose::LogReceived;
        details.text = sms.text;
        details.remotePhone = sms.remotePhone;
        return fill(ActivityKind::Sms, sms.leadId, sms.contactId, sms.activityAt, details);
    }
    bool operator()(const SendEmail &email) const
    {
        EmailDetails details;
        details.isIncoming = email.purpose == MessagePurpose::LogReceived;
        details.subject = email.subject;
        details.preview = email.text;
        details.sender = email.sender;
        details.to = email.to;
        return fill(ActivityKind::Email, email.leadId, email.contactId, email.activityAt, details);
    }
    bool operator()(const CreateTask &) const { return false; }
    bool operator()(const CreateLead &) const { return false; }
    bool operator()(const CreateContact &) const { return false; }
    bool operator()(const CreateOpportunity &) const { return false; }
    bool operator()(const UpdateObject &) const { return false; }
    bool operator()(const DeleteObject &) const { return false; }

private:
    [[nodiscard]] bool fill(ActivityKind kind, const LeadId &lead, const ContactId &contact,
                            const QDateTime &at, ActivityDetails details) const
    {
        activity.kind = kind;
        activity.leadId = lead;
        activity.contactId = contact;
        if (at.isValid())
            activity.activityAt = at;
        activity.details = std::move(details);
        return true;
    }
};

QString labelOf(const StatusId &id, const OrganizationData &organization)
{
    for (const LeadStatus &status : organization.me.leadStatuses) {
        if (status.id == id)
            return status.label;
    }
    return id.value;
}

/// Lays one write over the lead.
struct Overlay
{
    Lead &lead;
    const OrganizationData &organization;

    void operator()(const CreateTask &created) const
    {
        Task task;
        task.leadId = created.leadId;
        task.type = created.type == NewTaskType::OutgoingCall ? QStringLiteral("outgoing_call")
                                                              : QStringLiteral("lead");
        task.text = created.text;
        task.dueAt = created.dueAt;
        task.dueDate = created.dueAt.isValid() ? created.dueAt.toLocalTime().date() : created.date;
        lead.tasks << task;
    }
    void operator()(const CreateContact &created) const
    {
        Contact contact;
        contact.id = created.contactId;
        contact.name = created.name;
        contact.displayName = created.name;
        contact.title = created.title;
        contact.phones = created.phones;
        contact.emails = created.emails;
        lead.contacts << contact;
    }
    void operator()(const CreateOpportunity &created) const
    {
        Opportunity deal;
        deal.id = created.opportunityId;
        deal.statusId = created.statusId;
        deal.valueCents = created.valueCents;
        deal.confidence = created.confidence.value_or(0);
        deal.closeDate = created.closeDate;
        deal.note = created.note;
        lead.opportunities << deal;
    }
    void operator()(const UpdateObject &update) const
    {
        for (const FieldChange &change : update.changes) {
            if (update.object.kind == ObjectKind::Lead)
                changeLead(change);
            else if (update.object.kind == ObjectKind::Task)
                changeTask(update.object.id, change);
        }
    }
    void operator()(const DeleteObject &removal) const
    {
        const QString &id = removal.object.id;
        if (removal.object.kind == ObjectKind::Task)
            lead.tasks.removeIf([&id](const Task &task) { return task.id.value == id; });
        else if (removal.object.kind == ObjectKind::Contact)
            lead.contacts.removeIf([&id](const Contact &contact) { return contact.id.value == id; });
        else if (removal.object.kind == ObjectKind::Opportunity)
            lead.opportunities.removeIf([&id](const Opportunity &deal) { return deal.id.value == id; });
    }
    void operator()(const LogCall &) const {} // in the timeline
    void operator()(const CreateNote &) const {}
    void operator()(const SendSms &) const {}
    void operator()(const SendEmail &) const {}
    void operator()(const CreateLead &) const {} // has no lead to lie over

private:
    void changeLead(const FieldChange &change) const
    {
        const QString text = change.value.toString();
        if (change.key == QLatin1String("status_id")) {
            lead.statusId = StatusId(text);
            lead.statusLabel = labelOf(lead.statusId, organization);
        } else if (change.key == QLatin1String("description")) {
            lead.description = text;
        } else if (change.key == QLatin1String("name")) {
            lead.displayName = text;
        } else if (change.key == QLatin1String("url")) {
            lead.url = text;
        }
        lead.raw.insert(change.key, change.value);
    }
    void changeTask(const QString &id, const FieldChange &change) const
    {
        if (change.key == QLatin1String("is_complete") && change.value.toBool()) {
            lead.tasks.removeIf([&id](const Task &task) { return task.id.value == id; });
            return;
        }
        for (Task &task : lead.tasks) {
            if (task.id.value == id && change.key == QLatin1String("text"))
                task.text = change.value.toString();
        }
    }
};

bool isOnItsWay(CommandState state)
{
    switch (state) {
    case CommandState::Queued:
    case CommandState::Sending:
    case CommandState::Unknown:
        return true;
    case CommandState::Done: // the mirror has it, or will at once
    case CommandState::Rejected:
    case CommandState::User:
    case CommandState::Parked:
        return false;
    }
    return false;
}

} // namespace

std::optional<Activity> asActivity(const Command &command)
{
    Activity activity;
    activity.activityAt = command.createdAt;
    if (!std::visit(AsActivity{activity}, command.body))
        return std::nullopt;
    activity.dateCreated = activity.activityAt;
    return activity;
}

bool changesLead(const Command &command)
{
    const CommandBody &body = command.body;
    return isOnItsWay(command.state) &&
           (std::holds_alternative<UpdateObject>(body) || std::holds_alternative<DeleteObject>(body) ||
            std::holds_alternative<CreateTask>(body) || std::holds_alternative<CreateContact>(body) ||
            std::holds_alternative<CreateOpportunity>(body));
}

Lead withWrites(Lead lead, const QList<Command> &commands, const OrganizationData &organization)
{
    for (const Command &command : commands) {
        if (changesLead(command))
            std::visit(Overlay{lead, organization}, command.body);
    }
    return lead;
}

LeadRow withWrites(LeadRow row, const QList<Command> &commands, const OrganizationData &organization)
{
    for (const Command &command : commands) {
        const auto *update = std::get_if<UpdateObject>(&command.body);
        if (!update || update->object.kind != ObjectKind::Lead || !isOnItsWay(command.state))
            continue;
        for (const FieldChange &change : update->changes) {
            if (change.key == QLatin1String("name")) {
                row.name = change.value.toString();
            } else if (change.key == QLatin1String("status_id")) {
                row.statusId = StatusId(change.value.toString());
                row.statusLabel = labelOf(row.statusId, organization);
            }
        }
    }
    return row;
}

} // namespace leadline
