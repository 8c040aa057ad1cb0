#include "services/sandbox/search/leadcounters.h"

#include "services/sandbox/rules/directory.h"

#include <QHash>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Objects of a kind, each key=value of `having` true of them; `!` in front of a value turns it round.
struct Rule
{
    Kind kind;
    QString having;
};

/// `status_type` is that of an opportunity's status; `_type=Call|Email` names several.
const QHash<QString, Rule> &rules()
{
    static const QHash<QString, Rule> known{
        {u"num_contacts"_s, {Kind::Contact, {}}},
        {u"num_opportunities"_s, {Kind::Opportunity, {}}},
        {u"num_active_opportunities"_s, {Kind::Opportunity, u"status_type=active"_s}},
        {u"num_won_opportunities"_s, {Kind::Opportunity, u"status_type=won"_s}},
        {u"num_lost_opportunities"_s, {Kind::Opportunity, u"status_type=lost"_s}},
        {u"num_tasks"_s, {Kind::Task, {}}},
        {u"num_incomplete_tasks"_s, {Kind::Task, u"is_complete=false"_s}},
        {u"num_completed_tasks"_s, {Kind::Task, u"is_complete=true"_s}},
        {u"num_activities"_s, {Kind::Activity, u"_type=!EmailThread"_s}},
        {u"num_notes"_s, {Kind::Activity, u"_type=Note"_s}},
        {u"num_meetings"_s, {Kind::Activity, u"_type=Meeting"_s}},
        {u"num_calls"_s, {Kind::Activity, u"_type=Call"_s}},
        {u"num_outgoing_calls"_s, {Kind::Activity, u"_type=Call direction=outbound"_s}},
        {u"num_incoming_calls"_s, {Kind::Activity, u"_type=Call direction=inbound"_s}},
        {u"num_emails"_s, {Kind::Activity, u"_type=Email"_s}},
        {u"num_sent_emails"_s, {Kind::Activity, u"_type=Email direction=outgoing"_s}},
        {u"num_received_emails"_s, {Kind::Activity, u"_type=Email direction=incoming"_s}},
        {u"num_sms"_s, {Kind::Activity, u"_type=SMS"_s}},
        {u"num_sent_sms"_s, {Kind::Activity, u"_type=SMS direction=outbound"_s}},
        {u"num_received_sms"_s, {Kind::Activity, u"_type=SMS direction=inbound"_s}},
        {u"times_communicated"_s, {Kind::Activity, u"_type=Call|Email|SMS|WhatsAppMessage|Meeting"_s}},
        {u"last_activity_date"_s, {Kind::Activity, {}}},
        {u"last_communication_date"_s, {Kind::Activity, u"_type=Call|Email|SMS|WhatsAppMessage|Meeting"_s}},
        {u"last_call_date"_s, {Kind::Activity, u"_type=Call"_s}},
        {u"last_email_date"_s, {Kind::Activity, u"_type=Email"_s}},
        {u"last_sms_date"_s, {Kind::Activity, u"_type=SMS"_s}},
        {u"last_note_date"_s, {Kind::Activity, u"_type=Note"_s}},
        {u"last_lead_status_change_date"_s, {Kind::Activity, u"_type=LeadStatusChange"_s}},
        {u"last_opportunity_status_change_date"_s, {Kind::Activity, u"_type=OpportunityStatusChange"_s}},
    };
    return known;
}

const QStringList &countersOfContacts()
{
    static const QStringList names{u"num_phone_numbers"_s, u"num_email_addresses"_s, u"num_addresses"_s,
                                   u"all_urls_count"_s};
    return names;
}

bool holds(const QJsonObject &object, const QString &having, const Directory &directory)
{
    for (const QString &part : having.split(u' ', Qt::SkipEmptyParts)) {
        const QString key = part.section(u'=', 0, 0);
        QString wanted = part.section(u'=', 1);
        const bool isTurned = wanted.startsWith(u'!');
        wanted.remove(0, isTurned ? 1 : 0);
        const QString status = object.value("status_id"_L1).toString();
        const QJsonValue value = key == "status_type"_L1
                                     ? directory.opportunityStatus(status).value("type"_L1)
                                     : object.value(key);
        const QString text = value.isBool() ? QVariant(value.toBool()).toString() : value.toString();
        if (wanted.split(u'|').contains(text) == isTurned)
            return false;
    }
    return true;
}

} // namespace

QStringList LeadCounters::numbers()
{
    QStringList names = countersOfContacts() + QStringList{u"addresses_count"_s};
    for (auto it = rules().begin(); it != rules().end(); ++it) {
        if (!it.key().startsWith("last_"_L1))
            names.append(it.key());
    }
    return names;
}

QStringList LeadCounters::moments()
{
    QStringList names = rules().keys();
    names.removeIf([](const QString &name) { return !name.startsWith("last_"_L1); });
    return names;
}

QJsonValue LeadCounters::ofContacts(const QString &name) const
{
    if (name == "num_addresses"_L1 || name == "addresses_count"_L1)
        return m_lead.value("addresses"_L1).toArray().size();
    const bool isUrls = name == "all_urls_count"_L1;
    const auto key = isUrls ? "urls"_L1 : name == "num_phone_numbers"_L1 ? "phones"_L1 : "emails"_L1;
    qint64 count = isUrls && !m_lead.value("url"_L1).toString().isEmpty() ? 1 : 0;
    for (const auto &contact : m_store.ofLead(Kind::Contact, m_lead.value("id"_L1).toString()))
        count += contact.value(key).toArray().size();
    return count;
}

QJsonValue LeadCounters::value(const QString &name) const
{
    if (countersOfContacts().contains(name) || name == "addresses_count"_L1)
        return ofContacts(name);
    const auto rule = rules().constFind(name);
    if (rule == rules().constEnd())
        return QJsonValue::Undefined;
    const Directory directory(m_store);
    qint64 count = 0;
    QString last;
    for (const auto &object : m_store.ofLead(rule->kind, m_lead.value("id"_L1).toString())) {
        if (!holds(object, rule->having, directory))
            continue;
        ++count;
        last = std::max(last, object.value("date_created"_L1).toString());
    }
    if (!name.startsWith("last_"_L1))
        return count;
    return last.isEmpty() ? QJsonValue::Null : QJsonValue(last);
}

} // namespace leadline::sandbox
