#include "services/sandbox/timestamps.h"

namespace leadline::sandbox {

QString timestamp(const QDateTime &utc)
{
    const QString whole = nakedTimestamp(utc);
    const bool hasFraction = utc.time().msec() != 0;
    return (hasFraction ? whole : whole.left(19)) + QStringLiteral("+00:00");
}

QString nakedTimestamp(const QDateTime &utc)
{
    return utc.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) + QStringLiteral("000");
}

} // namespace leadline::sandbox
