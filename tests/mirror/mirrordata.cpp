#include "tests/mirror/mirrordata.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"

#include <QJsonArray>

namespace leadline::test {

QDateTime timeAt(int minute)
{
    return QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC).addSecs(qint64(minute) * 60);
}

QString timeText(int minute)
{
    return timeAt(minute).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz000+00:00"));
}

QJsonObject leadJson(const QString &id, const QString &name, int updatedMinute)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("display_name"), name},
            {QStringLiteral("status_id"), QStringLiteral("stat_1")},
            {QStringLiteral("status_label"), QStringLiteral("Potential")},
            {QStringLiteral("date_created"), timeText(-1000)},
            {QStringLiteral("date_updated"), timeText(updatedMinute)}};
}

Lead leadFrom(const QJsonObject &json)
{
    return decodeLead(json).value();
}

Lead someLead(const QString &id, const QString &name, int updatedMinute)
{
    return leadFrom(leadJson(id, name, updatedMinute));
}

QJsonObject activityJson(const QString &id, const LeadId &lead, int minute, const QString &type)
{
    return {{QStringLiteral("_type"), type},
            {QStringLiteral("id"), id},
            {QStringLiteral("lead_id"), lead.value},
            {QStringLiteral("activity_at"), timeText(minute)},
            {QStringLiteral("date_created"), timeText(minute)},
            {QStringLiteral("date_updated"), timeText(minute)}};
}

Activity activityFrom(const QJsonObject &json)
{
    return decodeActivity(json).value();
}

Activity someActivity(const QString &id, const LeadId &lead, int minute, const QString &type)
{
    return activityFrom(activityJson(id, lead, minute, type));
}

} // namespace leadline::test
