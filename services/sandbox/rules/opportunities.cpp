#include "services/sandbox/endpoints.h"

#include "services/sandbox/router.h"
#include "services/sandbox/rules/customvalues.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/effects.h"
#include "services/sandbox/rules/filters.h"
#include "services/sandbox/rules/notefields.h"
#include "services/sandbox/rules/opportunitylist.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

Reply answer(Context &context, const Call &call, const QJsonObject &stored)
{
    return Reply{200, Derive(context.store, context.store.tick(), call.tzOffset).opportunity(stored), {}};
}

/// Status and pipeline must agree; a pipeline alone means its first status, nothing at all the very first
/// (5.3).
void readStatus(const Context &context, Fields &fields, QJsonObject &opportunity)
{
    const Directory directory(context.store);
    const QString pipelineId = fields.sent(u"pipeline_id"_s).toString();
    const QJsonObject pipeline = directory.pipeline(pipelineId);
    if (!pipelineId.isEmpty() && pipeline.isEmpty())
        return fields.fail(u"pipeline"_s, u"Object does not exist."_s);
    const bool isByLabel = !fields.has(u"status_id"_s) && fields.sent(u"status"_s).isString();
    const QString sent = fields.sent(isByLabel ? u"status"_s : u"status_id"_s).toString();
    QJsonObject status =
        isByLabel ? directory.opportunityStatusByLabel(sent) : directory.opportunityStatus(sent);
    if (!sent.isEmpty() && status.isEmpty())
        return fields.fail(
            u"status"_s,
            u"Not a valid choice. Please go to Customizations in your organization settings and add "
            "\"%1\" to the list of opportunity statuses."_s.arg(sent));
    const bool isElsewhere =
        !pipeline.isEmpty() && opportunity.value("pipeline_id"_L1).toString() != pipelineId;
    if (sent.isEmpty() && (opportunity.value("status_id"_L1).toString().isEmpty() || isElsewhere)) {
        const QJsonObject home = pipeline.isEmpty() ? directory.pipelines().value(0) : pipeline;
        const QString first =
            home.value("statuses"_L1).toArray().first().toObject().value("id"_L1).toString();
        status = directory.opportunityStatus(first);
    }
    if (status.isEmpty())
        return;
    if (!pipelineId.isEmpty() && status.value("pipeline_id"_L1).toString() != pipelineId)
        return fields.fail(u"status"_s, u"The status does not belong to the given pipeline."_s);
    opportunity.insert("status_id"_L1, status.value("id"_L1));
    opportunity.insert("pipeline_id"_L1, status.value("pipeline_id"_L1));
}

void read(Context &context, const Call &call, Fields &fields, QJsonObject &opportunity)
{
    readStatus(context, fields, opportunity);
    fields.integer(u"value"_s, 0, qint64(1) << 53);
    fields.choice(u"value_period"_s, {u"one_time"_s, u"monthly"_s, u"annual"_s});
    fields.require(u"value_period"_s);
    fields.integer(u"confidence"_s, 0, 100);
    fields.require(u"confidence"_s);
    readNote(fields, opportunity, context.quirks);
    fields.reference(u"contact_id"_s, Kind::Contact);
    fields.reference(u"user_id"_s, Kind::User);
    fields.date(u"date_won"_s);
    if (const QString won = opportunity.value("date_won"_L1).toString(); won.size() > 10)
        opportunity.insert("date_won"_L1, won.left(10));
    CustomValues(context, Kind::OpportunityField, opportunity.value("lead_id"_L1).toString())
        .read(call.body, opportunity, fields);
}

/// Won without a date is won today; the date stays when the status goes back. Lost is remembered as a moment.
void followStatus(const Context &context, const Effects &effects, QJsonObject &opportunity)
{
    const Directory directory(context.store);
    const QString type =
        directory.opportunityStatus(opportunity.value("status_id"_L1).toString()).value("type"_L1).toString();
    if (type == "won"_L1 && opportunity.value("date_won"_L1).toString().isEmpty())
        opportunity.insert("date_won"_L1, effects.today());
    const bool isKnownLost = !opportunity.value("date_lost"_L1).toString().isEmpty();
    if (type == "lost"_L1 && !isKnownLost)
        opportunity.insert("date_lost"_L1, timestamp(effects.now()));
    else if (type != "lost"_L1)
        opportunity.insert("date_lost"_L1, QJsonValue::Null);
}

