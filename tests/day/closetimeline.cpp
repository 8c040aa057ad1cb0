#include "tests/day/closetimeline.h"

#include "tests/testkit/wait.h"

namespace leadline::test {

namespace {

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

QDateTime moment(const QJsonObject &object, const char *key)
{
    return QDateTime::fromString(text(object, key), Qt::ISODateWithMs).toUTC();
}

QString line(const QStringList &parts)
{
    return parts.join(QStringLiteral(" | "));
}

QString callLine(const QJsonObject &call)
{
    return line({QStringLiteral("call"), text(call, "direction"), text(call, "status"),
                 QString::number(call.value(QLatin1String("duration")).toInt(-1)), text(call, "phone"),
                 text(call, "contact_id"), momentLine(moment(call, "activity_at")), text(call, "note")});
}

QString noteLine(const QJsonObject &note)
{
    return line({QStringLiteral("note"), text(note, "contact_id"), momentLine(moment(note, "activity_at")),
                 text(note, "note")});
}

/// Of a message that Close has sent itself the time is Close's.
QString messageLine(const QJsonObject &sms)
{
    const bool isSentByClose = text(sms, "source") == QLatin1String("Close.io");
    return line({QStringLiteral("sms"), text(sms, "direction") + u' ' + text(sms, "status"),
                 text(sms, "local_phone"), text(sms, "remote_phone"), text(sms, "contact_id"),
                 isSentByClose ? QString() : momentLine(moment(sms, "activity_at")), text(sms, "text")});
}

} // namespace

CloseTimeline::CloseTimeline(const QUrl &baseUrl, const Clock &clock)
    : m_http(baseUrl, Secret("api_other.program"), clock, HttpClient::Limits()), m_api(m_http)
{}

CloseTimeline::~CloseTimeline()
{
    m_http.shutDown();
}

QList<QJsonObject> CloseTimeline::all(const QString &path, const LeadId &lead, const QDateTime &since)
{
    constexpr int pageSize = 100;
    QList<QJsonObject> objects;
    for (;;) {
        QUrlQuery filter;
        filter.addQueryItem(QStringLiteral("lead_id"), lead.value);
        if (path == QLatin1String("task/"))
            filter.addQueryItem(QStringLiteral("_type"), QStringLiteral("all"));
        auto listing = m_api.list(path, filter, int(objects.size()), pageSize);
        const auto page = await(std::move(listing));
        if (!page)
            qFatal("Close cannot be read");
        objects += page->items;
        if (!page->hasMore)
            break;
    }
    // Not by Close's own filter: that goes by a date the program may set.
    objects.removeIf([&since](const QJsonObject &o) { return moment(o, "date_updated") < since; });
    return objects;
}

void CloseTimeline::addActivity(const QJsonObject &activity, const QDateTime &since, DayLines &lines,
                                QStringList &trouble)
{
    const QString type = text(activity, "_type");
    QStringList &all = lines.activities[text(activity, "lead_id")];
    if (type == QLatin1String("Call"))
        all << callLine(activity);
    else if (type == QLatin1String("Note"))
        all << noteLine(activity);
    else if (type == QLatin1String("SMS"))
        all << messageLine(activity);
    else if (type == QLatin1String("LeadStatusChange"))
        lines.statuses[text(activity, "lead_id")].prepend(
            text(activity, "old_status_id") + QStringLiteral(" > ") + text(activity, "new_status_id"));
    else
        all << type;
    if (moment(activity, "date_created") < since)
        trouble << QStringLiteral("changed, not made: ") + type;
}

void CloseTimeline::addTask(const QJsonObject &task, DayLines &lines)
{
    const QString due = text(task, "date");
    const bool isDay = due.size() == 10;
    lines.activities[text(task, "lead_id")]
        << line({text(task, "_type") == QLatin1String("lead") ? QStringLiteral("task") : text(task, "_type"),
                 isDay ? due : momentLine(moment(task, "date")), text(task, "priority"),
                 text(task, "contact_id"), text(task, "text")});
}

DayLines CloseTimeline::linesSince(const QDateTime &since, const QList<LeadId> &leads, QStringList &trouble)
{
    DayLines lines;
    for (const LeadId &lead : leads) {
        // Newest first, by when Close made them: so the order of the changes of status is told.
        for (const QJsonObject &activity : all(QStringLiteral("activity/"), lead, since))
            addActivity(activity, since, lines, trouble);
        for (const QJsonObject &task : all(QStringLiteral("task/"), lead, since))
            addTask(task, lines);
    }
    for (QStringList &of : lines.activities)
        of.sort();
    lines.activities.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    return lines;
}

} // namespace leadline::test
