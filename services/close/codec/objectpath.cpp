#include "services/close/codec/objectpath.h"

namespace leadline {

namespace {

QString activityPath(ActivityKind kind)
{
    switch (kind) {
    case ActivityKind::Call:
        return QStringLiteral("activity/call/");
    case ActivityKind::Note:
        return QStringLiteral("activity/note/");
    case ActivityKind::Email:
        return QStringLiteral("activity/email/");
    case ActivityKind::EmailThread:
        return QStringLiteral("activity/emailthread/");
    case ActivityKind::Sms:
        return QStringLiteral("activity/sms/");
    case ActivityKind::WhatsApp:
        return QStringLiteral("activity/whatsapp_message/");
    case ActivityKind::Meeting:
        return QStringLiteral("activity/meeting/");
    case ActivityKind::Custom:
        return QStringLiteral("activity/custom/");
    case ActivityKind::Created:
        return QStringLiteral("activity/created/");
    case ActivityKind::LeadStatusChange:
        return QStringLiteral("activity/status_change/lead/");
    case ActivityKind::OpportunityStatusChange:
        return QStringLiteral("activity/status_change/opportunity/");
    case ActivityKind::TaskCompleted:
        return QStringLiteral("activity/task_completed/");
    case ActivityKind::LeadMerge:
        return QStringLiteral("activity/lead_merge/");
    case ActivityKind::FormSubmission:
        return QStringLiteral("activity/form_submission/");
    case ActivityKind::Other:
        return {};
    }
    return {};
}

} // namespace

QString collectionPath(ObjectKind kind, ActivityKind activityKind)
{
    switch (kind) {
    case ObjectKind::Lead:
        return QStringLiteral("lead/");
    case ObjectKind::Contact:
        return QStringLiteral("contact/");
    case ObjectKind::Opportunity:
        return QStringLiteral("opportunity/");
    case ObjectKind::Task:
        return QStringLiteral("task/");
    case ObjectKind::Activity:
        return activityPath(activityKind);
    }
    return {};
}

QString objectPath(const ObjectRef &ref)
{
    const QString collection = collectionPath(ref.kind, ref.activityKind);
    if (collection.isEmpty() || !isWellFormedId(ref.id) || isLocalId(ref.id))
        return {};
    return collection + ref.id + u'/';
}

} // namespace leadline
