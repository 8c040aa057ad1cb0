#include "services/sync/pull/eventdigest.h"

#include "services/close/codec/objectpath.h"

namespace leadline {

namespace {

/// By the names that events have for them (close-api.md 7.2).
const QHash<QString, ActivityKind> &activityKinds()
{
    // No `activity.email_thread`: the lists tell the e-mails one by one, and both would show each twice.
    static const QHash<QString, ActivityKind> kinds{
        {QStringLiteral("activity.note"), ActivityKind::Note},
        {QStringLiteral("activity.call"), ActivityKind::Call},
        {QStringLiteral("activity.email"), ActivityKind::Email},
        {QStringLiteral("activity.sms"), ActivityKind::Sms},
        {QStringLiteral("activity.whatsapp_message"), ActivityKind::WhatsApp},
        {QStringLiteral("activity.meeting"), ActivityKind::Meeting},
        {QStringLiteral("activity.custom_activity"), ActivityKind::Custom},
        {QStringLiteral("activity.form_submission"), ActivityKind::FormSubmission},
        {QStringLiteral("activity.lead_status_change"), ActivityKind::LeadStatusChange},
        {QStringLiteral("activity.opportunity_status_change"), ActivityKind::OpportunityStatusChange},
        {QStringLiteral("activity.task_completed"), ActivityKind::TaskCompleted},
        {QStringLiteral("lead_merge"), ActivityKind::LeadMerge},
    };
    return kinds;
}

bool isOrganizations(const QString &objectType)
{
    static const QSet<QString> types{
        QStringLiteral("custom_activity_type"), QStringLiteral("membership"),
        QStringLiteral("saved_search"),         QStringLiteral("phone_number"),
        QStringLiteral("email_template"),       QStringLiteral("sms_template"),
    };
    return types.contains(objectType) || objectType.startsWith(QLatin1String("status.")) ||
           objectType.startsWith(QLatin1String("custom_fields."));
}

std::optional<ObjectKind> childKind(const QString &objectType)
{
    if (objectType == QLatin1String("contact"))
        return ObjectKind::Contact;
    if (objectType == QLatin1String("opportunity"))
        return ObjectKind::Opportunity;
    if (objectType.startsWith(QLatin1String("task.")))
        return ObjectKind::Task;
    return std::nullopt;
}

bool isDeletion(const Event &event)
{
    return event.action == QLatin1String("deleted");
}

ObjectChange changeOf(const Event &event, ObjectKind kind)
{
    ObjectChange change;
    change.kind = kind;
    change.id = event.objectId;
    change.leadId = kind == ObjectKind::Lead ? LeadId(event.objectId) : event.leadId;
    change.isDeleted = isDeletion(event);
    change.updatedAt = event.updatedAt;
    if (!change.isDeleted)
        change.data = event.data;
    return change;
}

} // namespace

QString activityPath(const QString &objectType)
{
    const auto kind = activityKinds().constFind(objectType);
    return kind != activityKinds().cend() ? collectionPath(ObjectKind::Activity, *kind) : QString();
}

bool EventDigest::isNews(const Event &event)
{
    if (const auto seen = m_seen.constFind(event.id); seen != m_seen.cend() && *seen >= event.updatedAt)
        return false;
    m_seen.insert(event.id, event.updatedAt);
    if (isDeletion(event)) {
        m_objects.insert(event.objectId, event.updatedAt);
        m_deleted.insert(event.objectId, event.updatedAt);
        return true;
    }
    if (m_deleted.contains(event.objectId)) // ids are never used again
        return false;
    const auto known = m_objects.constFind(event.objectId);
    if (known != m_objects.cend() && *known > event.updatedAt)
        return false;
    m_objects.insert(event.objectId, event.updatedAt);
    return true;
}

EventNews EventDigest::take(const QList<Event> &events)
{
    EventNews news;
    for (const Event &event : events) {
        if (!isNews(event))
            continue;
        if (isOrganizations(event.objectType))
            news.isOrganizationChanged = true;
        else if (event.objectType == QLatin1String("lead"))
            takeLead(event, news);
        else if (activityKinds().contains(event.objectType))
            takeActivity(event, news);
        else if (const auto kind = childKind(event.objectType)) {
            if (isDeletion(event) || !event.data.isEmpty())
                news.changes.append(changeOf(event, *kind));
            if (!event.leadId.isEmpty())
                news.touched.insert(event.leadId);
        }
    }
    for (auto it = m_deleted.cbegin(); it != m_deleted.cend(); ++it) {
        const LeadId gone(it.key());
        news.touched.remove(gone);
        news.created.remove(gone);
        news.merged.remove(gone);
    }
    return news;
}

void EventDigest::takeLead(const Event &event, EventNews &news)
{
    const LeadId id(event.objectId);
    const bool isDissolved = !event.mergeSource.isEmpty() && !event.mergeDestination.isEmpty() &&
                             event.mergeSource != event.mergeDestination;
    if (isDissolved) {
        if (id == event.mergeSource && isDeletion(event)) {
            ObjectChange change = changeOf(event, ObjectKind::Lead);
            change.mergedInto = event.mergeDestination;
            news.changes.append(change);
        }
        news.touched.insert(event.mergeDestination);
        news.merged.insert(event.mergeDestination);
        if (id == event.mergeSource)
            return;
    }
    if (isDeletion(event) || !event.data.isEmpty())
        news.changes.append(changeOf(event, ObjectKind::Lead));
    if (isDeletion(event))
        return;
    news.touched.insert(id);
    if (event.action == QLatin1String("created"))
        news.created.insert(id);
}

void EventDigest::takeActivity(const Event &event, EventNews &news)
{
    if (isDeletion(event) || !event.data.isEmpty())
        news.changes.append(changeOf(event, ObjectKind::Activity));
    else
        news.missing.append({event.objectType, event.objectId});
    if (!event.leadId.isEmpty())
        news.touched.insert(event.leadId);
}

void EventDigest::forgetBefore(const QDateTime &moment)
{
    const auto forget = [&moment](QHash<QString, QDateTime> &known) {
        erase_if(known, [&moment](const auto &entry) { return entry.value() < moment; });
    };
    forget(m_seen);
    forget(m_objects);
    forget(m_deleted);
}

} // namespace leadline
