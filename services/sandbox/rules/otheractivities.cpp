// Meetings, custom activities and logged status changes (close-api.md 5.10).
#include "services/sandbox/rules/activitywrites.h"
#include "services/sandbox/rules/customvalues.h"
#include "services/sandbox/rules/notefields.h"
#include "services/sandbox/rules/richtext.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

/// A meeting belongs to the calendar; only what the rep adds can be written.
Reply updateMeeting(Context &context, const Call &call, const QJsonObject &stored)
{
    Effects effects(context, call);
    QJsonObject meeting = stored;
    Fields fields(call.body, meeting, context.store, call.tzOffset);
    readRichText(fields, meeting, u"user_note_html"_s, context.quirks);
    meeting.insert("user_note"_L1, textOfHtml(meeting.value("user_note_html"_L1).toString()));
    if (fields.has(u"user_note_html"_s))
        meeting.insert("user_note_date_updated"_L1, timestamp(effects.now()));
    fields.reference(u"outcome_id"_s, Kind::Outcome);
    if (const auto refused = fields.reply())
        return *refused;
    return storeChanged(context, call, effects, meeting);
}

/// Required fields are checked once the activity is published; a draft may lack them.
static void readCustom(Context &context, const Call &call, Fields &fields, QJsonObject &activity,
                       const Effects &effects)
{
    const bool wasPublished = activity.value("last_published_at"_L1).isString();
    fields.choice(u"status"_s, {u"published"_s, u"draft"_s});
    if (activity.value("status"_L1).toString().isEmpty())
        activity.insert("status"_L1, "published"_L1);
    readPinned(fields, activity, effects);
    CustomValues(context, Kind::ActivityField, activity.value("lead_id"_L1).toString())
        .read(call.body, activity, fields);
    if (activity.value("status"_L1) != "published"_L1)
        return;
    const QString type = activity.value("custom_activity_type_id"_L1).toString();
    const auto owned = context.store.list(Kind::ActivityField, 0, 1000, [&type](const QJsonObject &field) {
        return field.value("custom_activity_type_id"_L1).toString() == type &&
               field.value("required"_L1).toBool();
    });
    for (const auto &field : owned.items)
        fields.require(u"custom."_s + field.value("id"_L1).toString());
    if (!wasPublished)
        activity.insert("last_published_at"_L1, timestamp(effects.now()));
}

Reply createCustomActivity(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject activity{{u"source"_s, u"api"_s}};
    Fields fields(call.body, activity, context.store, call.tzOffset);
    readCommon(fields, activity);
    fields.reference(u"custom_activity_type_id"_s, Kind::CustomActivityType);
    fields.require(u"custom_activity_type_id"_s);
    readCustom(context, call, fields, activity, effects);
    if (const auto refused = fields.reply())
        return *refused;
    return storeNew(context, call, effects, activity, u"CustomActivity"_s);
}

Reply updateCustomActivity(Context &context, const Call &call, const QJsonObject &stored)
{
    Effects effects(context, call);
    QJsonObject activity = stored;
    Fields fields(call.body, activity, context.store, call.tzOffset);
    fields.fixed(u"custom_activity_type_id"_s);
    fields.reference(u"contact_id"_s, Kind::Contact);
    fields.keptMoment(u"activity_at"_s);
    readCustom(context, call, fields, activity, effects);
    if (const auto refused = fields.reply())
        return *refused;
    return storeChanged(context, call, effects, activity);
}

Reply logLeadStatusChange(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject change;
    Fields fields(call.body, change, context.store, call.tzOffset);
    readCommon(fields, change);
    for (const auto &key : {u"old_status_id"_s, u"new_status_id"_s}) {
        fields.reference(key, Kind::LeadStatus);
        fields.require(key);
    }
    if (const auto refused = fields.reply())
        return *refused;
    return storeNew(context, call, effects, change, u"LeadStatusChange"_s);
}

Reply logOpportunityStatusChange(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject change;
    Fields fields(call.body, change, context.store, call.tzOffset);
    fields.reference(u"opportunity_id"_s, Kind::Opportunity);
    fields.require(u"opportunity_id"_s);
    readCommon(fields, change);
    for (const auto &key : {u"old_status_id"_s, u"new_status_id"_s}) {
        fields.reference(key, Kind::OpportunityStatus);
        fields.require(key);
    }
    if (const auto refused = fields.reply())
        return *refused;
    const QString id = change.value("opportunity_id"_L1).toString();
    const QJsonObject opportunity = context.store.find(Kind::Opportunity, id).value_or(QJsonObject());
    for (const auto &[key, source] : {std::pair("opportunity_value"_L1, "value"_L1),
                                      std::pair("opportunity_value_period"_L1, "value_period"_L1),
                                      std::pair("opportunity_confidence"_L1, "confidence"_L1)})
        change.insert(key, opportunity.value(source));
    return storeNew(context, call, effects, change, u"OpportunityStatusChange"_s);
}

} // namespace leadline::sandbox
