#include "services/sandbox/rules/leadquery.h"

#include "services/sandbox/rules/moments.h"
#include "services/sandbox/search/leadcounters.h"

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

/// What a counter or a date is called in a query, and as a smart field of the lead.
static const QHash<QString, QString> &smartFields()
{
    static const QHash<QString, QString> map = [] {
        QHash<QString, QString> names{{u"contacts"_s, u"num_contacts"_s},
                                      {u"opportunities"_s, u"num_opportunities"_s},
                                      {u"tasks"_s, u"num_incomplete_tasks"_s},
                                      {u"activities"_s, u"num_activities"_s},
                                      {u"calls"_s, u"num_calls"_s},
                                      {u"emails"_s, u"num_emails"_s},
                                      {u"notes"_s, u"num_notes"_s},
                                      {u"sms_messages"_s, u"num_sms"_s},
                                      {u"meetings"_s, u"num_meetings"_s},
                                      {u"addresses"_s, u"addresses_count"_s},
                                      {u"phone_numbers"_s, u"num_phone_numbers"_s},
                                      {u"email_addresses"_s, u"num_email_addresses"_s}};
        for (const QString &name : LeadCounters::numbers() + LeadCounters::moments())
            names.insert(name, name);
        return names;
    }();
    return map;
}

static bool compares(int order, const QString &sign)
{
    return sign == ":"_L1    ? order == 0
           : sign == ">"_L1  ? order > 0
           : sign == ">="_L1 ? order >= 0
           : sign == "<"_L1  ? order < 0
                             : order <= 0;
}

/// A day equals all of its moments.
static int compareMoments(const QString &stored, const Moment &wanted)
{
    const auto moment = parseMoment(stored, 0);
    if (!moment)
        return -2; // before everything, but equal to nothing
    if (wanted.isDay)
        return moment->day == wanted.day ? 0 : moment->day < wanted.day ? -1 : 1;
    return moment->utc == wanted.utc ? 0 : moment->utc < wanted.utc ? -1 : 1;
}

LeadQuery::LeadQuery(const Store &store) : m_store(&store), m_directory(store) {}

std::optional<LeadQuery> LeadQuery::parse(const QString &text, const Store &store)
{
    static const QRegularExpression term(
        u"\\G\\s*(?:(?:\"(custom\\.[^\"]+)\"|([A-Za-z_][\\w.]*))\\s*(:|>=|<=|>|<)\\s*)?"
        "(?:\"([^\"]*)\"|([^\\s\"():<>=]+))(?=\\s|$)"_s);
    LeadQuery query(store);
    const QString trimmed = text.trimmed();
    qsizetype at = 0;
    while (at < trimmed.size()) {
        const auto match = term.match(trimmed, at);
        if (!match.hasMatch())
            return std::nullopt;
        const bool isQuoted = match.hasCaptured(4);
        const QString value = isQuoted ? match.captured(4) : match.captured(5);
        const QString field = match.captured(1) + match.captured(2);
        const QString word = value.toLower();
        if (!isQuoted && field.isEmpty() && (word == "or"_L1 || word == "not"_L1 || word == "and"_L1))
            return std::nullopt;
        if (!(value == "*"_L1 && field.isEmpty()) && !query.add(field, match.captured(3), value))
            return std::nullopt;
        at = match.capturedEnd();
    }
    return query;
}

QString LeadQuery::customKey(const QString &name) const
{
    for (const Kind kind : {Kind::LeadField, Kind::SharedField}) {
        const auto named = m_store->list(kind, 0, 1, [&name](const QJsonObject &field) {
            return field.value("id"_L1) == name ||
                   field.value("name"_L1).toString().compare(name, Qt::CaseInsensitive) == 0;
        });
        if (!named.items.isEmpty())
            return u"custom."_s + named.items.first().value("id"_L1).toString();
    }
    return {};
}

bool LeadQuery::addSort(const QString &value)
{
    m_isDescending = value.startsWith(u'-');
    m_sort = value.mid(m_isDescending ? 1 : 0);
    if (m_sort == "created"_L1 || m_sort == "updated"_L1)
        m_isDescending = !m_isDescending; // newest first, as everywhere in Close
    if (m_sort == "updated"_L1 && m_isDescending)
        m_sort.clear(); // the store's own order
    static const QStringList known{QString(), u"created"_s, u"updated"_s, u"name"_s, u"display_name"_s};
    return known.contains(m_sort);
}

bool LeadQuery::addUpdated(const QString &sign, const QString &value)
{
    const auto wanted = parseMoment(value, 0);
    if (!wanted)
        return false;
    const QDateTime after = wanted->isDay ? wanted->utc.addDays(1) : wanted->utc.addMSecs(1);
    const auto narrow = [](QDateTime &end, const QDateTime &edge, bool isFrom) {
        end = !end.isValid() ? edge : isFrom ? std::max(end, edge) : std::min(end, edge);
    };
    if (sign == ":"_L1 || sign.startsWith(u'>'))
        narrow(m_from, sign == ">"_L1 ? after : wanted->utc, true);
    if (sign == ":"_L1 || sign.startsWith(u'<'))
        narrow(m_before, sign == "<"_L1 ? wanted->utc : after, false);
    return true;
}

