#include "services/sandbox/search/searchschema.h"

#include "services/sandbox/rules/directory.h"
#include "services/sandbox/search/leadcounters.h"

#include <QHash>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One object type a line: `name: key=type ...`. A type that is none of the plain ones names what an id
/// refers to. `name*` is what several types have in common.
constexpr const char *Table = R"(
lead: id=term name=text description=text url=text status_id=status.lead
contact: id=term name=text title=text lead_id=lead timezone=term
contact_email: email=text type=term is_unsubscribed=boolean
contact_phone: phone=phone type=term country=term
contact_url: url=text type=term
address: label=term address_1=text address_2=text city=text state=text zipcode=text country=term
opportunity: id=term lead_id=lead contact_id=contact user_id=user status_id=status.opportunity pipeline_id=pipeline
opportunity: value=number confidence=number value_period=term note=text date_won=moment date_lost=moment
task*: id=term lead_id=lead contact_id=contact assigned_to=user text=text date=moment is_complete=boolean
task*: is_dateless=boolean priority=term phone=phone
activity*: id=term lead_id=lead contact_id=contact user_id=user activity_at=moment
activity.note: note=text title=text pinned=boolean source=term
activity.call: direction=term status=term disposition=term duration=number note=text phone=phone source=term
activity.call: remote_phone=phone local_phone=phone call_method=term outcome_id=outcome
activity.email: direction=term status=term subject=text body_text=text sender=text thread_id=term
activity.email: template_id=template date_sent=moment date_scheduled=moment has_reply=boolean
activity.email_thread: latest_normalized_subject=text
activity.sms: direction=term status=term text=text remote_phone=phone local_phone=phone date_sent=moment
activity.sms: date_scheduled=moment template_id=template source=term
activity.whatsapp_message: direction=term text=text message_markdown=text remote_phone=phone local_phone=phone
activity.meeting: title=text status=term location=text starts_at=moment ends_at=moment duration=number
activity.meeting: note=text user_note=text source=term
activity.custom_activity: custom_activity_type_id=custom_activity_type status=term pinned=boolean
activity.lead_status_change: old_status_id=status.lead new_status_id=status.lead
activity.opportunity_status_change: old_status_id=status.opportunity new_status_id=status.opportunity
activity.opportunity_status_change: opportunity_id=opportunity opportunity_value=number
activity.task_completed: task_id=term task_text=text
activity.created: source=term
activity.lead_merge: source_lead_id=lead destination_lead_id=lead
activity.form_submission: form_id=term form_name=text
)";

constexpr const char *Audit = "created_by=user updated_by=user date_created=moment date_updated=moment";

/// The `_type` of an activity by the name its type has in searches; custom activities are all one type.
const QHash<QString, QString> &activityTypes()
{
    static const QHash<QString, QString> types{
        {u"activity.note"_s, u"Note"_s},
        {u"activity.call"_s, u"Call"_s},
        {u"activity.email"_s, u"Email"_s},
        {u"activity.email_thread"_s, u"EmailThread"_s},
        {u"activity.sms"_s, u"SMS"_s},
        {u"activity.whatsapp_message"_s, u"WhatsAppMessage"_s},
        {u"activity.meeting"_s, u"Meeting"_s},
        {u"activity.custom_activity"_s, u"CustomActivity"_s},
        {u"activity.lead_status_change"_s, u"LeadStatusChange"_s},
        {u"activity.opportunity_status_change"_s, u"OpportunityStatusChange"_s},
        {u"activity.task_completed"_s, u"TaskCompleted"_s},
        {u"activity.created"_s, u"Created"_s},
        {u"activity.lead_merge"_s, u"LeadMerge"_s},
        {u"activity.form_submission"_s, u"FormSubmission"_s},
    };
    return types;
}

const QStringList &taskTypes()
{
    static const QStringList types{u"task.lead"_s,
                                   u"task.outgoing_call"_s,
                                   u"task.incoming_email"_s,
                                   u"task.email_followup"_s,
                                   u"task.missed_call"_s,
                                   u"task.voicemail"_s,
                                   u"task.opportunity_due"_s,
                                   u"task.answered_detached_call"_s,
                                   u"task.incoming_sms"_s};
    return types;
}

using Fields = QHash<QString, SearchField>;

