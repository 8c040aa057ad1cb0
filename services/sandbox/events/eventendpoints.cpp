#include "services/sandbox/context.h"
#include "services/sandbox/endpoints.h"
#include "services/sandbox/events/eventlog.h"
#include "services/sandbox/events/eventwriter.h"
#include "services/sandbox/router.h"
#include "services/sandbox/rules/directory.h"
#include "services/sandbox/rules/filters.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PrivateAfterSeconds = 3600;

using Names = QSet<QString>;

/// The combinations of 7.1; `date_updated` may join any, also none.
const QList<Names> &allowedCombinations()
{
    static const QList<Names> all{
        {},
        {u"object_type"_s, u"object_id"_s},
        {u"object_type"_s, u"action"_s},
        {u"object_id"_s, u"action"_s},
        {u"lead_id"_s},
        {u"lead_id"_s, u"object_type"_s},
        {u"lead_id"_s, u"object_type"_s, u"action"_s},
        {u"lead_id"_s, u"user_id"_s},
        {u"lead_id"_s, u"user_id"_s, u"object_type"_s},
        {u"lead_id"_s, u"user_id"_s, u"object_type"_s, u"action"_s},
        {u"user_id"_s},
        {u"user_id"_s, u"object_id"_s},
        {u"user_id"_s, u"object_id"_s, u"action"_s},
        {u"user_id"_s, u"object_type"_s},
        {u"user_id"_s, u"object_type"_s, u"action"_s},
        {u"request_id"_s},
    };
    return all;
}

using Field = QString EventLog::Entry::*;
const QHash<QString, Field> &fields()
{
    static const QHash<QString, Field> all{
        {u"object_type"_s, &EventLog::Entry::objectType}, {u"object_id"_s, &EventLog::Entry::objectId},
        {u"action"_s, &EventLog::Entry::action},          {u"lead_id"_s, &EventLog::Entry::leadId},
        {u"user_id"_s, &EventLog::Entry::userId},         {u"request_id"_s, &EventLog::Entry::requestId}};
    return all;
}

/// What a list was asked for.
struct Query
{
    QList<std::pair<Field, QString>> wanted;
    QDateTime from; ///< no event is older
    QDateTime to;   ///< no event is newer; invalid = no bound
    [[nodiscard]] bool matches(const EventLog::Entry &entry) const
    {
        const bool isInTime = entry.updated >= from && (!to.isValid() || entry.updated <= to);
        return isInTime && std::all_of(wanted.begin(), wanted.end(), [&entry](const auto &condition) {
                   return entry.*condition.first == condition.second;
               });
    }
};

/// A text is what is wrong with the parameters. Times have milliseconds, so "after" begins one later.
std::optional<QString> readRange(const Call &call, Query &query)
{
    for (const auto &[suffix, shift] :
         {std::pair(u"__gt"_s, 1), std::pair(u"__gte"_s, 0), std::pair(u"__lt"_s, -1),
          std::pair(u"__lte"_s, 0), std::pair(QString(), 0)}) {
        const QString text = param(call, u"date_updated"_s + suffix);
        if (text.isEmpty())
            continue;
        const auto moment = parseMoment(text, call.tzOffset);
        if (!moment)
            return u"date_updated%1 is not a date."_s.arg(suffix);
        const QDateTime bound = moment->utc.addMSecs(shift);
        if (!suffix.startsWith("__l"_L1))
            query.from = std::max(query.from, bound);
        if (!suffix.startsWith("__g"_L1))
            query.to = query.to.isValid() ? std::min(query.to, bound) : bound;
    }
    return std::nullopt;
}

std::optional<QString> readQuery(const Call &call, Query &query)
{
    Names names;
    for (auto it = fields().begin(); it != fields().end(); ++it) {
        const QString value = param(call, it.key());
        if (value.isEmpty())
            continue;
        names.insert(it.key());
        query.wanted.append({it.value(), value});
    }
    if (!allowedCombinations().contains(names))
        return u"This combination of filters is not supported."_s;
    return readRange(call, query);
}

bool isAdmin(const Store &store, const QString &userId)
{
    return Directory(store).membership(userId).value("role_id"_L1) == "admin"_L1;
}

/// Those who are no administrators see what an event is about for an hour only.
QJsonObject shown(const EventLog::Entry &entry, const Context &context, const Call &call)
{
    QJsonObject event = entry.event();
    if (entry.updated.secsTo(context.store.now()) <= PrivateAfterSeconds ||
        isAdmin(context.store, call.userId))
        return event;
    for (const auto key : {"data"_L1, "previous_data"_L1}) {
        if (context.quirks.oldEventDataIsNull)
            event.insert(key, QJsonValue::Null);
        else
            event.remove(key);
    }
    return event;
}

QDateTime oldest(const Store &store)
{
    return store.now().addDays(-EventDays);
}

Reply list(Context &context, const Call &call)
{
    Query query;
    query.from = oldest(context.store);
    if (const auto problem = readQuery(call, query))
        return badRequest(*problem);
    const int most = context.quirks.maxEventLimit;
    bool isNumber = true;
    const QString asked = param(call, u"_limit"_s);
    const int limit = asked.isEmpty() ? most : asked.toInt(&isNumber);
    if (!isNumber || limit < 0)
        return badRequest(context.quirks.invalidNumber.arg(u"_limit"));
    if (limit > most)
        return badRequest(context.quirks.limitTooLarge.arg(most));
    const auto page =
        context.store.events().page([&query](const EventLog::Entry &entry) { return query.matches(entry); },
                                    query.from, context.store.now(), param(call, u"_cursor"_s), limit);
    if (!page)
        return badRequest(u"The cursor is not valid."_s);
    QJsonArray data;
    for (const EventLog::Entry *entry : page->entries)
        data.append(shown(*entry, context, call));
    const auto orNull = [](const QString &cursor) {
        return cursor.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(cursor);
    };
    return {.body = QJsonObject{{u"data"_s, data},
                                {u"cursor_next"_s, orNull(page->next)},
                                {u"cursor_previous"_s, orNull(page->previous)}}};
}

Reply one(Context &context, const Call &call)
{
    const EventLog::Entry *entry = context.store.events().find(call.path.value(1));
    const bool isSeen = entry && entry->updated >= oldest(context.store);
    return isSeen ? Reply{.body = shown(*entry, context, call)} : notFound(u"Event"_s);
}

} // namespace

void addEventEndpoints(Router &router, Context &context)
{
    router.add("GET", u"event"_s, [&context](const Call &call) { return list(context, call); });
    router.add("GET", u"event/{id}"_s, [&context](const Call &call) { return one(context, call); });
}

} // namespace leadline::sandbox
