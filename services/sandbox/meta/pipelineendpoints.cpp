#include "services/sandbox/meta/pipelineendpoints.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/meta/statuses.h"

namespace leadline::sandbox {

namespace {

Reply missing(const Context &context)
{
    return context.quirks.newerResourcesSayNotFound
               ? Reply{404, QJsonObject{{QStringLiteral("error"), QStringLiteral("Not found.")}}}
               : notFound(QStringLiteral("Pipeline"));
}

/// Puts the statuses of a body into the pipeline: new ones by label and type, others (also of another
/// pipeline) by id. Null = done; nothing is stored when one entry is wrong.
std::optional<Reply> takeStatuses(Context &context, const QJsonObject &pipeline, const QJsonArray &entries)
{
    const QString pipelineId = pipeline[u"id"].toString();
    QList<QJsonObject> taken;
    QStringList order;
    QStringList robbed;
    for (const QJsonValue &entry : entries) {
        std::variant<QJsonObject, Reply> status;
        if (entry[u"id"].isString()) {
            const auto found = context.store.find(Kind::OpportunityStatus, entry[u"id"].toString());
            if (!found)
                return fieldError(QStringLiteral("statuses"), QStringLiteral("Object does not exist."));
            status = *found;
        } else {
            status = newOpportunityStatus(context, entry.toObject(), pipelineId);
        }
        if (const Reply *refusal = std::get_if<Reply>(&status))
            return *refusal;
        QJsonObject &object = std::get<QJsonObject>(status);
        if (object[u"pipeline_id"] != pipelineId)
            robbed.append(object[u"pipeline_id"].toString());
        object.insert(QStringLiteral("pipeline_id"), pipelineId);
        patch(object, entry.toObject(), {QStringLiteral("label"), QStringLiteral("type")});
        order.append(object[u"id"].toString());
        taken.append(object);
    }
    for (const QJsonObject &status : taken)
        context.store.put(Kind::OpportunityStatus, status);
    keepStatuses(context.store, pipeline, order);
    for (const QString &id : robbed) {
        if (const auto other = context.store.find(Kind::Pipeline, id))
            keepStatuses(context.store, *other, statusOrder(*other));
    }
    return std::nullopt;
}

Reply view(const Context &context, const QString &id, int status)
{
    const auto pipeline = context.store.find(Kind::Pipeline, id);
    return {status, pipeline.value_or(QJsonObject()),
            status == 201 ? QStringLiteral("pipeline/%1/").arg(id) : QString()};
}

Reply list(Context &context, const Call &call)
{
    return listReply(call, context.quirks, orderedPipelines(context.store));
}

Reply read(Context &context, const Call &call)
{
    const auto pipeline = context.store.find(Kind::Pipeline, call.path.value(1));
    return pipeline ? Reply{.body = *pipeline} : missing(context);
}

Reply add(Context &context, const Call &call)
{
    if (call.body[u"name"].toString().trimmed().isEmpty())
        return fieldError(QStringLiteral("name"), QStringLiteral("This field is required."));
    const QString id = context.store.newId(QStringLiteral("pipe_"));
    const QJsonObject pipeline = withAudit(
        context, call, {{QStringLiteral("id"), id}, {QStringLiteral("name"), call.body[u"name"]}}, true);
    if (const auto refusal = takeStatuses(context, pipeline, call.body[u"statuses"].toArray()))
        return *refusal;
    return view(context, id, 201);
}

Reply change(Context &context, const Call &call)
{
    std::optional<QJsonObject> pipeline = context.store.find(Kind::Pipeline, call.path.value(1));
    if (!pipeline)
        return missing(context);
    patch(*pipeline, call.body, {QStringLiteral("name")});
    touch(context, call, *pipeline, true);
    if (!call.body.contains(u"statuses"))
        context.store.put(Kind::Pipeline, *pipeline);
    else if (const auto refusal = takeStatuses(context, *pipeline, call.body[u"statuses"].toArray()))
        return *refusal;
    refreshOrganization(context.store);
    return view(context, call.path.value(1), 200);
}

Reply remove(Context &context, const Call &call)
{
    const QString id = call.path.value(1);
    if (!context.store.find(Kind::Pipeline, id))
        return missing(context);
    if (!statusesOf(context.store, id).isEmpty())
        return badRequest(QStringLiteral("A pipeline can be deleted only when it has no statuses."));
    context.store.remove(Kind::Pipeline, id);
    refreshOrganization(context.store);
    return noContent();
}

} // namespace

bool isStatusType(const QString &type)
{
    return type == u"active" || type == u"won" || type == u"lost";
}

QStringList statusOrder(const QJsonObject &pipeline)
{
    QStringList order;
    for (const QJsonValue &status : pipeline[u"statuses"].toArray())
        order.append(status[u"id"].toString());
    return order;
}

std::variant<QJsonObject, Reply> newOpportunityStatus(Context &context, const QJsonObject &body,
                                                      const QString &pipelineId)
{
    if (body[u"label"].toString().trimmed().isEmpty())
        return fieldError(QStringLiteral("label"), QStringLiteral("This field is required."));
    if (!body.contains(u"type"))
        return fieldError(QStringLiteral("type"), QStringLiteral("This field is required."));
    if (!isStatusType(body[u"type"].toString()))
        return fieldError(QStringLiteral("type"), QStringLiteral("Not a valid choice."));
    return QJsonObject{{QStringLiteral("id"), context.store.newId(QStringLiteral("stat_"))},
                       {QStringLiteral("label"), body[u"label"]},
                       {QStringLiteral("type"), body[u"type"]},
                       {QStringLiteral("organization_id"), context.store.organization()[u"id"]},
                       {QStringLiteral("pipeline_id"), pipelineId}};
}

void addPipelineEndpoints(Router &router, Context &context)
{
    const auto bind = [&context](auto function) {
        return [&context, function](const Call &call) { return function(context, call); };
    };
    router.add("GET", QStringLiteral("pipeline"), bind(list));
    router.add("POST", QStringLiteral("pipeline"), bind(add));
    router.add("GET", QStringLiteral("pipeline/{id}"), bind(read));
    router.add("PUT", QStringLiteral("pipeline/{id}"), bind(change));
    router.add("DELETE", QStringLiteral("pipeline/{id}"), bind(remove));
}

} // namespace leadline::sandbox
