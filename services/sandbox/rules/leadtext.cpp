#include "services/sandbox/rules/leadtext.h"

#include "services/sandbox/rules/money.h"
#include "services/sandbox/wire/pythonjson.h"
#include "services/sandbox/world/deals.h"
#include "services/sandbox/world/tasks.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

static QByteArray quoted(QStringView text)
{
    QByteArray bytes;
    appendPythonString(bytes, text);
    return bytes;
}

static QByteArray quotedOrNull(const QJsonValue &text)
{
    return text.isString() ? quoted(text.toString()) : QByteArray("null");
}

/// Keys and values of one object, one after the other. `raw` values are JSON already.
struct LeadText::Object
{
    explicit Object(QByteArray &bytes) : out(bytes) { out += '{'; }
    QByteArray &out;
    bool isFirst = true;

    void key(const char *name)
    {
        out += isFirst ? "\"" : ", \"";
        out += name;
        out += "\": ";
        isFirst = false;
    }
    void raw(const char *name, const QByteArray &json) { key(name), out += json; }
    void raw(const char *name, const char *json) { key(name), out += json; }
    void text(const char *name, QStringView value) { key(name), appendPythonString(out, value); }
    void textOrNull(const char *name, QStringView value)
    {
        value.isEmpty() ? raw(name, "null") : text(name, value);
    }
    void number(const char *name, qint64 value) { key(name), out += QByteArray::number(value); }
    void truth(const char *name, bool value) { raw(name, value ? "true" : "false"); }
    void rawChunk(const char *json) { out += isFirst ? "" : ", ", out += json, isFirst = false; }
};

LeadText::LeadText(const Store &store, const Derive &derive, const QStringList &fields)
    : m_store(store)
    , m_derive(derive)
    , m_fields(fields)
    , m_wantsCustom(fields.isEmpty() || fields.contains(u"custom"_s))
    , m_organization(quoted(derive.directory().organizationId()))
{}

bool LeadText::wants(const char *key) const
{
    return m_fields.isEmpty() || m_fields.contains(QLatin1String(key));
}

const QByteArray &LeadText::userName(const QString &id)
{
    const auto known = m_userNames.constFind(id);
    if (known != m_userNames.constEnd())
        return *known;
    return *m_userNames.insert(id, quotedOrNull(m_derive.directory().userName(id)));
}

const LeadText::Field &LeadText::field(const LeadStory &story, const QString &name)
{
    const auto known = m_custom.constFind(name);
    if (known != m_custom.constEnd())
        return *known;
    const QString key = story.organisation.fieldKey(name);
    auto now = m_store.find(Kind::LeadField, key.mid(7));
    if (!now)
        now = m_store.find(Kind::SharedField, key.mid(7));
    return *m_custom.insert(name,
                            {key.toLatin1(), now ? quoted(now->value("name"_L1).toString()) : QByteArray()});
}

/// From `pipeline_id` to `status_type`, complete.
const QByteArray &LeadText::dealStatus(const Organisation::Status &status)
{
    const auto known = m_dealStatuses.constFind(status.id);
    if (known != m_dealStatuses.constEnd())
        return *known;
    // A deal of that status in the shape of an answer, cut down to the keys that depend on it.
    const QJsonObject derived =
        m_derive.opportunity({{u"status_id"_s, status.id}, {u"pipeline_id"_s, status.pipelineId}});
    QJsonObject part;
    for (const auto key : {"pipeline_id"_L1, "pipeline_name"_L1, "status_id"_L1, "status_label"_L1,
                           "status_type"_L1, "status_display_name"_L1, "value_currency"_L1})
        part.insert(key, derived.value(key));
    return *m_dealStatuses.insert(status.id, pythonJson(part).sliced(1).chopped(1));
}

void LeadText::addAudit(Object &object, const Lead &lead, qint64 created, qint64 updated) const
{
    object.raw("created_by", lead.user);
    object.raw("updated_by", lead.user);
    const QString made = timestamp(lead.story.moment(created));
    object.text("date_created", made);
    object.text("date_updated", created == updated ? made : timestamp(lead.story.moment(updated)));
    object.raw("organization_id", m_organization);
}

const QByteArray &LeadText::leadStatus(const QString &id)
{
    const auto known = m_leadStatuses.constFind(id);
    if (known != m_leadStatuses.constEnd())
        return *known;
    return *m_leadStatuses.insert(id, quotedOrNull(m_derive.directory().leadStatus(id).value("label"_L1)));
}