SearchField fieldOf(const QString &key, const QString &type)
{
    static const QHash<QString, FieldType> plain{
        {u"text"_s, FieldType::Text},     {u"phone"_s, FieldType::Phone},
        {u"term"_s, FieldType::Term},     {u"number"_s, FieldType::Number},
        {u"moment"_s, FieldType::Moment}, {u"boolean"_s, FieldType::Boolean}};
    const auto known = plain.constFind(type);
    return known == plain.constEnd() ? SearchField{FieldType::Reference, key, type}
                                     : SearchField{*known, key, {}};
}

void add(Fields &fields, const QString &words)
{
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
        fields.insert(word.section(u'=', 0, 0), fieldOf(word.section(u'=', 0, 0), word.section(u'=', 1)));
}

QHash<QString, Fields> readTable()
{
    QHash<QString, Fields> types;
    for (const QString &name : taskTypes() + QStringList{u"task"_s})
        types.insert(name, {});
    for (auto it = activityTypes().begin(); it != activityTypes().end(); ++it)
        types.insert(it.key(), {});
    types.insert(u"activity"_s, {});
    for (const QString &line : QString::fromLatin1(Table).split(u'\n', Qt::SkipEmptyParts)) {
        const QString name = line.section(u':', 0, 0);
        const QString words = line.section(u':', 1);
        if (!name.endsWith(u'*')) {
            add(types[name], words);
            continue;
        }
        for (auto it = types.begin(); it != types.end(); ++it) {
            if (it.key().startsWith(name.chopped(1)))
                add(*it, words);
        }
    }
    for (auto it = types.begin(); it != types.end(); ++it) {
        if (!it.key().startsWith("contact_"_L1) && it.key() != "address"_L1)
            add(*it, QString::fromLatin1(Audit));
    }
    for (const QString &name : {u"emails_count"_s, u"phones_count"_s, u"urls_count"_s})
        types[u"contact"_s].insert(name, {FieldType::Number, name, {}, true});
    types[u"lead"_s].insert(u"display_name"_s, {FieldType::Text, u"display_name"_s, {}, true});
    for (const QString &name : LeadCounters::numbers())
        types[u"lead"_s].insert(name, {FieldType::Number, name, {}, true});
    for (const QString &name : LeadCounters::moments())
        types[u"lead"_s].insert(name, {FieldType::Moment, name, {}, true});
    return types;
}

const QHash<QString, Fields> &table()
{
    static const QHash<QString, Fields> types = readTable();
    return types;
}

QList<QJsonObject> entries(const QList<QJsonObject> &contacts, QLatin1StringView key)
{
    QList<QJsonObject> all;
    for (const QJsonObject &contact : contacts) {
        for (const QJsonArray list = contact.value(key).toArray(); const auto &entry : list)
            all.append(entry.toObject());
    }
    return all;
}

} // namespace

bool SearchSchema::isObjectType(const QString &type)
{
    return table().contains(type);
}

std::optional<SearchField> SearchSchema::field(const QString &objectType, const QString &name)
{
    const auto fields = table().value(objectType);
    const auto known = fields.constFind(name);
    return known == fields.constEnd() ? std::nullopt : std::optional(*known);
}

std::optional<SearchField> SearchSchema::customField(const QString &id) const
{
    static const QHash<QString, FieldType> types{
        {u"choices"_s, FieldType::Text},   {u"text"_s, FieldType::Text},     {u"textarea"_s, FieldType::Text},
        {u"hidden"_s, FieldType::Text},    {u"number"_s, FieldType::Number}, {u"date"_s, FieldType::Moment},
        {u"datetime"_s, FieldType::Moment}};
    for (const Kind kind : {Kind::LeadField, Kind::ContactField, Kind::OpportunityField, Kind::ActivityField,
                            Kind::SharedField}) {
        const auto known = m_store.find(kind, id);
        if (!known)
            continue;
        const QString type = known->value("type"_L1).toString();
        const auto plain = types.constFind(type);
        const QString key = u"custom."_s + id;
        return plain == types.constEnd() ? SearchField{FieldType::Reference, key, type}
                                         : SearchField{*plain, key, {}};
    }
    return std::nullopt;
}

QJsonValue SearchSchema::value(const SearchField &field, const QJsonObject &object) const
{
    if (!field.isComputed) {
        const QJsonValue stored = object.value(field.key);
        const bool isOpen = field.key == "activity_at"_L1 && stored.isNull();
        return isOpen ? object.value("date_created"_L1) : stored;
    }
    if (field.key == "display_name"_L1)
        return Directory(m_store).leadDisplayName(object);
    if (field.key.endsWith("s_count"_L1) && object.contains(field.key.chopped(6)))
        return object.value(field.key.chopped(6)).toArray().size();
    return LeadCounters(m_store, object).value(field.key);
}

