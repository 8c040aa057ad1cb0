#include "services/close/codec/lenientdom.h"

#include "services/close/codec/lenient.h"

#include <chrono>

namespace leadline::lenient {

namespace {

constexpr size_t dateSize = 10; // 2026-06-19
constexpr size_t timeSize = 19; // 2026-06-19T12:05:28

/// Reads `count` digits at `from`; -1 if one of them is none.
int digits(std::string_view text, size_t from, size_t count)
{
    int value = 0;
    for (size_t i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// Days since 1970 of a date written in full; nothing for any other form.
std::optional<int> plainDays(std::string_view text)
{
    if (text.size() < dateSize || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    if (year < 1900 || month < 0 || day < 0)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    if (!date.ok())
        return std::nullopt;
    return int(std::chrono::sys_days(date).time_since_epoch().count());
}

/// Close's own form of nearly every timestamp: `2026-06-19T12:05:28.327000+00:00`, with or without fraction
/// and zone, or a date, which is its first moment. Whole milliseconds only, for the rounding is QDateTime's.
std::optional<qint64> plainMoment(std::string_view text)
{
    constexpr qint64 dayMs = 24 * 60 * 60 * 1000;
    if (text.size() == dateSize) {
        const auto date = plainDays(text);
        return date ? std::optional(*date * dayMs) : std::nullopt;
    }
    if (text.size() < timeSize || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto days = plainDays(text);
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (!days || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    qint64 ms = ((qint64(*days) * 24 + hour) * 60 + minute) * 60'000 + second * 1000;
    std::string_view rest = text.substr(timeSize);
    if (rest.size() >= 7 && rest[0] == '.' && rest.substr(4, 3) == "000") {
        const int fraction = digits(rest, 1, 3);
        if (fraction < 0)
            return std::nullopt;
        ms += fraction;
        rest.remove_prefix(7);
    }
    return rest.empty() || rest == "Z" || rest == "+00:00" ? std::optional(ms) : std::nullopt;
}

QString qText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

std::string_view text(const Element &element)
{
    std::string_view value;
    return element && element->get(value) == simdjson::SUCCESS ? value : std::string_view();
}

bool flag(const Element &element)
{
    bool value = false;
    return element && element->get(value) == simdjson::SUCCESS && value;
}

std::optional<simdjson::dom::array> list(const Element &element)
{
    simdjson::dom::array value;
    return element && element->get(value) == simdjson::SUCCESS ? std::optional(value) : std::nullopt;
}

std::optional<simdjson::dom::object> object(const Element &element)
{
    simdjson::dom::object value;
    return element && element->get(value) == simdjson::SUCCESS ? std::optional(value) : std::nullopt;
}

std::string_view id(const Element &element)
{
    const std::string_view value = text(element);
    return isWellFormedId(value) ? value : std::string_view();
}

std::optional<qint64> moment(std::string_view text)
{
    if (const auto plain = plainMoment(text))
        return plain;
    const QDateTime read = momentOf(qText(text));
    return read.isValid() ? std::optional(read.toMSecsSinceEpoch()) : std::nullopt;
}

std::string isoDate(std::string_view text)
{
    if (plainDays(text))
        return std::string(text.substr(0, dateSize));
    const QDate read = dateOf(qText(text));
    return read.isValid() ? read.toString(Qt::ISODate).toStdString() : std::string();
}

} // namespace leadline::lenient
