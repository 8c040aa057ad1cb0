#include "services/sandbox/rules/activitywrites.h"

#include "services/sandbox/rules/derive.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

void readCommon(Fields &fields, QJsonObject &activity, bool requiresLead)
{
    fields.reference(u"lead_id"_s, Kind::Lead);
    if (requiresLead)
        fields.require(u"lead_id"_s);
    fields.reference(u"contact_id"_s, Kind::Contact);
    fields.reference(u"user_id"_s, Kind::User);
    fields.reference(u"created_by"_s, Kind::User);
    fields.reference(u"created_by_id"_s, Kind::User);
    fields.keptMoment(u"activity_at"_s);
    fields.keptMoment(u"date_created"_s);
    if (const QJsonValue creator = activity.take("created_by_id"_L1); creator.isString())
        activity.insert("created_by"_L1, creator);
}

Reply storeNew(Context &context, const Call &call, Effects &effects, QJsonObject activity,
               const QString &type)
{
    const QJsonObject asked = activity;
    effects.stampActivity(activity, type, asked.value("lead_id"_L1).toString());
    for (const auto key : {"date_created"_L1, "created_by"_L1}) {
        if (asked.value(key).isString())
            activity.insert(key, asked.value(key));
    }
    if (!asked.value("activity_at"_L1).isString())
        activity.insert("activity_at"_L1, activity.value("date_created"_L1));
    context.store.put(Kind::Activity, activity);
    effects.touchLead(activity.value("lead_id"_L1).toString());
    return Reply{200, Derive(context.store, effects.now(), call.tzOffset).activity(activity), {}};
}

Reply storeChanged(Context &context, const Call &call, Effects &effects, QJsonObject activity)
{
    effects.stampChange(activity);
    context.store.put(Kind::Activity, activity);
    effects.touchLead(activity.value("lead_id"_L1).toString());
    return Reply{200, Derive(context.store, effects.now(), call.tzOffset).activity(activity), {}};
}

void readPinned(Fields &fields, QJsonObject &activity, const Effects &effects)
{
    const bool wasPinned = activity.value("pinned"_L1).toBool();
    fields.boolean(u"pinned"_s);
    const bool isPinned = activity.value("pinned"_L1).toBool();
    activity.insert("pinned"_L1, isPinned);
    if (isPinned != wasPinned)
        activity.insert("pinned_at"_L1, isPinned ? QJsonValue(timestamp(effects.now())) : QJsonValue::Null);
}

void readAttachments(Fields &fields, const Store &store, const QStringList &required)
{
    fields.objects(u"attachments"_s, [&](const QJsonObject &entry, QJsonObject &target) {
        target = entry;
        Fields file(entry, target, store, 0);
        for (const auto &key : required)
            file.require(key);
        file.https(u"url"_s);
        return file.errors();
    });
}

std::optional<Reply> refusedEdit(const QJsonObject &message, const QJsonObject &body)
{
    const QString status = message.value("status"_L1).toString();
    const bool isCalledBack = body.value("status"_L1) == "draft"_L1;
    if (status == "draft"_L1 || ((status == "scheduled"_L1 || status == "outbox"_L1) && isCalledBack))
        return std::nullopt;
    return badRequest(u"Only drafts can be edited."_s);
}

void readSending(Fields &fields, QJsonObject &message, const Effects &effects, bool isNew)
{
    QStringList allowed{u"draft"_s, u"scheduled"_s, u"outbox"_s};
    if (isNew)
        allowed << u"inbox"_s << u"sent"_s;
    fields.choice(u"status"_s, allowed);
    fields.require(u"status"_s);
    const QString status = message.value("status"_L1).toString();
    message.remove("_send_at"_L1);
    if (status == "scheduled"_L1) {
        fields.moment(u"date_scheduled"_s);
        fields.require(u"date_scheduled"_s);
    } else {
        message.insert("date_scheduled"_L1, QJsonValue::Null);
    }
    if (status == "outbox"_L1) {
        fields.integer(u"send_in"_s, 0, 59);
        const qint64 delay = message.take("send_in"_L1).toInteger();
        message.insert("_send_at"_L1, timestamp(effects.now().addMSecs(1 + delay * 1000)));
    }
    if (status == "sent"_L1)
        message.insert("date_sent"_L1, message.value("activity_at"_L1).isString()
                                           ? message.value("activity_at"_L1)
                                           : QJsonValue(timestamp(effects.now())));
}

} // namespace leadline::sandbox