bool SearchSchema::areRelated(const QString &type, const QString &related)
{
    const bool isPart = related.startsWith("contact_"_L1) || related == "address"_L1;
    if (type == "lead"_L1)
        return related != "lead"_L1;
    if (type == "contact"_L1)
        return related != "contact"_L1 && related != "address"_L1;
    const bool isChild =
        type == "opportunity"_L1 || type.startsWith("task"_L1) || type.startsWith("activity"_L1);
    return isChild && !isPart && (related == "lead"_L1 || related == "contact"_L1);
}

QList<QJsonObject> SearchSchema::contactsOf(const QString &type, const QJsonObject &object) const
{
    if (type == "contact"_L1)
        return {object};
    if (type == "lead"_L1)
        return m_store.ofLead(Kind::Contact, object.value("id"_L1).toString());
    const auto contact = m_store.find(Kind::Contact, object.value("contact_id"_L1).toString());
    return contact ? QList<QJsonObject>{*contact} : QList<QJsonObject>();
}

QList<QJsonObject> SearchSchema::children(Kind kind, const QString &subtype, const QString &type,
                                          const QJsonObject &object) const
{
    const bool isOfContact = type == "contact"_L1;
    const QString id = object.value("id"_L1).toString();
    QList<QJsonObject> all = m_store.ofLead(kind, isOfContact ? object.value("lead_id"_L1).toString() : id);
    all.removeIf([&](const QJsonObject &child) {
        return (!subtype.isEmpty() && child.value("_type"_L1) != subtype) ||
               (isOfContact && child.value("contact_id"_L1) != id);
    });
    return all;
}

QList<QJsonObject> SearchSchema::related(const QString &type, const QJsonObject &object,
                                         const QString &relatedType) const
{
    if (relatedType == "lead"_L1) {
        const auto lead = m_store.find(Kind::Lead, object.value("lead_id"_L1).toString());
        return lead ? QList<QJsonObject>{*lead} : QList<QJsonObject>();
    }
    if (relatedType == "contact"_L1)
        return contactsOf(type, object);
    if (relatedType == "contact_email"_L1)
        return entries(contactsOf(type, object), "emails"_L1);
    if (relatedType == "contact_phone"_L1)
        return entries(contactsOf(type, object), "phones"_L1);
    if (relatedType == "contact_url"_L1)
        return entries(contactsOf(type, object), "urls"_L1);
    if (relatedType == "address"_L1)
        return entries({object}, "addresses"_L1);
    if (relatedType == "opportunity"_L1)
        return children(Kind::Opportunity, {}, type, object);
    if (relatedType.startsWith("task"_L1))
        return children(Kind::Task, relatedType.section(u'.', 1), type, object);
    return children(Kind::Activity, activityTypes().value(relatedType), type, object);
}

SearchSchema::Texts SearchSchema::textsOf(const QString &type, const QJsonObject &object) const
{
    Texts found;
    const auto take = [&found](const QJsonObject &from, std::initializer_list<QLatin1StringView> keys) {
        for (const auto key : keys)
            found.texts.append(from.value(key).toString());
        for (auto it = from.begin(); it != from.end(); ++it) {
            if (it.key().startsWith("custom."_L1) && it.value().isString())
                found.texts.append(it.value().toString());
        }
    };
    take(object, {"name"_L1, "title"_L1, "description"_L1, "url"_L1});
    for (const QJsonObject &contact : contactsOf(type, object)) {
        if (type != "contact"_L1)
            take(contact, {"name"_L1, "title"_L1});
        for (const QJsonObject &email : entries({contact}, "emails"_L1))
            found.texts.append(email.value("email"_L1).toString());
        for (const QJsonObject &url : entries({contact}, "urls"_L1))
            found.texts.append(url.value("url"_L1).toString());
        for (const QJsonObject &phone : entries({contact}, "phones"_L1))
            found.phones.append(phone.value("phone"_L1).toString());
    }
    for (const QJsonObject &address : entries({object}, "addresses"_L1))
        take(address, {"address_1"_L1, "address_2"_L1, "city"_L1, "state"_L1, "zipcode"_L1, "country"_L1});
    return found;
}

} // namespace leadline::sandbox
