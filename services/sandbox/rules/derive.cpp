#include "services/sandbox/rules/derive.h"

#include "services/sandbox/rules/emailparts.h"
#include "services/sandbox/rules/moments.h"
#include "services/sandbox/rules/money.h"
#include "services/sandbox/rules/richtext.h"
#include "services/sandbox/rules/shapes.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

Derive::Derive(const Store &store, QDateTime now, double tzOffset)
    : m_store(store), m_directory(store), m_now(std::move(now)), m_tzOffset(tzOffset)
{}

/// Stored keys with a leading underscore are the sandbox's own notes and stay inside.
QJsonObject Derive::based(const QJsonObject &shape, const QJsonObject &stored) const
{
    QJsonObject object = shape;
    for (auto it = stored.begin(); it != stored.end(); ++it) {
        if (!it.key().startsWith(u'_') || it.key() == "_type"_L1)
            object.insert(it.key(), it.value());
    }
    if (object.value("organization_id"_L1).isNull())
        object.insert("organization_id"_L1, m_directory.organizationId());
    nameUsers(object);
    return object;
}

void Derive::nameUsers(QJsonObject &object) const
{
    for (const auto &[name, id] :
         {std::pair("created_by_name"_L1, "created_by"_L1), std::pair("updated_by_name"_L1, "updated_by"_L1),
          std::pair("user_name"_L1, "user_id"_L1), std::pair("assigned_to_name"_L1, "assigned_to"_L1),
          std::pair("task_assigned_to_name"_L1, "task_assigned_to"_L1)}) {
        if (object.contains(name))
            object.insert(name, m_directory.userName(object.value(id)));
    }
    if (object.contains("lead_name"_L1))
        object.insert("lead_name"_L1, m_directory.leadName(object.value("lead_id"_L1).toString()));
    if (object.contains("contact_name"_L1))
        object.insert("contact_name"_L1, m_directory.contactName(object.value("contact_id"_L1)));
}

QJsonObject Derive::lead(const QJsonObject &stored, const QStringList &fields) const
{
    QJsonObject lead = based(leadShape(), stored);
    const QString id = lead.value("id"_L1).toString();
    const auto isWanted = [&fields](const QString &key) { return fields.isEmpty() || fields.contains(key); };
    QJsonArray contacts;
    for (const auto &item : isWanted(u"contacts"_s) ? m_directory.contactsOf(id) : QList<QJsonObject>())
        contacts.append(contact(item));
    QJsonArray tasks;
    for (const auto &item : isWanted(u"tasks"_s) ? m_store.ofLead(Kind::Task, id) : QList<QJsonObject>()) {
        if (!item.value("is_complete"_L1).toBool())
            tasks.append(task(item));
    }
    QJsonArray opportunities;
    for (const auto &item :
         isWanted(u"opportunities"_s) ? m_store.ofLead(Kind::Opportunity, id) : QList<QJsonObject>())
        opportunities.append(opportunity(item));
    QJsonObject custom;
    for (auto it = stored.begin(); it != stored.end(); ++it) {
        if (!it.key().startsWith("custom."_L1))
            continue;
        auto field = m_store.find(Kind::LeadField, it.key().mid(7));
        if (!field)
            field = m_store.find(Kind::SharedField, it.key().mid(7));
        if (field)
            custom.insert(field->value("name"_L1).toString(), it.value());
    }
    lead.insert("contacts"_L1, contacts);
    lead.insert("tasks"_L1, tasks);
    lead.insert("opportunities"_L1, opportunities);
    lead.insert("custom"_L1, custom);
    lead.insert("display_name"_L1, m_directory.leadDisplayName(stored));
    lead.insert("html_url"_L1, u"https://app.close.com/lead/%1/"_s.arg(id));
    lead.insert("status_label"_L1,
                m_directory.leadStatus(lead.value("status_id"_L1).toString()).value("label"_L1));
    return lead;
}

QJsonObject Derive::contact(const QJsonObject &stored) const
{
    QJsonObject contact = based(contactShape(), stored);
    contact.insert("display_name"_L1, Directory::contactDisplayName(stored));
    return contact;
}

