#include "services/sandbox/endpoints.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/meta/pipelineendpoints.h"
#include "services/sandbox/meta/statuses.h"
#include "services/sandbox/router.h"

namespace leadline::sandbox {

namespace {

QList<QJsonObject> views(const Store &store, Kind kind)
{
    static const QStringList keys = {
        QStringLiteral("id"),   QStringLiteral("label"),           QStringLiteral("color"),
        QStringLiteral("type"), QStringLiteral("organization_id"), QStringLiteral("pipeline_id")};
    QList<QJsonObject> statuses = all(store, kind);
    for (QJsonObject &status : statuses)
        status = only(status, keys);
    return statuses;
}

bool isUsed(const Store &store, Kind owners, const QString &statusId)
{
    return store.list(owners, 0, 1, [&](const QJsonObject &owner) { return owner[u"status_id"] == statusId; })
               .total > 0;
}

Reply inUse(const QString &owners)
{
    return badRequest(
        QStringLiteral("This status is still used by %1. Change their status first.").arg(owners));
}

Reply addLeadStatus(Context &context, const Call &call)
{
    if (call.body[u"label"].toString().trimmed().isEmpty())
        return fieldError(QStringLiteral("label"), QStringLiteral("This field is required."));
    QJsonObject status{{QStringLiteral("id"), context.store.newId(QStringLiteral("stat_"))},
                       {QStringLiteral("organization_id"), context.store.organization()[u"id"]}};
    patch(status, call.body, {QStringLiteral("label"), QStringLiteral("color")});
    context.store.put(Kind::LeadStatus, status);
    refreshOrganization(context.store);
    return {.body = status};
}

Reply changeLeadStatus(Context &context, const Call &call)
{
    std::optional<QJsonObject> status = context.store.find(Kind::LeadStatus, call.path.value(2));
    if (!status)
        return notFound(QStringLiteral("LeadStatus"));
    patch(*status, call.body, {QStringLiteral("label"), QStringLiteral("color")});
    context.store.put(Kind::LeadStatus, *status);
    refreshOrganization(context.store);
    return {.body = *status};
}

Reply removeLeadStatus(Context &context, const Call &call)
{
    const QString id = call.path.value(2);
    if (!context.store.find(Kind::LeadStatus, id))
        return notFound(QStringLiteral("LeadStatus"));
    if (context.quirks.refusesDeletingUsedStatus && isUsed(context.store, Kind::Lead, id))
        return inUse(QStringLiteral("leads"));
    context.store.remove(Kind::LeadStatus, id);
    refreshOrganization(context.store);
    return deleted();
}

Reply addOpportunityStatus(Context &context, const Call &call)
{
    const QString pipelineId = call.body.contains(u"pipeline_id")
                                   ? call.body[u"pipeline_id"].toString()
                                   : orderedPipelines(context.store).value(0)[u"id"].toString();
    const std::optional<QJsonObject> pipeline = context.store.find(Kind::Pipeline, pipelineId);
    if (!pipeline)
        return fieldError(QStringLiteral("pipeline"), QStringLiteral("Object does not exist."));
    const std::variant<QJsonObject, Reply> made = newOpportunityStatus(context, call.body, pipelineId);
    if (const Reply *refusal = std::get_if<Reply>(&made))
        return *refusal;
    const QJsonObject &status = std::get<QJsonObject>(made);
    context.store.put(Kind::OpportunityStatus, status);
    keepStatuses(context.store, *pipeline, statusOrder(*pipeline));
    return {.body = status};
}

Reply changeOpportunityStatus(Context &context, const Call &call)
{
    std::optional<QJsonObject> status = context.store.find(Kind::OpportunityStatus, call.path.value(2));
    if (!status)
        return notFound(QStringLiteral("OpportunityStatus"));
    if (call.body.contains(u"type") && !isStatusType(call.body[u"type"].toString()))
        return fieldError(QStringLiteral("type"), QStringLiteral("Not a valid choice."));
    patch(*status, call.body, {QStringLiteral("label"), QStringLiteral("type")});
    context.store.put(Kind::OpportunityStatus, *status);
    if (const auto pipeline = context.store.find(Kind::Pipeline, (*status)[u"pipeline_id"].toString()))
        keepStatuses(context.store, *pipeline, statusOrder(*pipeline));
    return {.body = *status};
}

Reply removeOpportunityStatus(Context &context, const Call &call)
{
    const QString id = call.path.value(2);
    const std::optional<QJsonObject> status = context.store.find(Kind::OpportunityStatus, id);
    if (!status)
        return notFound(QStringLiteral("OpportunityStatus"));
    if (context.quirks.refusesDeletingUsedStatus && isUsed(context.store, Kind::Opportunity, id))
        return inUse(QStringLiteral("opportunities"));
    context.store.remove(Kind::OpportunityStatus, id);
    if (const auto pipeline = context.store.find(Kind::Pipeline, (*status)[u"pipeline_id"].toString()))
        keepStatuses(context.store, *pipeline, statusOrder(*pipeline));
    return deleted();
}

} // namespace

void addStatusEndpoints(Router &router, Context &context)
{
    const auto bind = [&context](auto function) {
        return [&context, function](const Call &call) { return function(context, call); };
    };
    const auto list = [&context](Kind kind) {
        return [&context, kind](const Call &call) {
            return listReply(call, context.quirks, views(context.store, kind));
        };
    };
    router.add("GET", QStringLiteral("status/lead"), list(Kind::LeadStatus));
    router.add("POST", QStringLiteral("status/lead"), bind(addLeadStatus));
    router.add("PUT", QStringLiteral("status/lead/{id}"), bind(changeLeadStatus));
    router.add("DELETE", QStringLiteral("status/lead/{id}"), bind(removeLeadStatus));
    router.add("GET", QStringLiteral("status/opportunity"), list(Kind::OpportunityStatus));
    router.add("POST", QStringLiteral("status/opportunity"), bind(addOpportunityStatus));
    router.add("PUT", QStringLiteral("status/opportunity/{id}"), bind(changeOpportunityStatus));
    router.add("DELETE", QStringLiteral("status/opportunity/{id}"), bind(removeOpportunityStatus));
    addPipelineEndpoints(router, context);
}

} // namespace leadline::sandbox
