#include "services/close/codec/commandcodec.h"

#include "services/close/codec/callwords.h"

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

QJsonObject encodeCall(const LogCall &call)
{
    QJsonObject body;
    put(body, QLatin1String("lead_id"), call.leadId.value);
    put(body, QLatin1String("contact_id"), call.contactId.value);
    put(body, QLatin1String("phone"), call.phone);
    put(body, QLatin1String("direction"), wordOf(call.direction));
    put(body, QLatin1String("status"), wordOf(call.status));
    body.insert(QLatin1String("duration"), std::clamp(call.durationSeconds, 0, longestCallSeconds));
    if (!call.note.isEmpty())
        put(body, QLatin1String("note_html"), richTextOf(call.note));
    put(body, QLatin1String("activity_at"), momentText(call.activityAt));
    return body;
}

} // namespace leadline