bool LeadQuery::add(QString field, const QString &sign, const QString &value)
{
    if (field == "sort"_L1)
        return sign == ":"_L1 && addSort(value);
    if (field == "date_updated"_L1 || field == "updated"_L1)
        return addUpdated(sign, value);
    if (field == "has"_L1 && !relations().contains(value) && value != "phone_numbers"_L1 &&
        value != "email_addresses"_L1)
        return false;
    const bool isCustom = field.startsWith("custom."_L1);
    if (isCustom)
        field = customKey(field.mid(7));
    const bool isSmart = smartFields().contains(field);
    const bool isDate = field == "date_created"_L1 || field == "created"_L1 ||
                        LeadCounters::moments().contains(smartFields().value(field));
    bool isNumber = false;
    (void)value.toDouble(&isNumber);
    if (isDate ? !parseMoment(value, 0) : isSmart && !isNumber)
        return false;
    static const QStringList texts{QString(), u"name"_s,        u"company"_s,       u"status"_s,
                                   u"has"_s,  u"description"_s, u"email_address"_s, u"url"_s,
                                   u"id"_s,   u"lead_id"_s,     u"phone_number"_s,  u"contact"_s};
    const bool isText = sign.isEmpty() || sign == ":"_L1;
    if (!isDate && !isSmart && !(isText && (texts.contains(field) || (isCustom && !field.isEmpty()))))
        return false;
    m_terms.append(
        {field == "created"_L1 ? u"date_created"_s : smartFields().value(field, field), sign, value});
    return !isCustom || !field.isEmpty();
}

Store::Choice LeadQuery::choice(const QString &text) const
{
    Store::Choice choice{m_from, m_before, {}, {}, text};
    if (!m_terms.isEmpty())
        choice.filter = [this](const QJsonObject &lead) { return matches(lead); };
    return choice;
}

bool LeadQuery::matches(const QJsonObject &lead) const
{
    const QDateTime updated =
        QDateTime::fromString(lead.value("date_updated"_L1).toString(), Qt::ISODateWithMs).toUTC();
    return (!m_from.isValid() || updated >= m_from) && (!m_before.isValid() || updated < m_before) &&
           std::all_of(m_terms.begin(), m_terms.end(), [&](const Term &term) { return holds(term, lead); });
}

bool LeadQuery::holds(const Term &term, const QJsonObject &lead) const
{
    if (term.field.isEmpty())
        return mentions(term.value, lead);
    if (term.field == "has"_L1)
        return has(term.value, lead.value("id"_L1).toString());
    const bool isSmart = smartFields().contains(term.field);
    if (!isSmart && term.field != "date_created"_L1)
        return holdsText(term, lead);
    const QJsonValue value =
        isSmart ? LeadCounters(*m_store, lead).value(term.field) : lead.value("date_created"_L1);
    if (value.isDouble()) {
        const double wanted = term.value.toDouble();
        return compares(value.toDouble() == wanted ? 0 : value.toDouble() < wanted ? -1 : 1, term.sign);
    }
    return value.isString() &&
           compares(compareMoments(value.toString(), *parseMoment(term.value, 0)), term.sign);
}

bool LeadQuery::holdsText(const Term &term, const QJsonObject &lead) const
{
    const auto isSame = [&term](const QString &text) {
        return term.value == "*"_L1 ? !text.isEmpty() : text.compare(term.value, Qt::CaseInsensitive) == 0;
    };
    if (term.field == "status"_L1)
        return isSame(
            m_directory.leadStatus(lead.value("status_id"_L1).toString()).value("label"_L1).toString());
    if (term.field == "id"_L1 || term.field == "lead_id"_L1)
        return lead.value("id"_L1) == term.value;
    if (term.field.startsWith("custom."_L1)) {
        const QJsonValue value = lead.value(term.field);
        const QJsonArray values = value.isArray() ? value.toArray() : QJsonArray{value};
        return std::any_of(values.begin(), values.end(),
                           [&isSame](const QJsonValue &one) { return isSame(one.toVariant().toString()); });
    }
    if (term.field == "description"_L1 || term.field == "url"_L1)
        return term.value == "*"_L1
                   ? isSame(lead.value(term.field).toString())
                   : lead.value(term.field).toString().contains(term.value, Qt::CaseInsensitive);
    if (term.field == "name"_L1 || term.field == "company"_L1)
        return term.value == "*"_L1 ||
               m_directory.leadDisplayName(lead).contains(term.value, Qt::CaseInsensitive);
    const auto contacts = m_directory.contactsOf(lead.value("id"_L1).toString());
    const bool isName = term.field == "contact"_L1;
    const auto key = term.field == "email_address"_L1 ? "email"_L1 : "phone"_L1;
    return std::any_of(contacts.begin(), contacts.end(), [&](const QJsonObject &contact) {
        if (isName)
            return contact.value("name"_L1).toString().contains(term.value, Qt::CaseInsensitive);
        const QJsonArray entries = contact.value(QString(key + u's')).toArray();
        return std::any_of(entries.begin(), entries.end(), [&](const QJsonValue &entry) {
            return isSame(entry.toObject().value(key).toString());
        });
    });
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
