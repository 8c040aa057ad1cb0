#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

/// Reading JSON that may hold anything: a missing or wrong-typed value reads as empty, never as an error.
namespace leadline::lenient {

[[nodiscard]] QString text(const QJsonObject &object, QLatin1String key);
/// The object's own `id`, well formed or not.
[[nodiscard]] QString idText(const QJsonObject &object);
[[nodiscard]] QStringList texts(const QJsonObject &object, QLatin1String key);
[[nodiscard]] bool flag(const QJsonObject &object, QLatin1String key);
/// A whole number within the bounds; values outside are moved to the nearest bound, anything else is
/// `fallback`.
[[nodiscard]] int integer(const QJsonObject &object, QLatin1String key, int lowest, int highest,
                          int fallback = 0);
[[nodiscard]] QJsonArray list(const QJsonObject &object, QLatin1String key);
[[nodiscard]] QJsonObject object(const QJsonObject &object, QLatin1String key);

/// UTC, from any form of close-api.md 1.8: with an offset, without a zone (UTC), date only (midnight).
/// Invalid for anything else and for Close's `0001-01-01`, which means "never".
[[nodiscard]] QDateTime moment(const QJsonObject &object, QLatin1String key);
/// A date, or the date part of a timestamp.
[[nodiscard]] QDate date(const QJsonObject &object, QLatin1String key);
/// The same of the value itself.
[[nodiscard]] QDateTime momentOf(const QString &text);
[[nodiscard]] QDate dateOf(const QString &text);

/// Empty unless well formed.
template <typename IdType>
[[nodiscard]] IdType id(const QJsonObject &object, QLatin1String key)
{
    const QString value = text(object, key);
    return isWellFormedId(value) ? IdType(value) : IdType();
}

/// Decodes the objects of a list, leaving out what `decode` refuses.
template <typename T>
[[nodiscard]] QList<T> rows(const QJsonArray &items, std::optional<T> (*decode)(const QJsonObject &))
{
    QList<T> result;
    result.reserve(items.size());
    for (const QJsonValue &item : items) {
        if (auto row = decode(item.toObject()))
            result.append(std::move(*row));
    }
    return result;
}

} // namespace leadline::lenient
