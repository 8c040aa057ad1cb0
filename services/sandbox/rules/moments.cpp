#include "services/sandbox/rules/moments.h"

#include "services/sandbox/store.h"

#include <cmath>

namespace leadline::sandbox {

static qint64 offsetSeconds(double tzOffset)
{
    return std::llround(tzOffset * 3600);
}

QString Moment::text() const
{
    return isDay ? day.toString(Qt::ISODate) : timestamp(utc);
}

QDate localDay(const QDateTime &utc, double tzOffset)
{
    return utc.toUTC().addSecs(offsetSeconds(tzOffset)).date();
}

QDateTime startOfDay(QDate day, double tzOffset)
{
    return QDateTime(day, QTime(0, 0), Qt::UTC).addSecs(-offsetSeconds(tzOffset));
}

std::optional<Moment> parseMoment(const QString &text, double tzOffset)
{
    if (text.size() == 10) {
        const QDate day = QDate::fromString(text, Qt::ISODate);
        if (!day.isValid())
            return std::nullopt;
        return Moment{day, startOfDay(day, tzOffset), true};
    }
    QString iso = text;
    if (iso.size() > 10 && iso.at(10) == u' ')
        iso[10] = u'T';
    QDateTime moment = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (text.size() < 10 || !moment.isValid())
        return std::nullopt;
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC);
    const QDateTime utc = moment.toUTC();
    return Moment{localDay(utc, tzOffset), utc, false};
}

} // namespace leadline::sandbox