Reply create(Context &context, const Call &call)
{
    QJsonObject opportunity{{u"confidence"_s, 50}, {u"value_period"_s, u"one_time"_s}};
    Fields fields(call.body, opportunity, context.store, call.tzOffset);
    fields.reference(u"lead_id"_s, Kind::Lead);
    read(context, call, fields, opportunity);
    fields.objects(u"attachments"_s, [&context](const QJsonObject &entry, QJsonObject &target) {
        Fields file(entry, target, context.store, 0);
        for (const auto &key : {u"url"_s, u"filename"_s, u"content_type"_s}) {
            file.text(key);
            file.require(key);
        }
        target.insert("size"_L1, QJsonValue::Null);
        target.insert("thumbnail_url"_L1, QJsonValue::Null);
        return file.errors();
    });
    if (const auto refused = fields.reply())
        return *refused;
    Effects effects(context, call);
    if (opportunity.value("user_id"_L1).toString().isEmpty())
        opportunity.insert("user_id"_L1, call.userId);
    if (opportunity.value("lead_id"_L1).toString().isEmpty()) {
        QJsonObject lead;
        effects.createLead(lead);
        opportunity.insert("lead_id"_L1, lead.value("id"_L1));
    }
    followStatus(context, effects, opportunity);
    effects.stampNew(opportunity, u"oppo"_s);
    context.store.put(Kind::Opportunity, opportunity);
    effects.followDueDate(opportunity);
    effects.touchLead(opportunity.value("lead_id"_L1).toString());
    return answer(context, call, opportunity);
}

/// A change of nothing but the confidence was recorded not to move the lead (5.1).
bool movesLead(const Context &context, const QJsonObject &before, const QJsonObject &after)
{
    QJsonObject same = after;
    for (const auto key : {"confidence"_L1, "updated_by"_L1, "date_updated"_L1})
        same.insert(key, before.value(key));
    return context.quirks.confidenceEditTouchesLead || same != before ||
           after.value("confidence"_L1) == before.value("confidence"_L1);
}

Reply update(Context &context, const Call &call, const QJsonObject &before)
{
    QJsonObject opportunity = before;
    Fields fields(call.body, opportunity, context.store, call.tzOffset);
    fields.fixed(u"lead_id"_s);
    read(context, call, fields, opportunity);
    if (const auto refused = fields.reply())
        return *refused;
    Effects effects(context, call);
    if (opportunity.value("status_id"_L1) != before.value("status_id"_L1))
        followStatus(context, effects, opportunity);
    effects.stampChange(opportunity);
    context.store.put(Kind::Opportunity, opportunity);
    effects.opportunityStatusChanged(opportunity, before);
    effects.followDueDate(opportunity);
    if (movesLead(context, before, opportunity))
        effects.touchLead(opportunity.value("lead_id"_L1).toString());
    return answer(context, call, opportunity);
}

Reply removeOne(Context &context, const Call &call, const QJsonObject &opportunity)
{
    Effects effects(context, call);
    effects.removeOpportunity(opportunity);
    effects.touchLead(opportunity.value("lead_id"_L1).toString());
    return Reply{};
}

} // namespace

void addOpportunityEndpoints(Router &router, Context &context)
{
    const auto one = [&context](auto endpoint) -> Endpoint {
        return [&context, endpoint](const Call &call) {
            const auto opportunity = context.store.find(Kind::Opportunity, call.path.value(1));
            return opportunity ? endpoint(context, call, *opportunity) : notFound(u"Opportunity"_s);
        };
    };
    router.add("GET", u"opportunity"_s, [&context, known = std::make_shared<KnownSums>()](const Call &call) {
        return listOpportunities(context, withMembers(context.store, call), *known);
    });
    router.add("POST", u"opportunity"_s, [&context](const Call &call) { return create(context, call); });
    router.add("GET", u"opportunity/{id}"_s, one(answer));
    router.add("PUT", u"opportunity/{id}"_s, one(update));
    router.add("DELETE", u"opportunity/{id}"_s, one(removeOne));
}

} // namespace leadline::sandbox