void LeadText::append(QByteArray &out, const LeadStory &story, const Timetable::Entry &touched)
{
    const LeadFacts facts = leadFacts(story);
    const Lead lead{story, story.leadId(), quoted(story.owner().id), userName(story.owner().id)};
    Object object(out);
    addLead(object, lead, facts);
    if (wants("date_updated"))
        object.text("date_updated", timestamp(story.moment(touched.time)));
    addFields(object, story, facts);
    const auto list = [&](const char *key, Kind kind, auto add) {
        if (!wants(key))
            return;
        object.raw(key, "[");
        auto entries = story.entries(kind);
        if (kind == Kind::Contact)
            std::reverse(entries.begin(), entries.end()); // oldest first
        if (kind == Kind::Task)
            entries.removeIf([&story](const Timetable::Entry &entry) {
                return story.track(Kind::Task, entry).role == Role::DoneTask;
            });
        for (qsizetype i = 0; i < entries.size(); ++i) {
            out += i == 0 ? "" : ", ";
            (this->*add)(out, lead, entries.at(i));
        }
        out += ']';
    };
    list("contacts", Kind::Contact, &LeadText::addContact);
    list("opportunities", Kind::Opportunity, &LeadText::addOpportunity);
    list("tasks", Kind::Task, &LeadText::addTask);
    out += '}';
}

void LeadText::addLead(Object &object, const Lead &lead, const LeadFacts &facts)
{
    const LeadStory &story = lead.story;
    const auto text = [&](const char *key, QStringView value) {
        if (wants(key))
            object.text(key, value);
    };
    const auto raw = [&](const char *key, const QByteArray &json) {
        if (wants(key))
            object.raw(key, json);
    };
    text("id", lead.id);
    text("name", story.profile.company());
    text("display_name", story.profile.company());
    text("description", facts.description);
    if (wants("url"))
        object.textOrNull("url", facts.url);
    text("html_url", u"https://app.close.com/lead/%1/"_s.arg(lead.id));
    text("status_id", facts.status->id);
    raw("status_label", leadStatus(facts.status->id));
    raw("created_by", lead.user);
    raw("created_by_name", lead.userName);
    raw("updated_by", lead.user);
    raw("updated_by_name", lead.userName);
    text("date_created", timestamp(story.moment(facts.created)));
    raw("organization_id", m_organization);
    raw("integration_links", "[]");
    if (wants("addresses"))
        addAddress(object, story, facts);
}

void LeadText::addAddress(Object &object, const LeadStory &story, const LeadFacts &facts) const
{
    const Profile &profile = story.profile;
    object.raw("addresses", "[");
    Object address(object.out);
    address.text("label", facts.addressLabel);
    address.text("address_1", profile.street());
    address.raw("address_2", R"("")");
    address.text("city", profile.town().name);
    address.text("state", profile.town().state);
    address.text("zipcode", profile.zipcode());
    address.text("country", profile.town().country);
    object.out += "}]";
}

static QByteArray valueText(const LeadFacts::Value &value)
{
    if (const int *number = std::get_if<int>(&value))
        return QByteArray::number(*number);
    if (const QString *text = std::get_if<QString>(&value))
        return quoted(*text);
    QByteArray list = "[";
    for (const QString &item : std::get<QStringList>(value))
        list += (list.size() > 1 ? ", " : "") + quoted(item);
    return list + ']';
}

void LeadText::addFields(Object &object, const LeadStory &story, const LeadFacts &facts)
{
    QByteArray byName;
    for (const auto &[name, value] : facts.custom) {
        const Field &known = field(story, name);
        const QByteArray text = valueText(value);
        if (m_wantsCustom || m_fields.contains(QLatin1String(known.flat)))
            object.raw(known.flat.constData(), text);
        if (m_wantsCustom && !known.name.isEmpty())
            byName += (byName.isEmpty() ? "" : ", ") + known.name + ": " + text;
    }
    if (m_wantsCustom)
        object.raw("custom", '{' + byName + '}');
}

void LeadText::addContact(QByteArray &out, const Lead &lead, const Timetable::Entry &entry)
{
    const ContactFacts facts = contactFacts(lead.story, entry);
    const GeneratedContact &person = *facts.person;
    Object object(out);
    object.text("id", lead.story.idOf(Kind::Contact, entry));
    object.text("lead_id", lead.id);
    object.text("name", person.name);
    object.text("display_name", person.name);
    object.textOrNull("title", person.title);
    addAudit(object, lead, entry.time, entry.time);
    object.raw("emails", "[");
    if (facts.hasEmail) {
        Object email(out);
        email.text("email", person.email);
        email.truth("is_unsubscribed", facts.isUnsubscribed);
        email.rawChunk(R"("type": "office"})");
    }
    out += "], \"phones\": [";
    for (qsizetype i = 0; i < person.phones.size(); ++i) {
        const ParsedPhone digits = parsed(person.phones.at(i).e164);
        out += i == 0 ? "" : ", ";
        Object phone(out);
        phone.text("phone", digits.e164);
        phone.text("phone_formatted", digits.formatted);
        phone.textOrNull("country", digits.country);
        phone.text("type", person.phones.at(i).type);
        out += '}';
    }
    out += ']';
    object.rawChunk(R"("urls": [], "integration_links": [])");
    object.textOrNull("timezone", facts.zone);
    object.raw("timezone_source", facts.zone.isEmpty() ? "null" : R"("inferred_from_phone_number")");
    if (!facts.role.isEmpty())
        object.raw(field(lead.story, u"Buying Role"_s).flat.constData(), '[' + quoted(facts.role) + ']');
    if (!facts.language.isEmpty())
        object.text(field(lead.story, u"Preferred Language"_s).flat.constData(), facts.language);
    out += '}';
}

