#include "services/http/ratelimit.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace leadline {

using std::chrono::milliseconds;

namespace {

constexpr double longestWaitSeconds = 300;

std::optional<double> number(QByteArray text)
{
    text = text.trimmed();
    if (text.startsWith('"') && text.endsWith('"') && text.size() >= 2)
        text = text.mid(1, text.size() - 2).trimmed();
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// The proxy's limit reads `60, 60;w=1, 100;w=1`: the first number is the one in force.
std::optional<double> firstNumber(const QByteArray &text)
{
    const qsizetype end =
        std::find_if(text.begin(), text.end(), [](char c) { return c == ',' || c == ';'; }) - text.begin();
    return number(text.left(end));
}

milliseconds clamped(double seconds)
{
    return milliseconds(qint64(std::ceil(std::clamp(seconds, 0.0, longestWaitSeconds) * 1000)));
}

/// As far as the text said anything.
void add(RateLimit &result, const std::optional<double> &limit, const std::optional<double> &remaining,
         const std::optional<double> &reset)
{
    const auto count = [](const std::optional<double> &value) {
        return value ? qint64(std::clamp(*value, 0.0, 1e9)) : -1;
    };
    const Limiter limiter{count(limit), count(remaining), clamped(reset.value_or(0))};
    if (limiter.remaining < 0 && limiter.reset == milliseconds(0))
        return;
    if (limiter.remaining == 0)
        result.wait = std::max(result.wait, limiter.reset);
    result.limiters.append(limiter);
}

/// `limit=240; remaining=239; reset=2`, with `;` as sent or `,` as documented.
void addCombined(RateLimit &result, const QByteArray &text)
{
    std::optional<double> limit;
    std::optional<double> remaining;
    std::optional<double> reset;
    QByteArray even = text;
    for (const QByteArray &part : even.replace(',', ';').split(';')) {
        const qsizetype equals = part.indexOf('=');
        if (equals < 0)
            continue;
        const QByteArray key = part.left(equals).trimmed().toLower();
        const auto value = number(part.mid(equals + 1));
        if (key == "limit")
            limit = value;
        else if (key == "remaining")
            remaining = value;
        else if (key == "reset")
            reset = value;
    }
    add(result, limit, remaining, reset);
}

void addTrio(RateLimit &result, const Headers &headers, const QByteArray &prefix)
{
    const auto read = [&](const char *name) -> std::optional<double> {
        const auto value = headerValue(headers, (prefix + name).constData());
        return value ? firstNumber(*value) : std::nullopt;
    };
    add(result, read("limit"), read("remaining"), read("reset"));
}

milliseconds retryAfter(const Headers &headers, const QDateTime &nowUtc)
{
    const auto text = headerValue(headers, "retry-after");
    if (!text)
        return {};
    if (const auto seconds = number(*text))
        return clamped(*seconds);
    const auto until = httpDate(*text);
    if (!until)
        return {};
    const QDateTime sentAt = serverTime(headers);
    return clamped(double((sentAt.isValid() ? sentAt : nowUtc).msecsTo(*until)) / 1000);
}

} // namespace

std::optional<QDateTime> httpDate(const QByteArray &text)
{
    auto when = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                        QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!when.isValid())
        return std::nullopt;
    when.setTimeSpec(Qt::UTC);
    return when;
}

std::optional<QByteArray> headerValue(const Headers &headers, const char *name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return std::nullopt;
}

QDateTime serverTime(const Headers &headers)
{
    const auto date = headerValue(headers, "date");
    return date ? httpDate(*date).value_or(QDateTime()) : QDateTime();
}

Limiter RateLimit::strictest() const
{
    Limiter strictest;
    milliseconds loneReset{0};
    for (const Limiter &limiter : limiters) {
        if (limiter.remaining < 0) {
            loneReset = std::max(loneReset, limiter.reset);
            continue;
        }
        const bool isStricter = strictest.remaining < 0 || limiter.remaining < strictest.remaining ||
                                (limiter.remaining == strictest.remaining && limiter.reset > strictest.reset);
        if (isStricter)
            strictest = limiter;
    }
    if (strictest.remaining < 0)
        strictest.reset = loneReset;
    return strictest;
}

RateLimit parseRateLimit(const Headers &headers, const QDateTime &nowUtc)
{
    RateLimit result;
    if (const auto text = headerValue(headers, "ratelimit"))
        addCombined(result, *text);
    for (const char *prefix : {"ratelimit-", "x-ratelimit-", "x-rate-limit-"})
        addTrio(result, headers, prefix);
    result.wait = std::max(result.wait, retryAfter(headers, nowUtc));
    return result;
}

} // namespace leadline
