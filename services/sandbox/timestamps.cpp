#include "services/sandbox/timestamps.h"

namespace leadline::sandbox {

/// `2026-06-19T12:07:14.366000`, digit by digit: a page of a list holds a thousand of them.
static QString digitsOf(const QDateTime &utc)
{
    QString text = QStringLiteral("0000-00-00T00:00:00.000000");
    const auto put = [at = text.data()](int end, int value) {
        for (int i = end; value > 0; value /= 10)
            at[i--] = QChar(u'0' + value % 10);
    };
    const QDate date = utc.date();
    const QTime time = utc.time();
    put(3, date.year());
    put(6, date.month());
    put(9, date.day());
    put(12, time.hour());
    put(15, time.minute());
    put(18, time.second());
    put(22, time.msec());
    return text;
}

QString timestamp(const QDateTime &moment)
{
    const QDateTime utc = moment.toUTC();
    QString text = digitsOf(utc);
    if (utc.time().msec() == 0)
        text.truncate(19);
    return text + QLatin1String("+00:00");
}

QString nakedTimestamp(const QDateTime &moment)
{
    return digitsOf(moment.toUTC());
}

} // namespace leadline::sandbox
