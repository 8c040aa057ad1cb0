#include "services/sandbox/rules/directory.h"

#include "services/sandbox/meta/peopleviews.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QString Directory::organizationId() const
{
    return m_store.organization().value("id"_L1).toString();
}

QString Directory::currency() const
{
    return m_store.organization().value("currency"_L1).toString(u"USD"_s);
}

QString Directory::symbol() const
{
    const QString symbol = m_store.organization().value("currency_symbol"_L1).toString();
    return symbol.isEmpty() ? currencySymbol(currency()) : symbol;
}

QString Directory::country(const QString &userId) const
{
    return meView(m_store, userId).value("country"_L1).toString();
}

QJsonValue Directory::userName(const QJsonValue &id) const
{
    const auto user = id.isString() ? m_store.find(Kind::User, id.toString()) : std::nullopt;
    if (!user)
        return QJsonValue::Null;
    const QString name =
        user->value("first_name"_L1).toString() + u' ' + user->value("last_name"_L1).toString();
    return name.trimmed();
}

QJsonObject Directory::membership(const QString &userId) const
{
    for (const auto key : {"memberships"_L1, "inactive_memberships"_L1}) {
        for (const QJsonArray all = m_store.organization().value(key).toArray(); const auto &member : all) {
            if (member.toObject().value("user_id"_L1) == userId)
                return member.toObject();
        }
    }
    return {};
}

QJsonValue Directory::leadName(const QString &id) const
{
    const auto lead = m_store.find(Kind::Lead, id);
    return lead ? QJsonValue(leadDisplayName(*lead)) : QJsonValue::Null;
}

QJsonValue Directory::contactName(const QJsonValue &id) const
{
    const auto contact = id.isString() ? m_store.find(Kind::Contact, id.toString()) : std::nullopt;
    return contact ? QJsonValue(contactDisplayName(*contact)) : QJsonValue::Null;
}

QString Directory::leadDisplayName(const QJsonObject &lead) const
{
    if (const QString name = lead.value("name"_L1).toString(); !name.isEmpty())
        return name;
    for (const auto &contact : contactsOf(lead.value("id"_L1).toString())) {
        const QString name = contactDisplayName(contact);
        return name.isEmpty() ? u"Untitled"_s : name;
    }
    return u"Untitled"_s;
}

QString Directory::contactDisplayName(const QJsonObject &contact)
{
    if (const QString name = contact.value("name"_L1).toString(); !name.isEmpty())
        return name;
    if (const QString email =
            contact.value("emails"_L1).toArray().first().toObject().value("email"_L1).toString();
        !email.isEmpty())
        return email;
    return contact.value("phones"_L1).toArray().first().toObject().value("phone_formatted"_L1).toString();
}

QList<QJsonObject> Directory::contactsOf(const QString &leadId) const
{
    auto contacts = m_store.ofLead(Kind::Contact, leadId);
    std::reverse(contacts.begin(), contacts.end());
    return contacts;
}

QJsonObject Directory::leadStatus(const QString &id) const
{
    return m_store.find(Kind::LeadStatus, id).value_or(QJsonObject());
}

QJsonObject Directory::leadStatusByLabel(const QString &label) const
{
    const auto found = m_store.list(Kind::LeadStatus, 0, 1, [&label](const QJsonObject &status) {
        return status.value("label"_L1).toString().compare(label, Qt::CaseInsensitive) == 0;
    });
    return found.items.value(0);
}

QString Directory::defaultLeadStatus() const
{
    for (const QJsonArray ordered = m_store.organization().value("lead_statuses"_L1).toArray();
         const auto &status : ordered) {
        const QString id =
            status.isString() ? status.toString() : status.toObject().value("id"_L1).toString();
        if (!leadStatus(id).isEmpty())
            return id;
    }
    return m_store.list(Kind::LeadStatus, 0, 1).items.value(0).value("id"_L1).toString();
}

QList<QJsonObject> Directory::pipelines() const
{
    QList<QJsonObject> pipelines;
    for (const QJsonArray ordered = m_store.organization().value("pipelines"_L1).toArray();
         const auto &entry : ordered) {
        const QString id = entry.isString() ? entry.toString() : entry.toObject().value("id"_L1).toString();
        if (const auto pipeline = m_store.find(Kind::Pipeline, id))
            pipelines.append(*pipeline);
    }
    if (pipelines.isEmpty()) {
        pipelines = m_store.list(Kind::Pipeline, 0, m_store.count(Kind::Pipeline)).items;
        std::reverse(pipelines.begin(), pipelines.end());
    }
    return pipelines;
}

QJsonObject Directory::pipeline(const QString &id) const
{
    return m_store.find(Kind::Pipeline, id).value_or(QJsonObject());
}

QJsonObject Directory::opportunityStatus(const QString &id) const
{
    return m_store.find(Kind::OpportunityStatus, id).value_or(QJsonObject());
}

QJsonObject Directory::opportunityStatusByLabel(const QString &label) const
{
    for (const auto &pipeline : pipelines()) {
        for (const QJsonArray statuses = pipeline.value("statuses"_L1).toArray();
             const auto &status : statuses) {
            if (status.toObject().value("label"_L1).toString().compare(label, Qt::CaseInsensitive) == 0)
                return opportunityStatus(status.toObject().value("id"_L1).toString());
        }
    }
    return {};
}

} // namespace leadline::sandbox
