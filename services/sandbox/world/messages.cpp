#include "services/sandbox/world/messages.h"

#include "services/sandbox/world/activities.h"
#include "services/sandbox/world/objectid.h"

#include <QJsonArray>

namespace leadline::sandbox {

namespace {

constexpr int PreviewLength = 200;

QString mailbox(const QString &name, const QString &address)
{
    return QStringLiteral("\"%1\" <%2>").arg(name, address);
}

QJsonArray people(const QString &name, const QString &address)
{
    return {QJsonObject{{QStringLiteral("email"), address}, {QStringLiteral("name"), name}}};
}

/// The subject, the text, and the e-mail this one answers.
struct Letter
{
    QString subject;
    QStringList paragraphs;
    QJsonObject original;
};

Letter letterOf(const Moment &moment, bool isIncoming)
{
    const QStringList row =
        moment.row(isIncoming ? QStringLiteral("emailreplies") : QStringLiteral("emails"));
    Letter letter{moment.fill(row.at(0)), moment.fill(row.at(1)).split(QStringLiteral(" // ")), {}};
    if (!isIncoming)
        return letter;
    for (const Role earlier : {Role::Main, Role::Follow}) {
        const auto entry = moment.story.entry(Kind::Activity, earlier, 0, moment.scene);
        if (!entry || entry->time >= moment.entry.time)
            continue;
        const QJsonObject found = activityObject(moment.story, *entry);
        if (found.value(QLatin1String("_type")) == QLatin1String("Email"))
            letter.original = found;
    }
    if (!letter.original.isEmpty())
        letter.subject = QStringLiteral("Re: ") + letter.original.value(QLatin1String("subject")).toString();
    return letter;
}

QString html(const QStringList &paragraphs)
{
    QString body;
    for (const QString &paragraph : paragraphs)
        body += QStringLiteral("<p>") + paragraph.toHtmlEscaped() + QStringLiteral("</p>");
    return body;
}

void addParties(const Moment &moment, bool isIncoming, const Letter &letter, QJsonObject &email)
{
    const QString repName = moment.story.owner().name;
    const QString repMail = moment.story.owner().email;
    const GeneratedContact &person = moment.person();
    const QString fromName = isIncoming ? person.name : repName;
    const QString fromMail = isIncoming ? person.email : repMail;
    const QString toName = isIncoming ? repName : person.name;
    const QString toMail = isIncoming ? repMail : person.email;
    const QString messageId = QStringLiteral("<%1@%2>").arg(
        email.value(QLatin1String("id")).toString().mid(5, 16), fromMail.section(QLatin1Char('@'), 1));
    const QJsonArray answered = letter.original.value(QLatin1String("message_ids")).toArray();
    email.insert(QStringLiteral("sender"), mailbox(fromName, fromMail));
    email.insert(QStringLiteral("to"), QJsonArray{toMail});
    email.insert(QStringLiteral("message_ids"), QJsonArray{messageId});
    email.insert(QStringLiteral("references"), answered);
    const QJsonValue originalId = letter.original.value(QLatin1String("id"));
    email.insert(QStringLiteral("in_reply_to_id"), originalId.isString() ? originalId : QJsonValue());
    email.insert(
        QStringLiteral("envelope"),
        QJsonObject{{QStringLiteral("from"), people(fromName, fromMail)},
                    {QStringLiteral("sender"), people(fromName, fromMail)},
                    {QStringLiteral("to"), people(toName, toMail)},
                    {QStringLiteral("cc"), QJsonArray()},
                    {QStringLiteral("bcc"), QJsonArray()},
                    {QStringLiteral("reply_to"), QJsonArray()},
                    {QStringLiteral("date"), moment.when().toString(Qt::RFC2822Date)},
                    {QStringLiteral("subject"), letter.subject},
                    {QStringLiteral("message_id"), messageId},
                    {QStringLiteral("in_reply_to"), answered.isEmpty() ? QJsonValue() : answered.first()},
                    {QStringLiteral("is_autoreply"), false}});
}

} // namespace

QJsonObject emailObject(const Moment &moment, bool isIncoming)
{
    const Letter letter = letterOf(moment, isIncoming);
    QJsonObject email = moment.common(QStringLiteral("Email"));
    for (const char *key :
         {"bulk_email_action_id", "date_scheduled", "email_account_id", "followup_sequence_delay",
          "followup_sequence_id", "send_as_id", "sequence_id", "sequence_name", "sequence_subscription_id",
          "template_id", "template_name", "opens_summary"}) {
        email.insert(QLatin1String(key), QJsonValue());
    }
    for (const char *key : {"attachments", "bcc", "cc", "body_html_quoted", "opens", "send_attempts"})
        email.insert(QLatin1String(key), QJsonArray());
    const QString text = letter.paragraphs.join(QStringLiteral("\n\n"));
    email.insert(QStringLiteral("direction"),
                 isIncoming ? QStringLiteral("incoming") : QStringLiteral("outgoing"));
    email.insert(QStringLiteral("status"), isIncoming ? QStringLiteral("inbox") : QStringLiteral("sent"));
    email.insert(QStringLiteral("subject"), letter.subject);
    email.insert(QStringLiteral("body_text"), text);
    email.insert(QStringLiteral("body_html"), html(letter.paragraphs));
    email.insert(QStringLiteral("body_preview"),
                 letter.paragraphs.join(QLatin1Char(' ')).left(PreviewLength));
    email.insert(QStringLiteral("body_text_quoted"),
                 QJsonArray{QJsonObject{{QStringLiteral("text"), text}, {QStringLiteral("expand"), true}}});
    email.insert(QStringLiteral("date_sent"), timestamp(moment.when()));
    email.insert(QStringLiteral("has_reply"), false);
    email.insert(QStringLiteral("need_smtp_credentials"), false);
    const QJsonValue thread = letter.original.value(QLatin1String("thread_id"));
    const QString own = ObjectId::of(moment.story.ids, Kind::Activity,
                                     moment.entry.track | ObjectId::ThreadTrack, moment.entry.lead);
    email.insert(QStringLiteral("thread_id"), thread.isString() ? thread : QJsonValue(own));
    addParties(moment, isIncoming, letter, email);
    return email;
}

QJsonObject threadObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const Moment first(story, {entry.track & ~ObjectId::ThreadTrack, entry.lead, entry.time});
    QJsonObject thread = first.common(QStringLiteral("EmailThread"));
    thread.insert(QStringLiteral("id"), story.idOf(Kind::Activity, entry));
    return thread;
}

