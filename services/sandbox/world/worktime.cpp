#include "services/sandbox/world/worktime.h"

#include <QTimeZone>

#include <algorithm>

namespace leadline::sandbox {

namespace {

constexpr int Weeks = 104;
constexpr qint64 Opening = 8 * WorkTime::Hour;

} // namespace

WorkTime::WorkTime(const QDateTime &end) : m_end(end.toUTC())
{
    const QDate last = m_end.date();
    m_firstMonday = last.addDays(1 - last.dayOfWeek()).toJulianDay() - Weeks * 7;
    m_length = elapsed(m_end);
}

qint64 WorkTime::elapsed(const QDateTime &moment) const
{
    const QDateTime utc = moment.toUTC();
    const qint64 days = utc.date().toJulianDay() - m_firstMonday;
    if (days < 0)
        return 0;
    const qint64 weekday = days % 7;
    const qint64 workDays = days / 7 * 5 + std::min<qint64>(weekday, 5);
    const qint64 today =
        weekday < 5 ? std::clamp<qint64>(utc.time().msecsSinceStartOfDay() - Opening, 0, Day) : 0;
    return workDays * Day + today;
}

QDateTime WorkTime::moment(qint64 workMs) const
{
    const qint64 day = workMs / Day;
    const QDate date = QDate::fromJulianDay(m_firstMonday + day / 5 * 7 + day % 5);
    return QDateTime(date, QTime::fromMSecsSinceStartOfDay(static_cast<int>(Opening + workMs % Day)),
                     Qt::UTC);
}

qint64 WorkTime::firstFrom(const QDateTime &when) const
{
    const qint64 at = elapsed(when);
    return moment(at) >= when ? at : at + 1;
}

qint64 WorkTime::firstAfter(const QDateTime &when) const
{
    const qint64 at = elapsed(when);
    return moment(at) > when ? at : at + 1;
}

} // namespace leadline::sandbox
