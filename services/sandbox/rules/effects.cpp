#include "services/sandbox/rules/effects.h"

#include "services/sandbox/rules/directory.h"
#include "services/sandbox/rules/moments.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

Effects::Effects(Context &context, const Call &call)
    : m_context(context), m_call(call), m_now(context.store.tick())
{}

QString Effects::today() const
{
    return localDay(m_now, m_call.tzOffset).toString(Qt::ISODate);
}

void Effects::stampNew(QJsonObject &object, const QString &prefix)
{
    const QString moment = timestamp(m_context.store.tick());
    object.insert("id"_L1, m_context.store.newId(prefix));
    object.insert("organization_id"_L1, Directory(m_context.store).organizationId());
    object.insert("created_by"_L1, m_call.userId);
    object.insert("updated_by"_L1, m_call.userId);
    object.insert("date_created"_L1, moment);
    object.insert("date_updated"_L1, moment);
}

void Effects::stampChange(QJsonObject &object)
{
    object.insert("updated_by"_L1, m_call.userId);
    object.insert("date_updated"_L1, timestamp(m_context.store.tick()));
}

void Effects::stampActivity(QJsonObject &activity, const QString &type, const QString &leadId)
{
    stampNew(activity, u"acti"_s);
    activity.insert("_type"_L1, type);
    activity.insert("lead_id"_L1, leadId);
    for (const auto &[key, value] : {std::pair("user_id"_L1, QJsonValue(m_call.userId)),
                                     std::pair("activity_at"_L1, activity.value("date_created"_L1)),
                                     std::pair("users"_L1, QJsonValue(QJsonArray()))}) {
        if (activity.value(key).isNull() || activity.value(key).isUndefined())
            activity.insert(key, value);
    }
}

void Effects::touchLead(const QString &leadId)
{
    auto lead = m_context.store.find(Kind::Lead, leadId);
    if (!lead)
        return;
    lead->insert("date_updated"_L1, timestamp(m_context.store.tick()));
    m_context.store.put(Kind::Lead, *lead);
}

void Effects::createLead(QJsonObject &lead)
{
    stampNew(lead, u"lead"_s);
    if (lead.value("status_id"_L1).toString().isEmpty())
        lead.insert("status_id"_L1, Directory(m_context.store).defaultLeadStatus());
    m_context.store.put(Kind::Lead, lead);

    QJsonObject created{{u"source"_s, u"api"_s}, {u"import_id"_s, QJsonValue::Null}};
    stampActivity(created, u"Created"_s, lead.value("id"_L1).toString());
    for (const auto key : {"date_created"_L1, "activity_at"_L1})
        created.insert(key, lead.value("date_created"_L1));
    m_context.store.put(Kind::Activity, created);
}

void Effects::writeStatusChange(QJsonObject change, const QString &sameKey)
{
    const QString type = change.value("_type"_L1).toString();
    const QString leadId = change.value("lead_id"_L1).toString();
    for (const auto &last : m_context.store.ofLead(Kind::Activity, leadId)) {
        if (last.value("_type"_L1) != type || last.value(sameKey) != change.value(sameKey))
            continue;
        const auto written = parseMoment(last.value("date_updated"_L1).toString(), 0);
        const bool isRecent =
            written && written->utc.secsTo(m_now) < m_context.quirks.statusChangeMergeSeconds;
        if (!isRecent || last.value("new_status_id"_L1) != change.value("old_status_id"_L1))
            break;
        if (last.value("old_status_id"_L1) == change.value("new_status_id"_L1))
            return m_context.store.remove(Kind::Activity, last.value("id"_L1).toString());
        QJsonObject merged = last;
        for (auto it = change.begin(); it != change.end(); ++it) {
            if (it.key().startsWith("new_"_L1) || it.key().startsWith("opportunity_"_L1))
                merged.insert(it.key(), it.value());
        }
        stampChange(merged);
        return m_context.store.put(Kind::Activity, merged);
    }
    stampActivity(change, type, leadId);
    m_context.store.put(Kind::Activity, change);
}

void Effects::leadStatusChanged(const QJsonObject &lead, const QString &oldStatus)
{
    const QString newStatus = lead.value("status_id"_L1).toString();
    if (newStatus == oldStatus)
        return;
    const Directory directory(m_context.store);
    writeStatusChange({{u"_type"_s, u"LeadStatusChange"_s},
                       {u"lead_id"_s, lead.value("id"_L1)},
                       {u"old_status_id"_s, oldStatus},
                       {u"old_status_label"_s, directory.leadStatus(oldStatus).value("label"_L1)},
                       {u"new_status_id"_s, newStatus},
                       {u"new_status_label"_s, directory.leadStatus(newStatus).value("label"_L1)}},
                      u"lead_id"_s);
}

