#include "services/sync/outbox/commandcheck.h"

#include "services/close/codec/callwords.h"
#include "services/close/codec/objectpath.h"

#include <QRegularExpression>

namespace leadline {

namespace {

/// Close's name of the field that is wrong, or null.
using Complaint = std::optional<QString>;

bool isBad(const QString &id)
{
    return !isWellFormedId(id);
}

template <typename IdType>
bool isBadIfAny(const IdType &id)
{
    return !id.isEmpty() && isBad(id.value);
}

Complaint check(const LogCall &call)
{
    if (isBadIfAny(call.contactId))
        return QStringLiteral("contact_id");
    if (call.durationSeconds < 0 || call.durationSeconds > longestCallSeconds)
        return QStringLiteral("duration");
    if (!call.activityAt.isValid())
        return QStringLiteral("activity_at");
    return std::nullopt;
}

Complaint check(const CreateNote &note)
{
    if (isBadIfAny(note.contactId))
        return QStringLiteral("contact_id");
    if (note.text.trimmed().isEmpty() && note.title.trimmed().isEmpty())
        return QStringLiteral("note");
    return std::nullopt;
}

Complaint check(const SendSms &sms)
{
    if (isBadIfAny(sms.contactId))
        return QStringLiteral("contact_id");
    if (sms.text.trimmed().isEmpty())
        return QStringLiteral("text");
    if (sms.remotePhone.isEmpty())
        return QStringLiteral("remote_phone");
    if (sms.purpose == MessagePurpose::Send && sms.localPhone.isEmpty())
        return QStringLiteral("local_phone");
    return std::nullopt;
}

Complaint check(const SendEmail &email)
{
    if (isBadIfAny(email.contactId))
        return QStringLiteral("contact_id");
    if (email.purpose != MessagePurpose::LogSent && email.sender.isEmpty())
        return QStringLiteral("sender");
    if (email.purpose == MessagePurpose::Send && email.to.isEmpty())
        return QStringLiteral("to");
    return std::nullopt;
}

Complaint check(const CreateTask &task)
{
    if (isBadIfAny(task.contactId))
        return QStringLiteral("contact_id");
    if (isBadIfAny(task.assignedTo))
        return QStringLiteral("assigned_to");
    if (task.type == NewTaskType::Lead && task.text.trimmed().isEmpty())
        return QStringLiteral("text");
    return std::nullopt;
}

Complaint check(const CreateLead &lead)
{
    if (isBadIfAny(lead.statusId))
        return QStringLiteral("status_id");
    if (lead.name.trimmed().isEmpty() && lead.contacts.isEmpty())
        return QStringLiteral("name");
    return std::nullopt;
}

Complaint check(const CreateContact &contact)
{
    if (contact.name.trimmed().isEmpty() && contact.emails.isEmpty() && contact.phones.isEmpty())
        return QStringLiteral("name");
    return std::nullopt;
}

Complaint check(const CreateOpportunity &opportunity)
{
    static const QStringList periods{QString(), QStringLiteral("one_time"), QStringLiteral("monthly"),
                                     QStringLiteral("annual")};
    constexpr qint64 mostExact = 1LL << 53; // JSON numbers are doubles
    if (isBadIfAny(opportunity.statusId))
        return QStringLiteral("status_id");
    if (isBadIfAny(opportunity.contactId))
        return QStringLiteral("contact_id");
    if (opportunity.valueCents.value_or(0) < 0 || opportunity.valueCents.value_or(0) > mostExact)
        return QStringLiteral("value");
    if (!periods.contains(opportunity.period))
        return QStringLiteral("value_period");
    if (opportunity.confidence.value_or(0) < 0 || opportunity.confidence.value_or(0) > 100)
        return QStringLiteral("confidence");
    return std::nullopt;
}

Complaint checkObject(const ObjectRef &object)
{
    if (isBad(object.id) || collectionPath(object.kind, object.activityKind).isEmpty())
        return QStringLiteral("id");
    return std::nullopt;
}

Complaint check(const UpdateObject &update)
{
    static const QRegularExpression keys(QStringLiteral("\\A([a-z][a-z0-9_]*|custom\\.[A-Za-z0-9_]+)\\z"));
    if (update.changes.isEmpty())
        return QStringLiteral("changes");
    for (const FieldChange &change : update.changes) {
        if (!keys.match(change.key).hasMatch() || change.key == QLatin1String("id"))
            return change.key;
    }
    return checkObject(update.object);
}

Complaint check(const DeleteObject &removal)
{
    return checkObject(removal.object);
}

} // namespace

std::optional<ApiError> complaint(const CommandBody &body)
{
    const auto field = std::visit(
        [](const auto &b) { return isBad(b.leadId.value) ? Complaint(QStringLiteral("lead_id")) : check(b); },
        body);
    return field ? std::optional(ApiError(ErrorKind::InvalidInput, *field)) : std::nullopt;
}

} // namespace leadline
