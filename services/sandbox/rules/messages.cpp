// SMS and WhatsApp (close-api.md 5.9).
#include "services/sandbox/meta/rendering.h"
#include "services/sandbox/rules/activitywrites.h"
#include "services/sandbox/rules/directory.h"
#include "services/sandbox/rules/emailparts.h"
#include "services/sandbox/rules/phonefields.h"
#include "services/sandbox/rules/richtext.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isInternalNumber(const Store &store, const QString &number)
{
    const auto found = store.list(Kind::PhoneNumber, 0, 1, [&number](const QJsonObject &phone) {
        return phone.value("number"_L1).toString() == number && phone.value("type"_L1) == "internal"_L1;
    });
    return !found.items.isEmpty();
}

void readNumbers(Fields &fields, QJsonObject &message, const QString &country)
{
    for (const auto &side : {u"local"_s, u"remote"_s}) {
        readPhone(fields, message, side + u"_phone"_s, country);
        if (fields.has(side + u"_phone"_s))
            message.insert(side + u"_phone_formatted"_s, QJsonValue::Null);
    }
}

/// A template is the text where none was sent (5.9).
void followTemplate(const Context &context, const Call &call, Fields &fields, QJsonObject &sms)
{
    const QString id = fields.sent(u"template_id"_s).toString();
    if (id.isEmpty() || !sms.value("text"_L1).toString().isEmpty())
        return;
    const auto texts = renderedTemplate(context, call, Kind::SmsTemplate, id, sms);
    if (!texts)
        return fields.fail(u"template"_s, u"Object does not exist."_s);
    sms.insert("text"_L1, texts->value("text"_L1));
}

/// Who sends must own the number: only an `internal` one of the organisation can (5.9).
void readSms(const Context &context, const Call &call, Fields &fields, QJsonObject &sms)
{
    fields.text(u"text"_s);
    fields.text(u"template_id"_s);
    followTemplate(context, call, fields, sms);
    readNumbers(fields, sms, Directory(context.store).country(call.userId));
    readAttachments(fields, context.store, {u"url"_s});
    const QString status = sms.value("status"_L1).toString();
    const bool isReallySent = status == "outbox"_L1 || status == "scheduled"_L1;
    if (isReallySent) {
        fields.require(u"local_phone"_s);
        fields.require(u"remote_phone"_s);
    }
    const QString local = sms.value("local_phone"_L1).toString();
    if (isReallySent && !local.isEmpty() && !isInternalNumber(context.store, local))
        fields.fail(u"local_phone"_s, u"The phone number must be an internal number of your organization."_s);
    fields.choice(u"direction"_s, {u"inbound"_s, u"outbound"_s});
    if (sms.value("direction"_L1).toString().isEmpty())
        sms.insert("direction"_L1, status == "inbox"_L1 ? u"inbound"_s : u"outbound"_s);
    if (!sms.value("source"_L1).isString())
        sms.insert("source"_L1, status == "sent"_L1 || status == "inbox"_L1 ? u"External"_s : u"Close.io"_s);
}

void remind(Context &context, Effects &effects, const QJsonObject &sms)
{
    QJsonObject task{{u"_type"_s, u"incoming_sms"_s},
                     {u"object_type"_s, u"sms"_s},
                     {u"object_id"_s, sms.value("id"_L1)},
                     {u"text"_s, sms.value("text"_L1)},
                     {u"remote_phone"_s, sms.value("remote_phone"_L1)},
                     {u"local_phone"_s, sms.value("local_phone"_L1)},
                     {u"lead_id"_s, sms.value("lead_id"_L1)},
                     {u"contact_id"_s, sms.value("contact_id"_L1)},
                     {u"assigned_to"_s, sms.value("user_id"_L1)},
                     {u"date"_s, effects.today()},
                     {u"is_complete"_s, false}};
    effects.stampNew(task, u"noti"_s);
    context.store.put(Kind::Task, task);
}

} // namespace

Reply createSms(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject sms;
    Fields fields(call.body, sms, context.store, call.tzOffset);
    readCommon(fields, sms);
    readSending(fields, sms, effects, true);
    readSms(context, call, fields, sms);
    if (const auto refused = fields.reply())
        return *refused;
    const Reply reply = storeNew(context, call, effects, sms, u"SMS"_s);
    const bool isToInbox = call.query.queryItemValue(u"send_to_inbox"_s) == "true"_L1;
    if (isToInbox && sms.value("status"_L1) == "inbox"_L1)
        remind(context, effects, reply.body.toObject());
    return reply;
}

Reply updateSms(Context &context, const Call &call, const QJsonObject &stored)
{
    Effects effects(context, call);
    QJsonObject sms = settled(stored, effects.now());
    if (const auto refused = refusedEdit(sms, call.body))
        return *refused;
    Fields fields(call.body, sms, context.store, call.tzOffset);
    readSending(fields, sms, effects, false);
    readSms(context, call, fields, sms);
    fields.reference(u"contact_id"_s, Kind::Contact);
    if (const auto refused = fields.reply())
        return *refused;
    return storeChanged(context, call, effects, sms);
}

static void readWhatsApp(const Context &context, const Call &call, Fields &fields, QJsonObject &message)
{
    fields.choice(u"direction"_s, {u"incoming"_s, u"outgoing"_s});
    fields.text(u"external_whatsapp_message_id"_s);
    fields.text(u"message_markdown"_s);
    fields.text(u"integration_link"_s);
    fields.reference(u"contact_id"_s, Kind::Contact);
    fields.reference(u"response_to_id"_s, Kind::Activity);
    fields.keptMoment(u"activity_at"_s);
    readNumbers(fields, message, Directory(context.store).country(call.userId));
    readAttachments(fields, context.store, {u"url"_s});
    for (const auto &key :
         {u"activity_at"_s, u"contact_id"_s, u"direction"_s, u"external_whatsapp_message_id"_s,
          u"local_phone"_s, u"message_markdown"_s, u"remote_phone"_s})
        fields.require(key);
    const QString text = message.value("message_markdown"_L1).toString();
    message.insert("text"_L1, text);
    message.insert("message_html"_L1, htmlOfText(text));
}

Reply createWhatsApp(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject message;
    Fields fields(call.body, message, context.store, call.tzOffset);
    readCommon(fields, message);
    readWhatsApp(context, call, fields, message);
    if (const auto refused = fields.reply())
        return *refused;
    return storeNew(context, call, effects, message, u"WhatsAppMessage"_s);
}

Reply updateWhatsApp(Context &context, const Call &call, const QJsonObject &stored)
{
    Effects effects(context, call);
    QJsonObject message = stored;
    Fields fields(call.body, message, context.store, call.tzOffset);
    readWhatsApp(context, call, fields, message);
    if (const auto refused = fields.reply())
        return *refused;
    return storeChanged(context, call, effects, message);
}

} // namespace leadline::sandbox