void Effects::opportunityStatusChanged(const QJsonObject &opportunity, const QJsonObject &before)
{
    if (opportunity.value("status_id"_L1) == before.value("status_id"_L1))
        return;
    QJsonObject change{{u"_type"_s, u"OpportunityStatusChange"_s},
                       {u"lead_id"_s, opportunity.value("lead_id"_L1)},
                       {u"contact_id"_s, opportunity.value("contact_id"_L1)},
                       {u"opportunity_id"_s, opportunity.value("id"_L1)},
                       {u"opportunity_value"_s, opportunity.value("value"_L1)},
                       {u"opportunity_value_period"_s, opportunity.value("value_period"_L1)},
                       {u"opportunity_confidence"_s, opportunity.value("confidence"_L1)}};
    const auto won = parseMoment(opportunity.value("date_won"_L1).toString(), 0);
    change.insert("opportunity_date_won"_L1, won ? QJsonValue(timestamp(won->utc)) : QJsonValue::Null);
    const Directory directory(m_context.store);
    for (const auto &[side, source] : {std::pair(u"old_"_s, before), std::pair(u"new_"_s, opportunity)}) {
        const QJsonObject status = directory.opportunityStatus(source.value("status_id"_L1).toString());
        change.insert(side + "status_id"_L1, source.value("status_id"_L1));
        change.insert(side + "status_label"_L1, status.value("label"_L1));
        change.insert(side + "status_type"_L1, status.value("type"_L1));
        change.insert(side + "pipeline_id"_L1, status.value("pipeline_id"_L1));
    }
    writeStatusChange(change, u"opportunity_id"_s);
}

void Effects::followDueDate(const QJsonObject &opportunity)
{
    QJsonObject due;
    for (const auto &task : m_context.store.ofLead(Kind::Task, opportunity.value("lead_id"_L1).toString())) {
        if (task.value("_type"_L1) == "opportunity_due"_L1 &&
            task.value("object_id"_L1) == opportunity.value("id"_L1) &&
            !task.value("is_complete"_L1).toBool())
            due = task;
    }
    const QString status = opportunity.value("status_id"_L1).toString();
    const bool isActive =
        Directory(m_context.store).opportunityStatus(status).value("type"_L1) == "active"_L1;
    const QString date = opportunity.value("date_won"_L1).toString();
    if (!isActive || date <= today()) {
        if (!due.isEmpty())
            m_context.store.remove(Kind::Task, due.value("id"_L1).toString());
        return;
    }
    if (due.isEmpty())
        stampNew(due, u"noti"_s);
    else
        stampChange(due);
    due.insert("_type"_L1, "opportunity_due"_L1);
    due.insert("object_type"_L1, "opportunity"_L1);
    due.insert("object_id"_L1, opportunity.value("id"_L1));
    due.insert("lead_id"_L1, opportunity.value("lead_id"_L1));
    due.insert("contact_id"_L1, opportunity.value("contact_id"_L1));
    due.insert("assigned_to"_L1, opportunity.value("user_id"_L1));
    due.insert("date"_L1, date);
    due.insert("is_complete"_L1, false);
    m_context.store.put(Kind::Task, due);
}

void Effects::completeTask(QJsonObject &task)
{
    task.insert("is_complete"_L1, true);
    if (task.value("_type"_L1) != "lead"_L1)
        return;
    QJsonObject completed{{u"task_id"_s, task.value("id"_L1)},
                          {u"task_text"_s, task.value("text"_L1)},
                          {u"task_assigned_to"_s, task.value("assigned_to"_L1)}};
    stampActivity(completed, u"TaskCompleted"_s, task.value("lead_id"_L1).toString());
    m_context.store.put(Kind::Activity, completed);
    task.insert("object_type"_L1, "taskcompleted"_L1);
    task.insert("object_id"_L1, completed.value("id"_L1));
}

void Effects::reopenTask(QJsonObject &task)
{
    task.insert("is_complete"_L1, false);
    if (task.value("object_type"_L1) != "taskcompleted"_L1)
        return;
    m_context.store.remove(Kind::Activity, task.value("object_id"_L1).toString());
    task.insert("object_type"_L1, QJsonValue::Null);
    task.insert("object_id"_L1, QJsonValue::Null);
}

void Effects::removeLead(const QString &leadId)
{
    for (const Kind kind : {Kind::Contact, Kind::Task, Kind::Opportunity, Kind::Activity}) {
        for (const auto &child : m_context.store.ofLead(kind, leadId))
            m_context.store.remove(kind, child.value("id"_L1).toString());
    }
    m_context.store.remove(Kind::Lead, leadId);
}

void Effects::removeOpportunity(const QJsonObject &opportunity)
{
    for (const auto &task : m_context.store.ofLead(Kind::Task, opportunity.value("lead_id"_L1).toString())) {
        if (task.value("object_id"_L1) == opportunity.value("id"_L1))
            m_context.store.remove(Kind::Task, task.value("id"_L1).toString());
    }
    m_context.store.remove(Kind::Opportunity, opportunity.value("id"_L1).toString());
}

} // namespace leadline::sandbox
