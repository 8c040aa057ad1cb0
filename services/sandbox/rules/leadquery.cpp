#include "services/sandbox/rules/leadquery.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

/// What `has:` asks for: objects of a kind, told apart by `_type` where it is not empty.
static const QHash<QString, std::pair<Kind, QString>> &relations()
{
    static const QHash<QString, std::pair<Kind, QString>> map{
        {u"contacts"_s, {Kind::Contact, {}}},
        {u"opportunities"_s, {Kind::Opportunity, {}}},
        {u"tasks"_s, {Kind::Task, {}}},
        {u"activities"_s, {Kind::Activity, {}}},
        {u"calls"_s, {Kind::Activity, u"Call"_s}},
        {u"emails"_s, {Kind::Activity, u"Email"_s}},
        {u"notes"_s, {Kind::Activity, u"Note"_s}},
        {u"sms"_s, {Kind::Activity, u"SMS"_s}},
        {u"sms_messages"_s, {Kind::Activity, u"SMS"_s}},
        {u"meetings"_s, {Kind::Activity, u"Meeting"_s}},
    };
    return map;
}

LeadQuery::LeadQuery(const Store &store) : m_store(&store), m_directory(store) {}

std::optional<LeadQuery> LeadQuery::parse(const QString &text, const Store &store)
{
    static const QRegularExpression term(
        u"\\G\\s*(?:([a-z_]+):)?(?:\"([^\"]*)\"|([^\\s\"():<>=]+))(?=\\s|$)"_s);
    LeadQuery query(store);
    const QString trimmed = text.trimmed();
    qsizetype at = 0;
    while (at < trimmed.size()) {
        const auto match = term.match(trimmed, at);
        if (!match.hasMatch())
            return std::nullopt;
        const bool isQuoted = match.hasCaptured(2);
        const QString value = isQuoted ? match.captured(2) : match.captured(3);
        const QString field = match.captured(1);
        const QString word = value.toLower();
        if (!isQuoted && field.isEmpty() && (word == "or"_L1 || word == "not"_L1 || word == "and"_L1))
            return std::nullopt;
        if (!(value == "*"_L1 && field.isEmpty()) && !query.add(field, value))
            return std::nullopt;
        at = match.capturedEnd();
    }
    return query;
}

bool LeadQuery::add(const QString &field, const QString &value)
{
    if (field == "sort"_L1) {
        m_isDescending = value.startsWith(u'-');
        m_sort = value.mid(m_isDescending ? 1 : 0);
        if (m_sort == "created"_L1 || m_sort == "updated"_L1)
            m_isDescending = !m_isDescending; // newest first, as everywhere in Close
        if (m_sort == "updated"_L1 && m_isDescending)
            m_sort.clear(); // the store's own order
        static const QStringList known{QString(), u"created"_s, u"updated"_s, u"name"_s, u"display_name"_s};
        return known.contains(m_sort);
    }
    if (field == "has"_L1 && !relations().contains(value) && value != "phone_numbers"_L1 &&
        value != "email_addresses"_L1)
        return false;
    static const QStringList fields{QString(),   u"name"_s,          u"company"_s,
                                    u"status"_s, u"email_address"_s, u"has"_s};
    if (!fields.contains(field))
        return false;
    m_terms.append({field, value});
    return true;
}

bool LeadQuery::matches(const QJsonObject &lead) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term &term) { return holds(term, lead); });
}

bool LeadQuery::holds(const Term &term, const QJsonObject &lead) const
{
    const QString id = lead.value("id"_L1).toString();
    if (term.field.isEmpty())
        return mentions(term.value, lead);
    if (term.field == "has"_L1)
        return has(term.value, id);
    if (term.field == "status"_L1) {
        const QString label =
            m_directory.leadStatus(lead.value("status_id"_L1).toString()).value("label"_L1).toString();
        return label.compare(term.value, Qt::CaseInsensitive) == 0;
    }
    if (term.field == "email_address"_L1) {
        for (const auto &contact : m_directory.contactsOf(id)) {
            for (const QJsonArray emails = contact.value("emails"_L1).toArray(); const auto &email : emails) {
                if (email.toObject().value("email"_L1).toString().compare(term.value, Qt::CaseInsensitive) ==
                    0)
                    return true;
            }
        }
        return false;
    }
    return m_directory.leadDisplayName(lead).contains(term.value, Qt::CaseInsensitive);
}

bool LeadQuery::has(const QString &what, const QString &leadId) const
{
    if (what == "phone_numbers"_L1 || what == "email_addresses"_L1) {
        const auto key = what == "phone_numbers"_L1 ? "phones"_L1 : "emails"_L1;
        const auto contacts = m_directory.contactsOf(leadId);
        return std::any_of(contacts.begin(), contacts.end(), [&key](const QJsonObject &contact) {
            return !contact.value(key).toArray().isEmpty();
        });
    }
    const auto [kind, type] = relations().value(what);
    const auto children = m_store->ofLead(kind, leadId);
    return std::any_of(children.begin(), children.end(), [&wanted = type](const QJsonObject &child) {
        return wanted.isEmpty() || child.value("_type"_L1).toString() == wanted;
    });
}

bool LeadQuery::mentions(const QString &word, const QJsonObject &lead) const
{
    for (const auto key : {"name"_L1, "description"_L1, "url"_L1}) {
        if (lead.value(key).toString().contains(word, Qt::CaseInsensitive))
            return true;
    }
    for (const auto &contact : m_directory.contactsOf(lead.value("id"_L1).toString())) {
        if (contact.value("name"_L1).toString().contains(word, Qt::CaseInsensitive))
            return true;
        for (const auto &[list, key] :
             {std::pair("emails"_L1, "email"_L1), std::pair("phones"_L1, "phone"_L1)}) {
            for (const QJsonArray entries = contact.value(list).toArray(); const auto &entry : entries) {
                if (entry.toObject().value(key).toString().contains(word, Qt::CaseInsensitive))
                    return true;
            }
        }
    }
    return false;
}

void LeadQuery::sort(QList<QJsonObject> &leads) const
{
    const bool byDate = m_sort == "created"_L1 || m_sort == "updated"_L1;
    QList<std::pair<QString, qsizetype>> keys;
    for (qsizetype i = 0; i < leads.size(); ++i)
        keys.append({byDate ? leads.at(i).value(u"date_"_s + m_sort).toString()
                            : m_directory.leadDisplayName(leads.at(i)).toCaseFolded(),
                     i});
    std::stable_sort(keys.begin(), keys.end(), [this](const auto &a, const auto &b) {
        return m_isDescending ? b.first < a.first : a.first < b.first;
    });
    QList<QJsonObject> sorted;
    for (const auto &key : std::as_const(keys))
        sorted.append(leads.at(key.second));
    leads = sorted;
}

} // namespace leadline::sandbox
