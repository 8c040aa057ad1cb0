#include "services/domain/commandids.h"

#include <functional>

namespace leadline {

namespace {

using Visit = std::function<void(QString &)>;

template <typename... IdTypes>
void visit(const Visit &each, IdTypes &...ids)
{
    (each(ids.value), ...);
}

/// Every place where an id stands that may be a local one.
struct Places
{
    const Visit &each;

    void operator()(LogCall &b) const { visit(each, b.leadId, b.contactId); }
    void operator()(CreateNote &b) const { visit(each, b.leadId, b.contactId); }
    void operator()(SendSms &b) const { visit(each, b.leadId, b.contactId); }
    void operator()(SendEmail &b) const { visit(each, b.leadId, b.contactId); }
    void operator()(CreateTask &b) const { visit(each, b.leadId, b.contactId); }
    void operator()(CreateContact &b) const { visit(each, b.leadId, b.contactId); }
    void operator()(CreateOpportunity &b) const { visit(each, b.leadId, b.opportunityId, b.contactId); }
    void operator()(CreateLead &b) const
    {
        each(b.leadId.value);
        for (Contact &contact : b.contacts)
            each(contact.id.value);
    }
    void operator()(DeleteObject &b) const
    {
        each(b.leadId.value);
        each(b.object.id);
    }
    void operator()(UpdateObject &b) const
    {
        each(b.leadId.value);
        each(b.object.id);
        for (FieldChange &change : b.changes) {
            QString text = change.value.toString();
            each(text);
            if (change.value.isString())
                change.value = text;
        }
    }
};

ObjectRef activity(ActivityKind kind, const QString &id)
{
    return {ObjectKind::Activity, kind, id};
}

struct Created
{
    const QString &id;
    using Ref = std::optional<ObjectRef>;

    Ref operator()(const LogCall &) const { return activity(ActivityKind::Call, id); }
    Ref operator()(const CreateNote &) const { return activity(ActivityKind::Note, id); }
    Ref operator()(const SendSms &) const { return activity(ActivityKind::Sms, id); }
    Ref operator()(const SendEmail &) const { return activity(ActivityKind::Email, id); }
    Ref operator()(const CreateTask &) const { return ObjectRef{ObjectKind::Task, ActivityKind::Other, id}; }
    Ref operator()(const CreateLead &) const { return ObjectRef{ObjectKind::Lead, ActivityKind::Other, id}; }
    Ref operator()(const CreateContact &) const
    {
        return ObjectRef{ObjectKind::Contact, ActivityKind::Other, id};
    }
    Ref operator()(const CreateOpportunity &) const
    {
        return ObjectRef{ObjectKind::Opportunity, ActivityKind::Other, id};
    }
    Ref operator()(const UpdateObject &) const { return std::nullopt; }
    Ref operator()(const DeleteObject &) const { return std::nullopt; }
};

QStringList namedIds(CommandBody body)
{
    QStringList ids;
    const Visit collect = [&ids](QString &id) {
        if (isLocalId(id) && !ids.contains(id))
            ids << id;
    };
    std::visit(Places{collect}, body);
    return ids;
}

} // namespace

LeadId leadOf(const CommandBody &body)
{
    return std::visit([](const auto &b) { return b.leadId; }, body);
}

QStringList createdIds(const CommandBody &body)
{
    QStringList ids;
    if (const auto *lead = std::get_if<CreateLead>(&body)) {
        ids << lead->leadId.value;
        for (const Contact &contact : lead->contacts)
            ids << contact.id.value;
    } else if (const auto *contact = std::get_if<CreateContact>(&body)) {
        ids << contact->contactId.value;
    } else if (const auto *opportunity = std::get_if<CreateOpportunity>(&body)) {
        ids << opportunity->opportunityId.value;
    }
    return ids;
}

QStringList neededIds(const CommandBody &body)
{
    const QStringList own = createdIds(body);
    QStringList ids = namedIds(body);
    ids.removeIf([&own](const QString &id) { return own.contains(id); });
    return ids;
}

std::optional<ObjectRef> createdObject(const CommandBody &body, const QString &id)
{
    return std::visit(Created{id}, body);
}

ObjectRef objectOf(const CommandBody &body, const QString &id)
{
    if (const auto *update = std::get_if<UpdateObject>(&body))
        return update->object;
    if (const auto *removal = std::get_if<DeleteObject>(&body))
        return removal->object;
    return createdObject(body, id).value_or(ObjectRef());
}

CommandBody withId(CommandBody body, const QString &from, const QString &to)
{
    const Visit replace = [&](QString &id) {
        if (id == from)
            id = to;
    };
    std::visit(Places{replace}, body);
    return body;
}

CommandBody withLocalIds(CommandBody body)
{
    const auto fill = [](QString &id) {
        if (id.isEmpty())
            id = mintLocalId();
    };
    if (auto *lead = std::get_if<CreateLead>(&body)) {
        fill(lead->leadId.value);
        for (Contact &contact : lead->contacts)
            fill(contact.id.value);
    } else if (auto *contact = std::get_if<CreateContact>(&body)) {
        fill(contact->contactId.value);
    } else if (auto *opportunity = std::get_if<CreateOpportunity>(&body)) {
        fill(opportunity->opportunityId.value);
    }
    return body;
}

} // namespace leadline
