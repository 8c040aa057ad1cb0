#include "services/close/codec/commandcodec.h"

#include "services/close/codec/callwords.h"
#include "services/close/codec/objectpath.h"
#include "services/domain/commandids.h"

#include <QJsonArray>

#include <algorithm>

namespace leadline {

namespace {

void put(QJsonObject &body, QLatin1String key, const QString &value)
{
    if (!value.isEmpty())
        body.insert(key, value);
}

QString momentText(const QDateTime &when)
{
    return when.isValid()
               ? when.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) + QLatin1String("+00:00")
               : QString();
}

QJsonArray phonesOf(const QList<Phone> &phones)
{
    QJsonArray array;
    for (const Phone &phone : phones) {
        QJsonObject item;
        put(item, QLatin1String("phone"), phone.number);
        put(item, QLatin1String("type"), phone.type);
        array.append(item);
    }
    return array;
}

QJsonArray emailsOf(const QList<Email> &emails)
{
    QJsonArray array;
    for (const Email &email : emails) {
        QJsonObject item;
        put(item, QLatin1String("email"), email.address);
        put(item, QLatin1String("type"), email.type);
        array.append(item);
    }
    return array;
}

void put(QJsonObject &body, QLatin1String key, const QJsonArray &array)
{
    if (!array.isEmpty())
        body.insert(key, array);
}

void putPerson(QJsonObject &body, const QString &name, const QString &title, const QList<Email> &emails,
               const QList<Phone> &phones)
{
    put(body, QLatin1String("name"), name);
    put(body, QLatin1String("title"), title);
    put(body, QLatin1String("emails"), emailsOf(emails));
    put(body, QLatin1String("phones"), phonesOf(phones));
}

QString statusFor(MessagePurpose purpose)
{
    switch (purpose) {
    case MessagePurpose::Send:
        return QStringLiteral("draft");
    case MessagePurpose::LogSent:
        return QStringLiteral("sent");
    case MessagePurpose::LogReceived:
        return QStringLiteral("inbox");
    }
    return {};
}

/// The members each kind of command adds to `lead_id` and `contact_id`.
struct Encode
{
    QJsonObject &body;

    void operator()(const LogCall &call) const
    {
        put(body, QLatin1String("phone"), call.phone);
        put(body, QLatin1String("direction"), wordOf(call.direction));
        put(body, QLatin1String("status"), wordOf(call.status));
        body.insert(QLatin1String("duration"), std::clamp(call.durationSeconds, 0, longestCallSeconds));
        if (!call.note.isEmpty())
            put(body, QLatin1String("note_html"), richTextOf(call.note));
        put(body, QLatin1String("activity_at"), momentText(call.activityAt));
    }
    void operator()(const CreateNote &note) const
    {
        put(body, QLatin1String("title"), note.title);
        put(body, QLatin1String("note_html"), richTextOf(note.text));
        put(body, QLatin1String("activity_at"), momentText(note.activityAt));
    }
    void operator()(const SendSms &sms) const
    {
        put(body, QLatin1String("status"), statusFor(sms.purpose));
        put(body, QLatin1String("local_phone"), sms.localPhone);
        put(body, QLatin1String("remote_phone"), sms.remotePhone);
        put(body, QLatin1String("text"), sms.text);
        if (sms.purpose != MessagePurpose::Send)
            put(body, QLatin1String("activity_at"), momentText(sms.activityAt));
    }
    void operator()(const SendEmail &email) const
    {
        put(body, QLatin1String("status"), statusFor(email.purpose));
        put(body, QLatin1String("sender"), email.sender);
        put(body, QLatin1String("to"), QJsonArray::fromStringList(email.to));
        put(body, QLatin1String("cc"), QJsonArray::fromStringList(email.cc));
        put(body, QLatin1String("bcc"), QJsonArray::fromStringList(email.bcc));
        put(body, QLatin1String("subject"), email.subject);
        put(body, QLatin1String("body_text"), email.text);
        if (email.purpose != MessagePurpose::Send)
            put(body, QLatin1String("activity_at"), momentText(email.activityAt));
    }
    void operator()(const CreateTask &task) const
    {
        const bool isCall = task.type == NewTaskType::OutgoingCall;
        put(body, QLatin1String("_type"), isCall ? QStringLiteral("outgoing_call") : QStringLiteral("lead"));
        put(body, QLatin1String("text"), task.text);
        put(body, QLatin1String("date"),
            task.dueAt.isValid() ? momentText(task.dueAt) : task.date.toString(Qt::ISODate));
        put(body, QLatin1String("assigned_to"), task.assignedTo.value);
        if (task.priority == TaskPriority::High)
            put(body, QLatin1String("priority"), QStringLiteral("high"));
    }
    void operator()(const CreateLead &lead) const
    {
        put(body, QLatin1String("name"), lead.name);
        put(body, QLatin1String("status_id"), lead.statusId.value);
        put(body, QLatin1String("url"), lead.url);
        put(body, QLatin1String("description"), lead.description);
        QJsonArray contacts;
        for (const Contact &contact : lead.contacts) {
            QJsonObject person;
            putPerson(person, contact.name, contact.title, contact.emails, contact.phones);
            contacts.append(person);
        }
        put(body, QLatin1String("contacts"), contacts);
        for (auto it = lead.custom.begin(); it != lead.custom.end(); ++it)
            body.insert(it.key(), it.value());
    }
    void operator()(const CreateContact &contact) const
    {
        putPerson(body, contact.name, contact.title, contact.emails, contact.phones);
    }
    void operator()(const CreateOpportunity &opportunity) const
    {
        put(body, QLatin1String("status_id"), opportunity.statusId.value);
        if (opportunity.valueCents)
            body.insert(QLatin1String("value"), *opportunity.valueCents);
        put(body, QLatin1String("value_period"), opportunity.period);
        if (opportunity.confidence)
            body.insert(QLatin1String("confidence"), *opportunity.confidence);
        put(body, QLatin1String("date_won"), opportunity.closeDate.toString(Qt::ISODate));
        put(body, QLatin1String("note"), opportunity.note);
    }
    void operator()(const UpdateObject &) const {}
    void operator()(const DeleteObject &) const {}
};

/// The contact that an activity, a task or an opportunity is about.
QString contactOf(const CommandBody &body)
{
    return std::visit(
        [](const auto &b) {
            using Body = std::decay_t<decltype(b)>;
            if constexpr (requires { b.contactId; } && !std::is_same_v<Body, CreateContact>)
                return b.contactId.value;
            else
                return QString();
        },
        body);
}

} // namespace

QString richTextOf(const QString &plain)
{
    QString text = plain;
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    text = text.toHtmlEscaped();
    text.replace(u'\n', QLatin1String("<br />"));
    return QLatin1String("<body><p>") + text + QLatin1String("</p></body>");
}

std::optional<Creation> encodeCreation(const CommandBody &body)
{
    const auto made = createdObject(body, {});
    if (!made)
        return std::nullopt;
    Creation creation;
    creation.path = collectionPath(made->kind, made->activityKind);
    if (made->kind != ObjectKind::Lead)
        put(creation.body, QLatin1String("lead_id"), leadOf(body).value);
    put(creation.body, QLatin1String("contact_id"), contactOf(body));
    std::visit(Encode{creation.body}, body);
    return creation;
}

bool isSending(const CommandBody &body)
{
    if (const auto *sms = std::get_if<SendSms>(&body))
        return sms->purpose == MessagePurpose::Send;
    const auto *email = std::get_if<SendEmail>(&body);
    return email && email->purpose == MessagePurpose::Send;
}

} // namespace leadline
