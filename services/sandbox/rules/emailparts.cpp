#include "services/sandbox/rules/emailparts.h"

#include "services/sandbox/rules/moments.h"

#include <QRegularExpression>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QJsonObject settled(const QJsonObject &message, const QDateTime &now)
{
    const QString status = message.value("status"_L1).toString();
    const bool waits = status == "outbox"_L1 || status == "scheduled"_L1;
    const QString due = message.value(status == "outbox"_L1 ? "_send_at"_L1 : "date_scheduled"_L1).toString();
    const auto moment = parseMoment(due, 0);
    if (!waits || !moment || moment->utc > now)
        return message;
    QJsonObject sent = message;
    sent.insert("status"_L1, "sent"_L1);
    sent.insert("date_sent"_L1, due);
    sent.insert("activity_at"_L1, due);
    sent.remove("_send_at"_L1);
    return sent;
}

QJsonObject mailbox(const QString &text)
{
    static const QRegularExpression named(u"^\\s*\"?([^\"<]*)\"?\\s*<([^>]+)>\\s*$"_s);
    const auto match = named.match(text);
    const QString name = match.hasMatch() ? match.captured(1).trimmed() : QString();
    return {{u"email"_s, match.hasMatch() ? match.captured(2).trimmed() : text.trimmed()}, {u"name"_s, name}};
}

static QJsonArray mailboxes(const QJsonValue &list)
{
    QJsonArray result;
    for (const QJsonArray items = list.toArray(); const auto &item : items)
        result.append(mailbox(item.toString()));
    return result;
}

QJsonArray participantsOf(const QJsonObject &email)
{
    QJsonArray all;
    if (const QString sender = email.value("sender"_L1).toString(); !sender.isEmpty())
        all.append(mailbox(sender));
    for (const auto key : {"to"_L1, "cc"_L1, "bcc"_L1}) {
        for (const QJsonArray people = mailboxes(email.value(key)); const auto &person : people) {
            if (!all.contains(person))
                all.append(person);
        }
    }
    return all;
}

QJsonObject envelopeOf(const QJsonObject &email)
{
    const auto moment = parseMoment(email.value("activity_at"_L1).toString(), 0);
    QJsonArray from;
    if (const QString sender = email.value("sender"_L1).toString(); !sender.isEmpty())
        from.append(mailbox(sender));
    return {{u"from"_s, from},
            {u"sender"_s, from},
            {u"to"_s, mailboxes(email.value("to"_L1))},
            {u"cc"_s, mailboxes(email.value("cc"_L1))},
            {u"bcc"_s, mailboxes(email.value("bcc"_L1))},
            {u"reply_to"_s, QJsonArray()},
            {u"date"_s, moment ? QJsonValue(moment->utc.toString(Qt::RFC2822Date)) : QJsonValue::Null},
            {u"subject"_s, email.value("subject"_L1)},
            {u"message_id"_s, email.value("message_ids"_L1).toArray().first().toString()},
            {u"in_reply_to"_s, QJsonValue::Null},
            {u"is_autoreply"_s, false}};
}

QString normalizedSubject(const QString &subject)
{
    static const QRegularExpression prefix(u"^\\s*((re|fwd?|aw|wg)\\s*:\\s*)+"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    QString result = subject;
    return result.remove(prefix).trimmed();
}

} // namespace leadline::sandbox
