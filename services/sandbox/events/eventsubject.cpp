#include "services/sandbox/events/eventsubject.h"

#include "services/sandbox/rules/derive.h"
#include "services/sandbox/world/objectid.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

QString activityType(const QString &type)
{
    static const QHash<QString, QString> names{
        {u"Note"_s, u"activity.note"_s},
        {u"Call"_s, u"activity.call"_s},
        {u"Email"_s, u"activity.email"_s},
        {u"EmailThread"_s, u"activity.email_thread"_s},
        {u"SMS"_s, u"activity.sms"_s},
        {u"WhatsAppMessage"_s, u"activity.whatsapp_message"_s},
        {u"Meeting"_s, u"activity.meeting"_s},
        {u"CustomActivity"_s, u"activity.custom_activity"_s},
        {u"FormSubmission"_s, u"activity.form_submission"_s},
        {u"LeadStatusChange"_s, u"activity.lead_status_change"_s},
        {u"OpportunityStatusChange"_s, u"activity.opportunity_status_change"_s},
        {u"TaskCompleted"_s, u"activity.task_completed"_s},
        {u"LeadMerge"_s, u"lead_merge"_s},
    };
    return names.value(type);
}

QJsonObject leadData(const Derive &derive, const QJsonObject &stored)
{
    QJsonObject lead = derive.lead(stored, {u"id"_s});
    QJsonArray contacts;
    for (const auto &contact : derive.directory().contactsOf(lead.value("id"_L1).toString()))
        contacts.append(contact.value("id"_L1));
    lead.insert("contact_ids"_L1, contacts);
    for (const auto key : {"contacts"_L1, "tasks"_L1, "opportunities"_L1})
        lead.remove(key);
    return lead;
}

} // namespace

QString eventType(Kind kind, const QJsonObject &stored)
{
    switch (kind) {
    case Kind::Lead:
        return u"lead"_s;
    case Kind::Contact:
        return u"contact"_s;
    case Kind::Opportunity:
        return u"opportunity"_s;
    case Kind::Task:
        return u"task."_s + stored.value("_type"_L1).toString(u"lead"_s);
    case Kind::Activity:
        return activityType(stored.value("_type"_L1).toString());
    case Kind::LeadStatus:
        return u"status.lead"_s;
    case Kind::OpportunityStatus:
        return u"status.opportunity"_s;
    case Kind::LeadField:
        return u"custom_fields.lead"_s;
    case Kind::ContactField:
        return u"custom_fields.contact"_s;
    case Kind::OpportunityField:
        return u"custom_fields.opportunity"_s;
    case Kind::ActivityField:
        return u"custom_fields.activity"_s;
    case Kind::SharedField:
        return u"custom_fields.shared"_s;
    case Kind::CustomActivityType:
        return u"custom_activity_type"_s;
    case Kind::SmartView:
        return u"saved_search"_s;
    case Kind::PhoneNumber:
        return u"phone_number"_s;
    case Kind::EmailTemplate:
        return u"email_template"_s;
    case Kind::SmsTemplate:
        return u"sms_template"_s;
    case Kind::Group:
        return u"group"_s;
    case Kind::User:
    case Kind::Pipeline:
    case Kind::Outcome:
    case Kind::Webhook:
        break;
    }
    return {};
}

QJsonObject eventData(const Store &store, Kind kind, const QJsonObject &stored, const QDateTime &now)
{
    const Derive derive(store, now, 0);
    switch (ObjectId::familyOf(kind)) {
    case ObjectId::Family::Lead:
        return leadData(derive, stored);
    case ObjectId::Family::Contact:
        return derive.contact(stored);
    case ObjectId::Family::Opportunity:
        return derive.opportunity(stored);
    case ObjectId::Family::Task:
        return derive.task(stored);
    case ObjectId::Family::Activity:
        return derive.activity(stored);
    case ObjectId::Family::Organisation:
    case ObjectId::Family::Fresh:
        break;
    }
    return stored;
}

QStringList changedKeys(const QJsonObject &before, const QJsonObject &after)
{
    QStringList keys;
    for (auto it = after.begin(); it != after.end(); ++it) {
        if (before.value(it.key()) != it.value())
            keys.append(it.key());
    }
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (!after.contains(it.key()))
            keys.append(it.key());
    }
    keys.sort();
    return keys;
}

bool isEvent(Kind kind, const QStringList &changed)
{
    if (kind != Kind::Lead)
        return !changed.isEmpty();
    static const QStringList stamps{u"date_updated"_s, u"updated_by"_s, u"updated_by_name"_s};
    return std::any_of(changed.begin(), changed.end(),
                       [](const QString &key) { return !stamps.contains(key); });
}

} // namespace leadline::sandbox
