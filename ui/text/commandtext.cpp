#include "ui/text/commandtext.h"

#include "ui/duration.h"
#include "ui/leadfacts.h"
#include "ui/placetime.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace leadline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandText", text);
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return visibleText(parts.join(QStringLiteral(" · ")));
}

QString momentText(const QDateTime &utc)
{
    const QDateTime local = utc.toLocalTime();
    return dateText(local.date()) + QLatin1Char(' ') + timeText(local.time());
}

struct Describe
{
    const std::optional<Lead> &lead;
    const OrganizationData &organization;

    [[nodiscard]] QString contactName(const ContactId &id) const
    {
        if (!lead)
            return {};
        const auto it = std::find_if(lead->contacts.begin(), lead->contacts.end(),
                                     [&id](const Contact &contact) { return contact.id == id; });
        return it == lead->contacts.end() ? QString() : it->displayName;
    }
    [[nodiscard]] QString who(const ContactId &id, const QString &otherwise) const
    {
        const QString name = contactName(id);
        return visibleText(name.isEmpty() ? otherwise : name);
    }

    CommandText operator()(const LogCall &call) const
    {
        const bool isOut = call.direction == CallDirection::Outbound;
        const QString name = who(call.contactId, call.phone);
        CommandText text{isOut ? QStringLiteral("phone-outgoing") : QStringLiteral("phone-incoming"), {}, {}};
        if (name.isEmpty())
            text.title = isOut ? tr("Call out") : tr("Call in");
        else
            text.title = (isOut ? tr("Call to %1") : tr("Call from %1")).arg(name);
        text.detail =
            joined({momentText(call.activityAt),
                    call.durationSeconds > 0 ? durationText(call.durationSeconds) : QString(), call.note});
        return text;
    }
    CommandText operator()(const CreateNote &note) const
    {
        return {QStringLiteral("sticky-note"),
                note.title.isEmpty() ? tr("Note") : tr("Note: %1").arg(visibleText(note.title)),
                visibleText(note.text)};
    }
    CommandText operator()(const SendSms &sms) const
    {
        const QString name = who(sms.contactId, sms.remotePhone);
        return {QStringLiteral("message-square"), messageTitle(sms.purpose, name, tr("SMS")),
                visibleText(sms.text)};
    }
    CommandText operator()(const SendEmail &email) const
    {
        const QString name = who(email.contactId, email.to.join(QStringLiteral(", ")));
        return {QStringLiteral("mail"), messageTitle(email.purpose, name, tr("E-mail")),
                joined({email.subject, email.text})};
    }
    CommandText operator()(const CreateTask &task) const
    {
        const QString due = task.dueAt.isValid()  ? momentText(task.dueAt)
                            : task.date.isValid() ? dateText(task.date)
                                                  : QString();
        return {QStringLiteral("square-check"), due.isEmpty() ? tr("Task") : tr("Task for %1").arg(due),
                visibleText(task.text)};
    }
    CommandText operator()(const CreateLead &created) const
    {
        QStringList names;
        for (const Contact &contact : created.contacts)
            names << contact.name;
        return {QStringLiteral("building-2"), tr("New lead: %1").arg(visibleText(created.name)),
                joined({names.join(QStringLiteral(", ")), created.url})};
    }
    CommandText operator()(const CreateContact &contact) const
    {
        QStringList reached;
        for (const Phone &phone : contact.phones)
            reached << phone.number;
        for (const Email &email : contact.emails)
            reached << email.address;
        return {QStringLiteral("plus"), tr("New contact: %1").arg(visibleText(contact.name)),
                joined(QStringList{contact.title} + reached)};
    }
    CommandText operator()(const CreateOpportunity &deal) const
    {
        const QString value =
            deal.valueCents ? QLocale().toString(double(*deal.valueCents) / 100, 'f', 2) : QString();
        return {QStringLiteral("badge-dollar-sign"),
                value.isEmpty() ? tr("New opportunity") : tr("New opportunity: %1").arg(value),
                joined({deal.confidence ? tr("%1 %").arg(*deal.confidence) : QString(),
                        deal.closeDate.isValid() ? dateText(deal.closeDate) : QString(), deal.note})};
    }
    CommandText operator()(const UpdateObject &update) const
    {
        CommandText text{QStringLiteral("refresh-cw"), {}, {}};
        QStringList lines;
        for (const FieldChange &change : update.changes) {
            lines << tr("%1: %2 → %3")
                         .arg(fieldName(change.key, organization),
                              fieldValue(change.key, change.base, organization),
                              fieldValue(change.key, change.value, organization));
        }
        const bool isCompletion = update.object.kind == ObjectKind::Task && update.changes.size() == 1 &&
                                  update.changes.constFirst().key == QLatin1String("is_complete");
        if (isCompletion)
            text.title =
                update.changes.constFirst().value.toBool() ? tr("Complete a task") : tr("Reopen a task");
        else if (lines.size() == 1)
            text.title = lines.constFirst();
        else
            text.title = tr("Change %1").arg(objectText(update.object));
        text.detail = lines.size() > 1 ? joined(lines) : QString();
        return text;
    }
    CommandText operator()(const DeleteObject &removal) const
    {
        return {QStringLiteral("trash-2"), tr("Delete %1").arg(objectText(removal.object)), {}};
    }

private:
    [[nodiscard]] static QString messageTitle(MessagePurpose purpose, const QString &name,
                                              const QString &kind)
    {
        switch (purpose) {
        case MessagePurpose::Send:
            return tr("Send %1 to %2").arg(kind, name);
        case MessagePurpose::LogSent:
            return tr("Log %1 to %2").arg(kind, name);
        case MessagePurpose::LogReceived:
            return tr("Log %1 from %2").arg(kind, name);
        }
        return {};
    }
};

} // namespace

