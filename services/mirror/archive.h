#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <span>

namespace leadline {

/// The word that stands for a value in a file: never to be changed.
template <typename Enum>
struct Name
{
    Enum value;
    QLatin1String name;
};

template <typename Enum>
QString nameOf(std::span<const Name<Enum>> names, Enum value)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [value](const auto &n) { return n.value == value; });
    return found == names.end() ? QString() : QString(found->name);
}

template <typename Enum>
std::optional<Enum> valueOf(std::span<const Name<Enum>> names, const QString &name)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto &n) { return n.name == name; });
    return found == names.end() ? std::nullopt : std::optional(found->value);
}

/// Puts the members of a value into JSON; its twin below reads them back, so that one description of a type
/// serves both ways.
class JsonWriter
{
public:
    template <typename Tag>
    void operator()(const char *key, const Id<Tag> &id)
    {
        put(key, id.value);
    }
    void operator()(const char *key, const QString &text) { put(key, text); }
    void operator()(const char *key, int number) { put(key, number); }
    void operator()(const char *key, bool flag) { put(key, flag); }
    void operator()(const char *key, const QDateTime &time)
    {
        put(key, time.toUTC().toString(Qt::ISODateWithMs));
    }
    void operator()(const char *key, const QDate &date) { put(key, date.toString(Qt::ISODate)); }
    void operator()(const char *key, const QStringList &texts)
    {
        put(key, QJsonArray::fromStringList(texts));
    }
    void operator()(const char *key, const QJsonValue &value) { put(key, value); }
    void operator()(const char *key, const QJsonObject &object) { put(key, object); }
    template <typename T>
    void operator()(const char *key, const std::optional<T> &number)
    {
        put(key, number ? QJsonValue(qint64(*number)) : QJsonValue());
    }
    template <typename Enum>
    void word(const char *key, const Enum &value, std::span<const Name<Enum>> names)
    {
        put(key, nameOf(names, value));
    }
    /// `describe(archive, item)` tells the members of one item.
    template <typename T, typename Describe>
    void list(const char *key, const QList<T> &items, Describe describe)
    {
        QJsonArray array;
        for (T item : items) {
            JsonWriter one;
            describe(one, item);
            array.append(one.json());
        }
        put(key, array);
    }
    [[nodiscard]] const QJsonObject &json() const { return m_json; }

private:
    void put(const char *key, const QJsonValue &value) { m_json.insert(QLatin1String(key), value); }
    QJsonObject m_json;
};

/// What is missing reads as empty, except words, without which the whole is refused.
class JsonReader
{
public:
    explicit JsonReader(QJsonObject json) : m_json(std::move(json)) {}

    template <typename Tag>
    void operator()(const char *key, Id<Tag> &id)
    {
        id.value = at(key).toString();
    }
    void operator()(const char *key, QString &text) { text = at(key).toString(); }
    void operator()(const char *key, int &number) { number = at(key).toInt(); }
    void operator()(const char *key, bool &flag) { flag = at(key).toBool(); }
    void operator()(const char *key, QDateTime &time)
    {
        time = QDateTime::fromString(at(key).toString(), Qt::ISODateWithMs).toUTC();
    }
    void operator()(const char *key, QDate &date)
    {
        date = QDate::fromString(at(key).toString(), Qt::ISODate);
    }
    void operator()(const char *key, QStringList &texts)
    {
        texts.clear();
        for (const QJsonValue &text : at(key).toArray())
            texts << text.toString();
    }
    void operator()(const char *key, QJsonValue &value) { value = at(key); }
    void operator()(const char *key, QJsonObject &object) { object = at(key).toObject(); }
    template <typename T>
    void operator()(const char *key, std::optional<T> &number)
    {
        number = at(key).isDouble() ? std::optional<T>(T(at(key).toInteger())) : std::nullopt;
    }
    template <typename Enum>
    void word(const char *key, Enum &value, std::span<const Name<Enum>> names)
    {
        const auto read = valueOf(names, at(key).toString());
        m_isWhole = m_isWhole && read;
        value = read.value_or(value);
    }
    template <typename T, typename Describe>
    void list(const char *key, QList<T> &items, Describe describe)
    {
        items.clear();
        for (const QJsonValue &value : at(key).toArray()) {
            JsonReader one(value.toObject());
            T item;
            describe(one, item);
            m_isWhole = m_isWhole && one.isWhole();
            items.append(item);
        }
    }
    [[nodiscard]] bool isWhole() const { return m_isWhole; }

private:
    [[nodiscard]] QJsonValue at(const char *key) const
    {
        const QJsonValue value = m_json.value(QLatin1String(key));
        return value.isUndefined() ? QJsonValue() : value;
    }
    QJsonObject m_json;
    bool m_isWhole = true;
};

} // namespace leadline
