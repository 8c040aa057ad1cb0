#include "tests/day/dayscript.h"

#include <algorithm>

namespace leadline::test {

namespace {

constexpr int acts = 200;
constexpr int pauseSeconds = 160; // from one to the next: a day of nine hours

ContactId someone(const Lead &lead)
{
    return lead.contacts.isEmpty() ? ContactId() : lead.contacts.constFirst().id;
}

QString words(MessagePurpose purpose)
{
    switch (purpose) {
    case MessagePurpose::Send:
    case MessagePurpose::LogSent:
        return QStringLiteral("outbound sent");
    case MessagePurpose::LogReceived:
        return QStringLiteral("inbound inbox");
    }
    return {};
}

QString dueLine(const CreateTask &task)
{
    return task.dueAt.isValid() ? momentLine(task.dueAt) : task.date.toString(Qt::ISODate);
}

} // namespace

QString momentLine(const QDateTime &moment)
{
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

QString lineOf(const CommandBody &body)
{
    QStringList parts;
    if (const auto *call = std::get_if<LogCall>(&body)) {
        const bool isOutbound = call->direction == CallDirection::Outbound;
        const bool isCompleted = call->status == CallStatus::Completed;
        parts << QStringLiteral("call")
              << (isOutbound ? QStringLiteral("outbound") : QStringLiteral("inbound"))
              << (isCompleted ? QStringLiteral("completed") : QStringLiteral("no-answer"))
              << QString::number(call->durationSeconds) << call->phone << call->contactId.value
              << momentLine(call->activityAt) << call->note;
    } else if (const auto *note = std::get_if<CreateNote>(&body)) {
        parts << QStringLiteral("note") << note->contactId.value << momentLine(note->activityAt)
              << note->text;
    } else if (const auto *sms = std::get_if<SendSms>(&body)) {
        parts << QStringLiteral("sms") << words(sms->purpose) << sms->localPhone << sms->remotePhone
              << sms->contactId.value << (sms->activityAt.isValid() ? momentLine(sms->activityAt) : QString())
              << sms->text;
    } else if (const auto *task = std::get_if<CreateTask>(&body)) {
        const bool isHigh = task->priority == TaskPriority::High;
        parts << QStringLiteral("task") << dueLine(*task)
              << (isHigh ? QStringLiteral("high") : QStringLiteral("medium")) << task->contactId.value
              << task->text;
    } else if (const auto *update = std::get_if<UpdateObject>(&body)) {
        const FieldChange &change = update->changes.constFirst();
        return change.base.toString() + QStringLiteral(" > ") + change.value.toString();
    }
    return parts.join(QStringLiteral(" | "));
}

DayScript::DayScript(const QList<Lead> &leads, QStringList statuses, QString ownNumber,
                     const QDateTime &morning, quint32 seed)
    : m_random(seed), m_statuses(std::move(statuses)), m_ownNumber(std::move(ownNumber))
{
    for (const Lead &lead : leads)
        m_statusOf.insert(lead.id, lead.statusId.value);
    QDateTime at = morning;
    for (int i = 0; i < acts; ++i) {
        at = at.addSecs(pauseSeconds).addMSecs(m_random.bounded(1'000));
        const Lead &lead = leads.at(int(m_random.bounded(quint32(leads.size()))));
        const QMap<LeadId, QString> before = m_statusOf;
        WrapUp next = wrapUp(i, lead, at);
        next.isTakenBack = chance(4);
        if (next.isTakenBack)
            m_statusOf = before;
        else
            std::for_each(next.writes.cbegin(), next.writes.cend(), [this](const auto &body) { keep(body); });
        m_wrapUps << next;
    }
    for (QStringList &lines : m_lines.activities)
        lines.sort();
}

WrapUp DayScript::wrapUp(int number, const Lead &lead, const QDateTime &at)
{
    WrapUp next;
    next.at = at;
    const int kind = int(m_random.bounded(100));
    if (kind < 50) {
        next.writes << call(number, lead, at);
        if (chance(20))
            next.writes << note(number, lead, at);
        if (chance(40))
            next.writes << task(number, lead, at);
        if (chance(30))
            next.writes << status(lead);
    } else if (kind < 70) {
        next.writes << note(number, lead, at);
    } else if (kind < 85) {
        next.writes << message(number, lead, at);
        if (chance(30))
            next.writes << task(number, lead, at);
    } else if (kind < 93) {
        next.writes << task(number, lead, at);
    } else {
        next.writes << status(lead);
    }
    return next;
}

LogCall DayScript::call(int number, const Lead &lead, const QDateTime &at)
{
    LogCall call;
    call.leadId = lead.id;
    call.contactId = someone(lead);
    call.phone = QStringLiteral("+1415555%1").arg(100 + number % 100, 4, 10, QLatin1Char('0'));
    call.direction = chance(80) ? CallDirection::Outbound : CallDirection::Inbound;
    call.status = chance(75) ? CallStatus::Completed : CallStatus::NoAnswer;
    call.durationSeconds = call.status == CallStatus::Completed ? int(m_random.bounded(1'800)) : 0;
    call.activityAt = at.addSecs(-call.durationSeconds - 20);
    if (chance(80))
        call.note = QStringLiteral("Call %1: Müller & Söhne want <3 offers>\nback by \"Friday\"").arg(number);
    return call;
}

/// Some are said again and again in the same words, also of one lead.
CreateNote DayScript::note(int number, const Lead &lead, const QDateTime &at)
{
    const QString text = chance(40) ? QStringLiteral("Left word with the assistant.")
                                    : QStringLiteral("Note %1: budget is there, 价格 to follow").arg(number);
    return {lead.id, chance(50) ? someone(lead) : ContactId(), {}, text, at};
}

SendSms DayScript::message(int number, const Lead &lead, const QDateTime &at)
{
    const bool isSent = chance(70);
    return {lead.id,
            someone(lead),
            m_ownNumber,
            QStringLiteral("+14155550%1").arg(100 + number % 100),
            QStringLiteral("Message %1 🙂 see you at 10").arg(number),
            isSent ? MessagePurpose::Send : MessagePurpose::LogReceived,
            isSent ? QDateTime() : at.addSecs(-90)};
}

CreateTask DayScript::task(int number, const Lead &lead, const QDateTime &at)
{
    CreateTask task;
    task.leadId = lead.id;
    task.contactId = chance(50) ? someone(lead) : ContactId();
    task.text = QStringLiteral("Task %1: send the offer").arg(number);
    task.priority = chance(30) ? TaskPriority::High : TaskPriority::Medium;
    if (chance(50))
        task.dueAt = at.addDays(1 + int(m_random.bounded(20)));
    else
        task.date = at.date().addDays(1 + int(m_random.bounded(20)));
    return task;
}

UpdateObject DayScript::status(const Lead &lead)
{
    const QString from = m_statusOf.value(lead.id);
    QString to = from;
    while (to == from)
        to = m_statuses.at(int(m_random.bounded(quint32(m_statuses.size()))));
    m_statusOf.insert(lead.id, to);
    ObjectRef object;
    object.id = lead.id.value;
    return {lead.id, object, {{QStringLiteral("status_id"), from, to}}};
}

void DayScript::keep(const CommandBody &body)
{
    const LeadId lead = std::visit([](const auto &b) { return b.leadId; }, body);
    const QString line = lineOf(body);
    const bool isStatus = std::holds_alternative<UpdateObject>(body);
    (isStatus ? m_lines.statuses : m_lines.activities)[lead.value] << line;
    ++m_counts[isStatus ? QStringLiteral("status") : line.section(u' ', 0, 0)];
}

} // namespace leadline::test