QString objectText(const ObjectRef &object)
{
    switch (object.kind) {
    case ObjectKind::Lead:
        return tr("the lead");
    case ObjectKind::Contact:
        return tr("a contact");
    case ObjectKind::Opportunity:
        return tr("an opportunity");
    case ObjectKind::Task:
        return tr("a task");
    case ObjectKind::Activity:
        break;
    }
    switch (object.activityKind) {
    case ActivityKind::Call:
        return tr("a call");
    case ActivityKind::Note:
        return tr("a note");
    case ActivityKind::Sms:
        return tr("an SMS");
    case ActivityKind::Email:
    case ActivityKind::EmailThread:
        return tr("an e-mail");
    case ActivityKind::Meeting:
        return tr("a meeting");
    case ActivityKind::WhatsApp:
    case ActivityKind::Custom:
    case ActivityKind::Created:
    case ActivityKind::LeadStatusChange:
    case ActivityKind::OpportunityStatusChange:
    case ActivityKind::TaskCompleted:
    case ActivityKind::LeadMerge:
    case ActivityKind::FormSubmission:
    case ActivityKind::Other:
        break;
    }
    return tr("an activity");
}

CommandText commandText(const CommandBody &body, const std::optional<Lead> &lead,
                        const OrganizationData &organization)
{
    return std::visit(Describe{lead, organization}, body);
}

QString fieldName(const QString &key, const OrganizationData &organization)
{
    const struct
    {
        QLatin1String key;
        QString name;
    } known[] = {
        {QLatin1String("status_id"), tr("Status")},
        {QLatin1String("name"), tr("Name")},
        {QLatin1String("description"), tr("Description")},
        {QLatin1String("url"), tr("Website")},
        {QLatin1String("is_complete"), tr("Done")},
        {QLatin1String("date"), tr("Due")},
        {QLatin1String("text"), tr("Text")},
        {QLatin1String("assigned_to"), tr("Assigned to")},
        {QLatin1String("note"), tr("Note")},
        {QLatin1String("note_html"), tr("Note")},
        {QLatin1String("title"), tr("Title")},
        {QLatin1String("value"), tr("Value")},
        {QLatin1String("confidence"), tr("Confidence")},
        {QLatin1String("date_won"), tr("Close date")},
    };
    for (const auto &field : known) {
        if (key == field.key)
            return field.name;
    }
    const QString custom = key.startsWith(QLatin1String("custom.")) ? key.mid(7) : key;
    for (const auto *fields :
         {&organization.leadFields, &organization.contactFields, &organization.opportunityFields}) {
        for (const CustomField &field : *fields) {
            if (field.id.value == custom)
                return visibleText(field.name);
        }
    }
    return visibleText(key);
}

QString fieldValue(const QString &key, const QJsonValue &value, const OrganizationData &organization)
{
    if (key == QLatin1String("status_id")) {
        for (const LeadStatus &status : organization.me.leadStatuses) {
            if (status.id.value == value.toString())
                return visibleText(status.label);
        }
        for (const Pipeline &pipeline : organization.me.pipelines) {
            for (const PipelineStatus &status : pipeline.statuses) {
                if (status.id.value == value.toString())
                    return visibleText(status.label);
            }
        }
    }
    for (const User &user : organization.users) {
        if (user.id.value == value.toString() && !user.fullName.isEmpty())
            return visibleText(user.fullName);
    }
    if (value.isBool())
        return value.toBool() ? tr("yes") : tr("no");
    if (value.isDouble())
        return QLocale().toString(value.toDouble(), 'g', 12);
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray list = value.toArray();
        for (const QJsonValue &each : list)
            parts << fieldValue(key, each, organization);
        return parts.join(QStringLiteral(", "));
    }
    const QString text = value.toString();
    return text.isEmpty() ? tr("nothing") : visibleText(text);
}

} // namespace leadline
