#include "tests/sync/pull/colleague.h"

#include "tests/testkit/wait.h"

#include <QJsonArray>

namespace leadline::test {

using namespace Qt::Literals::StringLiterals;
using sandbox::Kind;

Colleague::Colleague(HttpClient &http, sandbox::Store &store, quint32 seed)
    : m_http(http), m_store(store), m_random(seed)
{
    for (const QJsonObject &lead : store.list(Kind::Lead, 0, store.count(Kind::Lead)).items)
        m_leads.append(lead.value("id"_L1).toString());
    for (const QJsonObject &status : store.list(Kind::LeadStatus, 0, 100).items)
        m_statuses.append(status.value("id"_L1).toString());
}

void Colleague::change()
{
    ++m_changes;
    const QString lead = m_leads.at(m_random.bounded(int(m_leads.size())));
    const int dice = m_random.bounded(100);
    if (dice < 20)
        changeLead(lead);
    else if (dice < 35)
        changeContact(lead);
    else if (dice < 65)
        changeActivity(lead);
    else if (dice < 80)
        changeTask(lead);
    else if (dice < 97)
        changeDeal(lead);
    else
        merge(lead);
}

void Colleague::send(Method method, const QString &path, const QJsonObject &body)
{
    Request request(method, path);
    if (method != Method::Delete)
        request.body = body;
    auto sending = m_http.send(std::move(request));
    const auto answer = await(std::move(sending));
    m_refusals += answer ? 0 : 1;
    ++m_kinds[QString::number(int(method)) + u' ' +
              path.section(u'/', 0, path.startsWith("activity"_L1) ? 1 : 0)];
    if (answer && method == Method::Post && path == "lead/"_L1)
        m_leads.append(answer->json.toObject().value("id"_L1).toString());
}

QString Colleague::any(Kind kind, const QString &lead, const QString &type)
{
    QStringList ids;
    for (const QJsonObject &object : m_store.ofLead(kind, lead)) {
        if (type.isEmpty() || object.value("_type"_L1) == type)
            ids.append(object.value("id"_L1).toString());
    }
    return ids.isEmpty() ? QString() : ids.at(m_random.bounded(int(ids.size())));
}

void Colleague::changeLead(const QString &lead)
{
    const QString path = u"lead/%1/"_s.arg(lead);
    const int dice = m_random.bounded(10);
    if (dice < 4)
        return send(Method::Put, path, {{u"name"_s, words()}});
    if (dice < 6)
        return send(Method::Put, path,
                    {{u"status_id"_s, m_statuses.at(m_random.bounded(int(m_statuses.size())))}});
    if (dice < 7)
        return send(Method::Put, path, {{u"description"_s, words()}, {u"url"_s, u"https://x.example"_s}});
    if (dice < 9 || m_leads.size() < 20) {
        const QJsonObject contact{{u"name"_s, words()},
                                  {u"emails"_s, QJsonArray{QJsonObject{{u"email"_s, u"a@x.example"_s}}}}};
        return send(Method::Post, u"lead/"_s, {{u"name"_s, words()}, {u"contacts"_s, QJsonArray{contact}}});
    }
    m_leads.removeAll(lead);
    send(Method::Delete, path, {});
}

void Colleague::changeContact(const QString &lead)
{
    const QString contact = any(Kind::Contact, lead);
    const int dice = m_random.bounded(10);
    if (dice < 4 || contact.isEmpty())
        send(Method::Post, u"contact/"_s, {{u"lead_id"_s, lead}, {u"name"_s, words()}});
    else if (dice < 8)
        send(Method::Put, u"contact/%1/"_s.arg(contact), {{u"title"_s, words()}});
    else
        send(Method::Delete, u"contact/%1/"_s.arg(contact), {});
}

void Colleague::changeActivity(const QString &lead)
{
    const bool isNote = m_random.bounded(2) == 0;
    const QString path = isNote ? u"activity/note/"_s : u"activity/call/"_s;
    const QString known = any(Kind::Activity, lead, isNote ? u"Note"_s : u"Call"_s);
    const int dice = m_random.bounded(10);
    if (dice < 5 || known.isEmpty()) {
        QJsonObject body{
            {u"lead_id"_s, lead},
            {isNote ? u"note"_s : u"note_html"_s, isNote ? words() : u"<body><p>x</p></body>"_s}};
        if (!isNote)
            body.insert(u"duration"_s, m_random.bounded(600));
        send(Method::Post, path, body);
    } else if (dice < 8) {
        send(Method::Put, path + known + u'/',
             isNote ? QJsonObject{{u"note"_s, words()}}
                    : QJsonObject{{u"note_html"_s, u"<body><p>%1</p></body>"_s.arg(words())}});
    } else {
        send(Method::Delete, path + known + u'/', {});
    }
}

void Colleague::changeTask(const QString &lead)
{
    const QString task = any(Kind::Task, lead, u"lead"_s);
    const int dice = m_random.bounded(10);
    if (dice < 4 || task.isEmpty())
        send(Method::Post, u"task/"_s,
             {{u"lead_id"_s, lead}, {u"text"_s, words()}, {u"date"_s, u"2026-12-01"_s}});
    else if (dice < 7)
        send(Method::Put, u"task/%1/"_s.arg(task), {{u"is_complete"_s, m_random.bounded(3) > 0}});
    else if (dice < 9)
        send(Method::Put, u"task/%1/"_s.arg(task), {{u"text"_s, words()}});
    else
        send(Method::Delete, u"task/%1/"_s.arg(task), {});
}

void Colleague::changeDeal(const QString &lead)
{
    const QString deal = any(Kind::Opportunity, lead);
    const int dice = m_random.bounded(10);
    if (dice < 4 || deal.isEmpty())
        send(Method::Post, u"opportunity/"_s,
             {{u"lead_id"_s, lead},
              {u"value"_s, m_random.bounded(1'000'000)},
              {u"value_period"_s, u"monthly"_s}});
    else if (dice < 6)
        send(Method::Put, u"opportunity/%1/"_s.arg(deal), {{u"confidence"_s, m_random.bounded(101)}});
    else if (dice < 8)
        send(Method::Put, u"opportunity/%1/"_s.arg(deal), {{u"note"_s, words()}});
    else
        send(Method::Delete, u"opportunity/%1/"_s.arg(deal), {});
}

void Colleague::merge(const QString &lead)
{
    const QString into = m_leads.at(m_random.bounded(int(m_leads.size())));
    if (into == lead || m_leads.size() < 20)
        return changeLead(lead);
    m_leads.removeAll(lead);
    send(Method::Post, u"lead/merge/"_s, {{u"source"_s, lead}, {u"destination"_s, into}});
}

} // namespace leadline::test