QJsonObject smsObject(const Moment &moment, bool isIncoming)
{
    QJsonObject sms = moment.common(QStringLiteral("SMS"));
    for (const char *key : {"cost", "date_scheduled", "error_message", "sequence_id", "sequence_name",
                            "sequence_subscription_id", "template_id"}) {
        sms.insert(QLatin1String(key), QJsonValue());
    }
    const ParsedPhone remote = parsed(moment.person().phones.last().e164); // the mobile one stands last
    const QString number = moment.story.owner().number;
    const auto local = number.isEmpty() ? std::nullopt : std::optional(parsed(number));
    sms.insert(QStringLiteral("direction"),
               isIncoming ? QStringLiteral("inbound") : QStringLiteral("outbound"));
    sms.insert(QStringLiteral("status"), isIncoming ? QStringLiteral("inbox") : QStringLiteral("sent"));
    sms.insert(QStringLiteral("text"),
               moment.fill(moment.line(isIncoming ? QStringLiteral("smsin") : QStringLiteral("smsout"))));
    sms.insert(QStringLiteral("remote_phone"), remote.e164);
    sms.insert(QStringLiteral("remote_phone_formatted"), remote.formatted);
    sms.insert(QStringLiteral("remote_country_iso"), remote.country);
    sms.insert(QStringLiteral("local_phone"), local ? QJsonValue(local->e164) : QJsonValue());
    sms.insert(QStringLiteral("local_phone_formatted"), local ? QJsonValue(local->formatted) : QJsonValue());
    sms.insert(QStringLiteral("local_country_iso"), local ? local->country : QString());
    sms.insert(QStringLiteral("date_sent"), timestamp(moment.when()));
    sms.insert(QStringLiteral("attachments"), QJsonArray());
    sms.insert(QStringLiteral("source"), local ? QStringLiteral("Close.io") : QStringLiteral("External"));
    return sms;
}

} // namespace leadline::sandbox
