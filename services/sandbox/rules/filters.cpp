#include "services/sandbox/rules/filters.h"

#include "services/sandbox/listing.h"

#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QString param(const Call &call, const QString &key)
{
    return call.query.queryItemValue(key, QUrl::FullyDecoded);
}

Filters::Filters(const Call &call) : m_call(call) {}

void Filters::among(const QString &name, const QString &key)
{
    among(name, [key = key.isEmpty() ? name : key](const QJsonObject &object) {
        return object.value(key).toString();
    });
}

void Filters::among(const QString &name, std::function<QString(const QJsonObject &)> value)
{
    for (const QString &spelled : {name, name + u"__in"_s}) {
        if (!m_call.query.hasQueryItem(spelled))
            continue;
        m_tests.append([wanted = commaList(m_call.query, spelled), value](const QJsonObject &object) {
            return wanted.contains(value(object));
        });
    }
}

/// Days compare as days, moments as UTC text: stored timestamps sort as they are written.
static int compare(const QString &stored, const Moment &wanted, double tzOffset)
{
    if (stored.size() == 10)
        return stored.compare(wanted.day.toString(Qt::ISODate));
    if (const auto moment = parseMoment(stored, tzOffset))
        return moment->utc == wanted.utc ? 0 : (moment->utc < wanted.utc ? -1 : 1);
    return -1;
}

void Filters::range(const QString &name, const QString &key)
{
    using Test = bool (*)(int);
    static const QList<std::pair<QString, Test>> suffixes{{u"__gt"_s, [](int c) { return c > 0; }},
                                                          {u"__gte"_s, [](int c) { return c >= 0; }},
                                                          {u"__lt"_s, [](int c) { return c < 0; }},
                                                          {u"__lte"_s, [](int c) { return c <= 0; }}};
    const double offset = m_call.tzOffset;
    const auto add = [&](const QString &spelled,
                         const std::function<bool(const QString &, const Moment &)> &test) {
        if (!m_call.query.hasQueryItem(spelled))
            return;
        // A `+` of a zone that nobody encoded arrives as a space.
        const auto wanted = parseMoment(
            param(m_call, spelled).replace(QRegularExpression(u" (\\d\\d:\\d\\d)$"_s), u"+\\1"_s), offset);
        if (!wanted) {
            m_error = fieldError(spelled, u"Invalid ISO 8601 datetime."_s);
            return;
        }
        m_tests.append([k = key.isEmpty() ? name : key, test, wanted = *wanted](const QJsonObject &object) {
            const QString stored = object.value(k).toString();
            return !stored.isEmpty() && test(stored, wanted);
        });
    };
    for (const auto &[suffix, test] : suffixes)
        add(name + suffix, [test, offset](const QString &stored, const Moment &wanted) {
            return test(compare(stored, wanted, offset));
        });
    add(name, [offset](const QString &stored, const Moment &wanted) {
        const auto moment = parseMoment(stored, offset);
        return moment && (wanted.isDay ? moment->day == wanted.day : moment->utc == wanted.utc);
    });
}

void Filters::truth(const QString &name)
{
    if (!m_call.query.hasQueryItem(name))
        return;
    const QString text = param(m_call, name).toLower();
    const bool wanted = text == "true"_L1 || text == "1"_L1;
    if (!wanted && text != "false"_L1 && text != "0"_L1)
        m_error = fieldError(name, u"Value must be of bool type."_s);
    m_tests.append(
        [name, wanted](const QJsonObject &object) { return object.value(name).toBool() == wanted; });
}

bool Filters::matches(const QJsonObject &object) const
{
    return std::all_of(m_tests.begin(), m_tests.end(), [&object](const auto &test) { return test(object); });
}

Store::Filter Filters::asFilter() const
{
    if (m_tests.isEmpty())
        return {};
    return [this](const QJsonObject &object) { return matches(object); };
}

QList<QJsonObject> allMatching(const Store &store, Kind kind, const QString &leadId, const Filters &filters)
{
    if (leadId.isEmpty())
        return store.list(kind, 0, std::numeric_limits<int>::max(), filters.asFilter()).items;
    QList<QJsonObject> matches;
    for (const auto &object : store.ofLead(kind, leadId)) {
        if (filters.matches(object))
            matches.append(object);
    }
    return matches;
}

/// Walks the store only as far as the page reaches: activities of a large organisation are too many to count.
static Listing firstMatches(const Store &store, Kind kind, const Filters &filters, int skip, int limit)
{
    constexpr int Chunk = 500;
    constexpr int Patience = 10'000; // objects in a row without a match: what is older is not looked at
    Listing page;
    qint64 seen = 0;
    int inVain = 0;
    for (int at = 0;; at += Chunk) {
        const Listing chunk = store.list(kind, at, Chunk);
        for (const auto &object : chunk.items) {
            if (!filters.matches(object)) {
                ++inVain;
                continue;
            }
            inVain = 0;
            if (seen == qint64(skip) + limit) {
                page.hasMore = true;
                return page;
            }
            if (seen++ >= skip)
                page.items.append(object);
        }
        if (!chunk.hasMore || inVain > Patience)
            return page;
    }
}

Listing matching(const Store &store, Kind kind, const QString &leadId, const Filters &filters, int skip,
                 int limit)
{
    const bool isCounted = kind != Kind::Activity && kind != Kind::Contact;
    if (leadId.isEmpty() && !filters.isEmpty() && !isCounted)
        return firstMatches(store, kind, filters, skip, limit);
    if (leadId.isEmpty())
        return store.list(kind, skip, limit, filters.asFilter());
    const auto all = allMatching(store, kind, leadId, filters);
    return {all.mid(skip, limit), qint64(skip) + limit < all.size(), int(all.size())};
}

} // namespace leadline::sandbox
