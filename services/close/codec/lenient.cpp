#include "services/close/codec/lenient.h"

#include <algorithm>
#include <cmath>

namespace leadline::lenient {

QString text(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toString();
}

QString idText(const QJsonObject &object)
{
    return text(object, QLatin1String("id"));
}

QStringList texts(const QJsonObject &object, QLatin1String key)
{
    QStringList result;
    for (const QJsonValue &item : object.value(key).toArray()) {
        if (item.isString())
            result << item.toString();
    }
    return result;
}

bool flag(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toBool();
}

int integer(const QJsonObject &object, QLatin1String key, int lowest, int highest, int fallback)
{
    const QJsonValue value = object.value(key);
    if (!value.isDouble())
        return fallback;
    return int(std::clamp(std::round(value.toDouble()), double(lowest), double(highest)));
}

QJsonArray list(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toArray();
}

QJsonObject object(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toObject();
}

QDateTime moment(const QJsonObject &object, QLatin1String key)
{
    return momentOf(text(object, key));
}

QDate date(const QJsonObject &object, QLatin1String key)
{
    return dateOf(text(object, key));
}

QDateTime momentOf(const QString &text)
{
    if (text.size() < 10 || text.size() > 40)
        return {};
    if (text.size() == 10)
        return QDateTime(dateOf(text), QTime(0, 0), Qt::UTC);
    // Said here rather than after parsing: as local time, an hour of the year does not exist.
    const QString timeOfDay = text.mid(10);
    const bool hasZone = timeOfDay.contains(u'Z') || timeOfDay.contains(u'+') || timeOfDay.contains(u'-');
    const auto result = QDateTime::fromString(hasZone ? text : text + u'Z', Qt::ISODateWithMs);
    if (!result.isValid() || result.date().year() < 1900)
        return {};
    return result.toUTC();
}

QDate dateOf(const QString &text)
{
    const QDate result = QDate::fromString(text.left(10), Qt::ISODate);
    return result.isValid() && result.year() >= 1900 ? result : QDate();
}

} // namespace leadline::lenient
