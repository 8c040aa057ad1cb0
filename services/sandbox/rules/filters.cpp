#include "services/sandbox/rules/filters.h"

#include "services/sandbox/listing.h"

#include <QRegularExpression>

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QString param(const Call &call, const QString &key)
{
    return call.query.queryItemValue(key, QUrl::FullyDecoded);
}

Filters::Filters(const Call &call) : m_call(call) {}

void Filters::among(const QString &name, const QString &key)
{
    if (key.isEmpty())
        m_wanted.insert(name, commaList(m_call.query, name) + commaList(m_call.query, name + u"__in"_s));
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
    const bool isOfList = name == "date_created"_L1;
    const auto add = [&](const QString &suffix,
                         const std::function<bool(const QString &, const Moment &)> &test) {
        const QString spelled = name + suffix;
        if (!m_call.query.hasQueryItem(spelled))
            return;
        // A `+` of a zone that nobody encoded arrives as a space.
        const auto wanted = parseMoment(
            param(m_call, spelled).replace(QRegularExpression(u" (\\d\\d:\\d\\d)$"_s), u"+\\1"_s), offset);
        if (!wanted) {
            m_error = fieldError(spelled, u"Invalid ISO 8601 datetime."_s);
            return;
        }
        const bool isShort = isOfList && !suffix.isEmpty();
        if (isShort)
            rangeOfList(suffix, *wanted);
        (isShort ? m_shortcuts : m_tests)
            .append([k = key.isEmpty() ? name : key, test, wanted = *wanted](const QJsonObject &object) {
                const QString stored = object.value(k).toString();
                return !stored.isEmpty() && test(stored, wanted);
            });
    };
    for (const auto &[suffix, test] : suffixes)
        add(suffix, [test, offset](const QString &stored, const Moment &wanted) {
            return test(compare(stored, wanted, offset));
        });
    add(QString(), [offset](const QString &stored, const Moment &wanted) {
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

void Filters::ofType(const QStringList &types)
{
    m_choice.types = types.isEmpty() ? QStringList{QString()} : types; // none would mean all
    m_shortcuts.append(
        [types](const QJsonObject &object) { return types.contains(object.value("_type"_L1).toString()); });
}

void Filters::withoutThreads()
{
    m_shortcuts.append(
        [](const QJsonObject &object) { return object.value("_type"_L1) != "EmailThread"_L1; });
}

/// Lists stand in the order of `date_created`, in milliseconds.
void Filters::rangeOfList(const QString &suffix, const Moment &moment)
{
    const bool isFrom = suffix.startsWith("__g"_L1);
    const bool isAfter = suffix == "__gt"_L1 || suffix == "__lte"_L1;
    const QDateTime edge = moment.utc.addMSecs(isAfter ? 1 : 0);
    QDateTime &end = isFrom ? m_choice.from : m_choice.before;
    end = !end.isValid() ? edge : isFrom ? std::max(end, edge) : std::min(end, edge);
}

bool Filters::matches(const QJsonObject &object) const
{
    const auto holds = [&object](const Store::Filter &test) { return test(object); };
    return std::all_of(m_tests.begin(), m_tests.end(), holds) &&
           std::all_of(m_shortcuts.begin(), m_shortcuts.end(), holds);
}

QString Filters::name() const
{
    QUrlQuery query = m_call.query;
    for (const auto &key : {u"_skip"_s, u"_limit"_s, u"_fields"_s})
        query.removeAllQueryItems(key);
    return m_call.path.join(u'/') + u'?' + query.query(QUrl::FullyEncoded) + u'@' +
           QString::number(m_call.tzOffset);
}

Store::Choice Filters::choice() const
{
    Store::Choice choice = m_choice;
    choice.name = name();
    if (!m_tests.isEmpty())
        choice.filter = [this](const QJsonObject &object) {
            return std::all_of(m_tests.begin(), m_tests.end(),
                               [&object](const Store::Filter &test) { return test(object); });
        };
    return choice;
}

/// The leads among whose objects the matches are; null when nothing says so.
static std::optional<QStringList> leadsOf(const Store &store, const Filters &filters)
{
    if (const QStringList leads = filters.wanted(u"lead_id"_s); !leads.isEmpty())
        return leads;
    for (const auto &[param, kind] :
         {std::pair(u"opportunity_id"_s, Kind::Opportunity), std::pair(u"contact_id"_s, Kind::Contact)}) {
        QStringList leads;
        for (const QString &id : filters.wanted(param))
            leads += store.find(kind, id).value_or(QJsonObject()).value("lead_id"_L1).toString();
        if (!leads.isEmpty())
            return leads;
    }
    return std::nullopt;
}

/// The few objects that can match, newest first; null when all can.
static std::optional<QList<QJsonObject>> candidates(const Store &store, Kind kind, const Filters &filters)
{
    QList<QJsonObject> objects;
    QStringList ids = filters.wanted(u"id"_s);
    auto leads = leadsOf(store, filters);
    if (ids.isEmpty() && !leads)
        return std::nullopt;
    ids.removeDuplicates();
    for (const QString &id : std::as_const(ids)) {
        if (const auto object = store.find(kind, id))
            objects.append(*object);
    }
    if (ids.isEmpty()) {
        leads->removeDuplicates();
        for (const QString &lead : std::as_const(*leads))
            objects += store.ofLead(kind, lead);
    }
    const bool isInOrder = ids.isEmpty() && leads->size() == 1;
    if (!isInOrder)
        std::stable_sort(objects.begin(), objects.end(), [](const QJsonObject &a, const QJsonObject &b) {
            return b.value("date_created"_L1).toString() < a.value("date_created"_L1).toString();
        });
    return objects;
}

Listing matching(const Store &store, Kind kind, const Filters &filters, int skip, int limit)
{
    auto few = candidates(store, kind, filters);
    if (!few)
        return store.list(kind, skip, limit, filters.choice());
    few->removeIf([&filters](const QJsonObject &object) { return !filters.matches(object); });
    return {few->mid(skip, limit), qint64(skip) + limit < few->size(), int(few->size())};
}

QList<QJsonObject> allMatching(const Store &store, Kind kind, const Filters &filters)
{
    constexpr int Most = 10'000;
    return matching(store, kind, filters, 0, Most).items;
}

Call withMembers(const Store &store, Call call)
{
    for (const auto &key : {u"user_id"_s, u"user_id__in"_s}) {
        if (!call.query.hasQueryItem(key))
            continue;
        QStringList users;
        for (const QString &id : commaList(call.query, key)) {
            const auto group = store.find(Kind::Group, id);
            if (!group)
                users.append(id);
            for (const QJsonArray members = group.value_or(QJsonObject()).value("members"_L1).toArray();
                 const auto &member : members)
                users.append(member.toObject().value("user_id"_L1).toString());
        }
        call.query.removeAllQueryItems(key);
        call.query.addQueryItem(key, users.isEmpty() ? u"nobody"_s : users.join(u','));
    }
    return call;
}

} // namespace leadline::sandbox
