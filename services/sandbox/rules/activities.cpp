#include "services/sandbox/endpoints.h"

#include "services/sandbox/router.h"
#include "services/sandbox/rules/activitylist.h"
#include "services/sandbox/rules/activitywrites.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/filters.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

using Create = Reply (*)(Context &, const Call &);
using Update = Reply (*)(Context &, const Call &, const QJsonObject &);

/// One line of the table in close-api.md 5.5; a verb that is missing answers 405.
struct Resource
{
    QString type;
    QString path;
    Create create = nullptr;
    Update update = nullptr;
    bool isDeletable = false;
};

QList<Resource> resources()
{
    return {
        {u"Note"_s, u"note"_s, createNote, updateNote, true},
        {u"Call"_s, u"call"_s, createCall, updateCall, true},
        {u"Email"_s, u"email"_s, createEmail, updateEmail, true},
        {u"EmailThread"_s, u"emailthread"_s, nullptr, nullptr, true},
        {u"SMS"_s, u"sms"_s, createSms, updateSms, true},
        {u"WhatsAppMessage"_s, u"whatsapp_message"_s, createWhatsApp, updateWhatsApp, true},
        {u"Meeting"_s, u"meeting"_s, nullptr, updateMeeting, true},
        {u"CustomActivity"_s, u"custom"_s, createCustomActivity, updateCustomActivity, true},
        {u"Created"_s, u"created"_s},
        {u"LeadStatusChange"_s, u"status_change/lead"_s, logLeadStatusChange, nullptr, true},
        {u"OpportunityStatusChange"_s, u"status_change/opportunity"_s, logOpportunityStatusChange, nullptr,
         true},
        {u"TaskCompleted"_s, u"task_completed"_s, nullptr, nullptr, true},
        {u"LeadMerge"_s, u"lead_merge"_s},
        {u"FormSubmission"_s, u"form_submission"_s, nullptr, nullptr, true},
    };
}

Reply show(Context &context, const Call &call, const QJsonObject &stored)
{
    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    const bool isThread = stored.value("_type"_L1) == "EmailThread"_L1;
    return Reply{200, isThread ? derive.threadInFull(stored) : derive.activity(stored), {}};
}

QList<QJsonObject> emailsOf(const Store &store, const QString &leadId, const QJsonValue &threadId)
{
    QList<QJsonObject> emails;
    for (const auto &activity : store.ofLead(Kind::Activity, leadId)) {
        if (activity.value("_type"_L1) == "Email"_L1 && activity.value("thread_id"_L1) == threadId)
            emails.append(activity);
    }
    return emails;
}

/// A thread takes its e-mails along, and goes with the last of them.
Reply removeOne(Context &context, const Call &call, const QJsonObject &stored)
{
    const QString leadId = stored.value("lead_id"_L1).toString();
    const QString type = stored.value("_type"_L1).toString();
    context.store.remove(Kind::Activity, stored.value("id"_L1).toString());
    if (type == "EmailThread"_L1) {
        for (const auto &email : emailsOf(context.store, leadId, stored.value("id"_L1)))
            context.store.remove(Kind::Activity, email.value("id"_L1).toString());
    }
    const QString thread = stored.value("thread_id"_L1).toString();
    if (type == "Email"_L1 && !thread.isEmpty() && emailsOf(context.store, leadId, thread).isEmpty())
        context.store.remove(Kind::Activity, thread);
    Effects(context, call).touchLead(leadId);
    return Reply{};
}

} // namespace

void addActivityEndpoints(Router &router, Context &context)
{
    router.add("GET", u"activity"_s, [&context](const Call &call) {
        return listActivities(context, withMembers(context.store, call), {});
    });
    for (const auto &resource : resources()) {
        const QString path = u"activity/"_s + resource.path;
        const QString onePath = path + u"/{id}"_s;
        const auto one = [&context, type = resource.type](Update endpoint) -> Endpoint {
            return [&context, type, endpoint](const Call &call) {
                const auto stored = context.store.find(Kind::Activity, call.path.last());
                const bool isIt = stored && stored->value("_type"_L1).toString() == type;
                return isIt ? endpoint(context, call, *stored) : notFound(type);
            };
        };
        router.add("GET", path, [&context, type = resource.type](const Call &call) {
            return listActivities(context, withMembers(context.store, call), type);
        });
        router.add("GET", onePath, one(show));
        if (resource.create)
            router.add("POST", path, [&context, create = resource.create](const Call &call) {
                return create(context, call);
            });
        if (resource.update)
            router.add("PUT", onePath, one(resource.update));
        if (resource.isDeletable)
            router.add("DELETE", onePath, one(removeOne));
    }
}

} // namespace leadline::sandbox
