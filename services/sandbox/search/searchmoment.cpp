#include "services/sandbox/search/searchmoment.h"

#include "services/sandbox/rules/moments.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The first day of the week, month, quarter or year of a day, `steps` of them later. Invalid for other
/// units.
QDate beginOf(const QString &unit, QDate day, int steps)
{
    if (unit == "day"_L1)
        return day.addDays(steps);
    if (unit == "week"_L1)
        return day.addDays(1 - day.dayOfWeek() + 7 * steps);
    const QDate month(day.year(), day.month(), 1);
    if (unit == "month"_L1)
        return month.addMonths(steps);
    if (unit == "quarter"_L1)
        return QDate(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).addMonths(3 * steps);
    return unit == "year"_L1 ? QDate(day.year() + steps, 1, 1) : QDate();
}

/// `today`, `last-week`, `next-quarter` ... as its first day and the one after its last.
std::pair<QDate, QDate> period(const QString &range, QDate today)
{
    static const QStringList days{u"yesterday"_s, u"today"_s, u"tomorrow"_s};
    static const QStringList which{u"last"_s, u"this"_s, u"next"_s};
    if (const auto at = days.indexOf(range); at >= 0)
        return {today.addDays(at - 1), today.addDays(at)};
    const auto at = static_cast<int>(which.indexOf(range.section(u'-', 0, 0)));
    const QString unit = range.section(u'-', 1);
    if (at < 0 || unit == "day"_L1)
        return {};
    return {beginOf(unit, today, at - 1), beginOf(unit, today, at)};
}

std::optional<QDateTime> offsetMoment(const QJsonObject &moment, const SearchClock &clock, QString &problem)
{
    const auto base = readSearchMoment(moment.value("moment"_L1).toObject(), clock, problem);
    if (!base)
        return std::nullopt;
    const QString direction = moment.value("direction"_L1).toString();
    if (direction != "past"_L1 && direction != "future"_L1) {
        problem = u"Unknown direction: %1."_s.arg(direction);
        return std::nullopt;
    }
    const int sign = direction == "past"_L1 ? -1 : 1;
    const QJsonObject by = moment.value("offset"_L1).toObject();
    const auto part = [&](QLatin1StringView unit) { return sign * by.value(unit).toInt(); };
    const auto local = static_cast<qint64>(clock.tzOffset * 3600);
    const qint64 seconds = part("hours"_L1) * 3600LL + part("minutes"_L1) * 60LL + part("seconds"_L1);
    QDateTime at = base->addSecs(local)
                       .addYears(part("years"_L1))
                       .addMonths(part("months"_L1))
                       .addDays(7LL * part("weeks"_L1) + part("days"_L1))
                       .addSecs(seconds);
    const QString end = moment.value("which_day_end"_L1).toString();
    if (!end.isEmpty() && end != "start"_L1 && end != "end"_L1) {
        problem = u"Unknown day end: %1."_s.arg(end);
        return std::nullopt;
    }
    if (!end.isEmpty() && seconds == 0)
        at = QDateTime(at.date().addDays(end == "end"_L1 ? 1 : 0), QTime(0, 0), Qt::UTC);
    return at.addSecs(-local);
}

} // namespace

std::optional<QDateTime> readSearchMoment(const QJsonObject &moment, const SearchClock &clock,
                                          QString &problem)
{
    const QString type = moment.value("type"_L1).toString();
    const bool isEnd = moment.value("which"_L1) == "end"_L1;
    if (type == "now"_L1)
        return clock.now;
    if (type == "offset"_L1)
        return offsetMoment(moment, clock, problem);
    const QString value = moment.value("value"_L1).toString();
    if (type == "fixed_local_date"_L1) {
        const QDate day = QDate::fromString(value, Qt::ISODate);
        if (day.isValid())
            return startOfDay(day.addDays(isEnd ? 1 : 0), clock.tzOffset);
        problem = u"Invalid date: %1."_s.arg(value);
    } else if (type == "fixed_utc"_L1) {
        if (const auto at = parseMoment(value, 0))
            return at->utc;
        problem = u"Invalid ISO 8601 datetime: %1."_s.arg(value);
    } else if (type == "start_end_of_predefined_relative_period"_L1) {
        const QString range = moment.value("range"_L1).toString();
        const auto [begin, end] = period(range, localDay(clock.now, clock.tzOffset));
        if (begin.isValid())
            return startOfDay(isEnd ? end : begin, clock.tzOffset);
        problem = u"Unknown period: %1."_s.arg(range);
    } else {
        problem = u"Unknown moment type: %1."_s.arg(type);
    }
    return std::nullopt;
}

} // namespace leadline::sandbox
