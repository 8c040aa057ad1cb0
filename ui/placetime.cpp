#include "ui/placetime.h"

#include <QCoreApplication>
#include <QLocale>

namespace leadline {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("PlaceTime", text);
}
} // namespace

PlaceTime placeTime(const QTimeZone &zone, const QDateTime &nowUtc)
{
    if (!zone.isValid()) {
        const QString unknown = tr("local time unknown");
        return {{}, unknown, QStringLiteral("circle-question-mark"), unknown, Tone::Neutral};
    }
    const QDateTime then = nowUtc.toTimeZone(zone);
    const bool isWeekday = then.date().dayOfWeek() < Qt::Saturday;
    const QString text = timeText(then.time());
    const QString there = tr("%1 there").arg(text);
    if (isWeekday && then.time() >= QTime(9, 0) && then.time() < QTime(20, 0))
        return {text, there, QStringLiteral("circle-dot"), tr("%1 there, may be called").arg(text), Tone::Good};
    return {text, there, QStringLiteral("moon"), tr("%1 there, closed").arg(text), Tone::Bad};
}

PlaceTime placeTime(const QString &zone, const QDateTime &nowUtc)
{
    return placeTime(zone.isEmpty() ? QTimeZone() : QTimeZone(zone.toUtf8()), nowUtc);
}

QString timeText(const QTime &time)
{
    QString format = QLocale().timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss"));
    format.replace(QStringLiteral("AP"), QStringLiteral("ap"), Qt::CaseInsensitive);
    return QLocale().toString(time, format);
}

} // namespace leadline