void Derive::money(QJsonObject &opportunity) const
{
    const QJsonValue value = opportunity.value("value"_L1);
    const QString period = opportunity.value("value_period"_L1).toString();
    const DealValues values =
        dealValues(value.toInteger(), period, opportunity.value("confidence"_L1).toDouble());
    const auto orNull = [&value](qint64 amount) { return value.isNull() ? value : QJsonValue(amount); };
    opportunity.insert("value_currency"_L1, m_directory.currency());
    opportunity.insert("value_formatted"_L1,
                       value.isNull() ? value : formatValue(value.toInteger(), m_directory.symbol(), period));
    opportunity.insert("annualized_value"_L1, orNull(values.annualized));
    opportunity.insert("expected_value"_L1, orNull(values.expected));
    opportunity.insert("annualized_expected_value"_L1, orNull(values.annualizedExpected));
}

QJsonObject Derive::values(QJsonObject opportunity) const
{
    money(opportunity);
    opportunity.insert("user_name"_L1, m_directory.userName(opportunity.value("user_id"_L1)));
    return opportunity;
}

/// Fills in whichever of the two versions of a note is missing: they are kept in step (5.6).
static void bothNotes(QJsonObject &object)
{
    if (!object.contains("note_html"_L1))
        return;
    const QString note = object.value("note"_L1).toString();
    const QString html = object.value("note_html"_L1).toString();
    if (html.isEmpty() && !note.isEmpty())
        object.insert("note_html"_L1, htmlOfText(note));
    else if (note.isEmpty() && !html.isEmpty())
        object.insert("note"_L1, textOfHtml(html));
}

QJsonObject Derive::opportunity(const QJsonObject &stored) const
{
    QJsonObject opportunity = based(opportunityShape(), stored);
    const QJsonObject status = m_directory.opportunityStatus(opportunity.value("status_id"_L1).toString());
    if (opportunity.value("pipeline_id"_L1).isNull())
        opportunity.insert("pipeline_id"_L1, status.value("pipeline_id"_L1));
    const QJsonValue pipeline =
        m_directory.pipeline(opportunity.value("pipeline_id"_L1).toString()).value("name"_L1);
    const QString label = status.value("label"_L1).toString();
    const bool isSeveral = m_store.count(Kind::Pipeline) > 1;
    opportunity.insert("pipeline_name"_L1, pipeline);
    opportunity.insert("status_label"_L1, label);
    opportunity.insert("status_type"_L1, status.value("type"_L1));
    opportunity.insert("status_display_name"_L1,
                       isSeveral ? u"%1 (%2)"_s.arg(label, pipeline.toString()) : label);
    money(opportunity);
    bothNotes(opportunity);
    return opportunity;
}

QString Derive::taskView(const QJsonObject &stored) const
{
    return taskView(stored.value("is_complete"_L1).toBool(), stored.value("date"_L1).toString());
}

QString Derive::taskView(bool isComplete, const QString &date) const
{
    if (isComplete)
        return u"archive"_s;
    const auto due = parseMoment(date, m_tzOffset);
    const bool isLater = due && due->day > localDay(m_now, m_tzOffset);
    return isLater ? u"future"_s : u"inbox"_s;
}

QJsonObject Derive::task(const QJsonObject &stored) const
{
    const QString type = stored.value("_type"_L1).toString();
    QJsonObject task = based(taskShape(type), stored);
    const bool isDateless = task.value("is_dateless"_L1).toBool();
    if (type == "opportunity_due"_L1) {
        const auto due = m_store.find(Kind::Opportunity, task.value("object_id"_L1).toString());
        const QJsonObject source = due ? opportunity(*due) : QJsonObject();
        for (const auto key :
             {"value"_L1, "value_formatted"_L1, "value_period"_L1, "value_currency"_L1, "note"_L1}) {
            if (due)
                task.insert(u"opportunity_"_s + key, source.value(key));
        }
    }
    task.insert("due_date"_L1, isDateless ? QJsonValue::Null : task.value("date"_L1));
    task.insert("view"_L1, taskView(stored));
    return task;
}

QJsonObject Derive::activity(const QJsonObject &stored) const
{
    const QString type = stored.value("_type"_L1).toString();
    QJsonObject activity = based(activityShape(type), settled(stored, m_now));
    if (activity.value("activity_at"_L1).isNull())
        activity.insert("activity_at"_L1, activity.value("date_created"_L1));
    bothNotes(activity);
    if (type == "LeadStatusChange"_L1)
        statusChange(activity, false);
    else if (type == "OpportunityStatusChange"_L1)
        statusChange(activity, true);
    else if (type == "EmailThread"_L1)
        thread(activity);
    else if (type == "TaskCompleted"_L1)
        activity.remove("contact_id"_L1);
    else
        message(activity);
    return activity;
}

} // namespace leadline::sandbox
