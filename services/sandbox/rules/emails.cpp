#include "services/sandbox/meta/rendering.h"
#include "services/sandbox/rules/activitywrites.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/emailparts.h"
#include "services/sandbox/rules/richtext.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A template fills in what the body leaves out (5.8).
void followTemplate(Context &context, const Call &call, Fields &fields, QJsonObject &email)
{
    const QString id = fields.sent(u"template_id"_s).toString();
    const bool hasBody = !email.value("body_html"_L1).toString().isEmpty() ||
                         !email.value("body_text"_L1).toString().isEmpty();
    if (id.isEmpty() || hasBody)
        return;
    const auto texts = renderedTemplate(context, call, Kind::EmailTemplate, id, email);
    if (!texts)
        return fields.fail(u"template"_s, u"Object does not exist."_s);
    email.insert("template_name"_L1, texts->value("name"_L1));
    email.insert("body_html"_L1, texts->value("body"_L1));
    email.insert("body_text"_L1, textOfHtml(texts->value("body"_L1).toString()));
    if (email.value("subject"_L1).toString().isEmpty())
        email.insert("subject"_L1, texts->value("subject"_L1));
}

void readContent(Context &context, const Call &call, Fields &fields, QJsonObject &email)
{
    for (const auto &key : {u"to"_s, u"cc"_s, u"bcc"_s})
        fields.texts(key);
    for (const auto &key : {u"sender"_s, u"subject"_s, u"body_text"_s, u"body_html"_s, u"template_id"_s})
        fields.text(key);
    followTemplate(context, call, fields, email);
    readAttachments(fields, context.store, {u"url"_s, u"filename"_s, u"content_type"_s, u"size"_s});
    const QString status = email.value("status"_L1).toString();
    if (email.value("sender"_L1).toString().isEmpty() && status == "sent"_L1) {
        const auto user = context.store.find(Kind::User, call.userId).value_or(QJsonObject());
        const QString name = Directory(context.store).userName(call.userId).toString();
        email.insert("sender"_L1, u"\"%1\" <%2>"_s.arg(name, user.value("email"_L1).toString()));
    }
    if (status == "inbox"_L1 || status == "scheduled"_L1 || status == "outbox"_L1)
        fields.require(u"sender"_s);
    email.insert("direction"_L1, status == "inbox"_L1 ? u"incoming"_s : u"outgoing"_s);
}

/// The thread of the e-mail answered to, or a new one.
QString threadFor(Context &context, Effects &effects, const QJsonObject &email)
{
    const QString repliedTo = email.value("in_reply_to_id"_L1).toString();
    if (const auto earlier = context.store.find(Kind::Activity, repliedTo); earlier && !repliedTo.isEmpty())
        return earlier->value("thread_id"_L1).toString();
    QJsonObject thread{
        {u"contact_id"_s, email.value("contact_id"_L1)},
        {u"latest_normalized_subject"_s, normalizedSubject(email.value("subject"_L1).toString())}};
    effects.stampActivity(thread, u"EmailThread"_s, email.value("lead_id"_L1).toString());
    context.store.put(Kind::Activity, thread);
    return thread.value("id"_L1).toString();
}

/// The task that reminds of an e-mail nobody answered (5.4).
void followUp(Context &context, Effects &effects, const QJsonObject &email, const QString &date)
{
    QJsonObject task{{u"_type"_s, u"email_followup"_s},
                     {u"object_type"_s, u"emailthread"_s},
                     {u"object_id"_s, email.value("thread_id"_L1)},
                     {u"email_id"_s, email.value("id"_L1)},
                     {u"subject"_s, email.value("subject"_L1)},
                     {u"body_preview"_s, email.value("body_preview"_L1)},
                     {u"lead_id"_s, email.value("lead_id"_L1)},
                     {u"contact_id"_s, email.value("contact_id"_L1)},
                     {u"assigned_to"_s, email.value("user_id"_L1)},
                     {u"date"_s, date},
                     {u"is_complete"_s, false}};
    effects.stampNew(task, u"noti"_s);
    context.store.put(Kind::Task, task);
}

} // namespace

Reply createEmail(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject email;
    QJsonObject reminder;
    Fields fields(call.body, email, context.store, call.tzOffset);
    readCommon(fields, email);
    readSending(fields, email, effects, true);
    readContent(context, call, fields, email);
    fields.reference(u"in_reply_to_id"_s, Kind::Activity);
    Fields following(call.body, reminder, context.store, call.tzOffset);
    following.date(u"followup_date"_s);
    fields.fail(following.errors());
    if (const auto refused = fields.reply())
        return *refused;
    email.insert("thread_id"_L1, threadFor(context, effects, email));
    const Reply reply = storeNew(context, call, effects, email, u"Email"_s);
    if (const QString date = reminder.value("followup_date"_L1).toString(); !date.isEmpty())
        followUp(context, effects, reply.body.toObject(), date);
    return reply;
}

Reply updateEmail(Context &context, const Call &call, const QJsonObject &stored)
{
    Effects effects(context, call);
    QJsonObject email = settled(stored, effects.now());
    if (const auto refused = refusedEdit(email, call.body))
        return *refused;
    Fields fields(call.body, email, context.store, call.tzOffset);
    readSending(fields, email, effects, false);
    readContent(context, call, fields, email);
    fields.reference(u"contact_id"_s, Kind::Contact);
    if (const auto refused = fields.reply())
        return *refused;
    return storeChanged(context, call, effects, email);
}

} // namespace leadline::sandbox