void LeadText::addOpportunity(QByteArray &out, const Lead &lead, const Timetable::Entry &entry)
{
    const LeadStory &story = lead.story;
    const OpportunityFacts facts = opportunityFacts(story, entry);
    const Deal &deal = facts.deal;
    const qint64 changed = deal.change ? deal.change->time : entry.time;
    const DealValues values = dealValues(deal.value, deal.period, deal.confidence);
    Object object(out);
    object.text("id", story.idOf(Kind::Opportunity, entry));
    object.text("lead_id", lead.id);
    object.text("lead_name", story.profile.company());
    object.text("user_id", story.owner().id);
    object.raw("user_name", lead.userName);
    object.raw("created_by_name", lead.userName);
    object.raw("updated_by_name", lead.userName);
    addAudit(object, lead, entry.time, changed);
    if (facts.hasContact) {
        object.text("contact_id", story.contactId(0));
        object.text("contact_name", story.profile.contacts().first().name);
    } else {
        object.rawChunk(R"("contact_id": null, "contact_name": null)");
    }
    object.rawChunk(dealStatus(deal.now).constData());
    object.number("value", deal.value);
    object.text("value_period", deal.period);
    object.text("value_formatted", formatValue(deal.value, m_derive.directory().symbol(), deal.period));
    object.number("confidence", deal.confidence);
    object.number("annualized_value", values.annualized);
    object.number("expected_value", values.expected);
    object.number("annualized_expected_value", values.annualizedExpected);
    object.text("note", facts.note);
    object.text("note_html", richParagraph(facts.note));
    object.textOrNull("date_won", deal.closes.isValid() ? deal.closes.toString(Qt::ISODate) : QString());
    object.textOrNull("date_lost", deal.now.type == "lost"_L1 ? timestamp(story.moment(changed)) : QString());
    object.rawChunk(R"("attachments": [], "integration_links": [])");
    object.number(field(story, u"Seats"_s).flat.constData(), deal.seats);
    if (facts.goesLive.isValid())
        object.text(field(story, u"Go-live Date"_s).flat.constData(), facts.goesLive.toString(Qt::ISODate));
    if (!facts.competitor.isEmpty())
        object.text(field(story, u"Competitor"_s).flat.constData(), facts.competitor);
    out += '}';
}

void LeadText::addTask(QByteArray &out, const Lead &lead, const Timetable::Entry &entry)
{
    const LeadStory &story = lead.story;
    const TaskFacts facts = taskFacts(story, entry);
    Object object(out);
    object.raw("_type", facts.isCall ? R"("outgoing_call")" : R"("lead")");
    object.text("id", story.idOf(Kind::Task, entry));
    object.text("lead_id", lead.id);
    object.text("lead_name", story.profile.company());
    object.text("assigned_to", story.owner().id);
    object.raw("assigned_to_name", lead.userName);
    object.raw("created_by_name", lead.userName);
    object.raw("updated_by_name", lead.userName);
    addAudit(object, lead, entry.time, entry.time);
    if (facts.isCall) {
        object.text("contact_id", story.contactId(0));
        object.text("contact_name", story.profile.contacts().first().name);
        object.text("phone", story.profile.contacts().first().phones.first().e164);
        object.raw("object_type", R"("call")");
    } else {
        object.rawChunk(R"("contact_id": null, "contact_name": null, "object_type": null)");
    }
    object.rawChunk(
        R"("agent_config_id": null, "deduplication_key": null, "object_id": null, "resolution": null, )"
        R"("sequence_id": null, "sequence_subscription_id": null, "is_complete": false, )"
        R"("is_primary_lead_notification": true)");
    object.text("text", facts.text);
    object.text("date", facts.date);
    object.textOrNull("due_date", facts.isDateless ? QString() : facts.date);
    object.truth("is_dateless", facts.isDateless);
    object.raw("priority", facts.isUrgent ? R"("high")" : R"("medium")");
    object.text("view", m_derive.taskView(false, facts.date));
    out += '}';
}

} // namespace leadline::sandbox
