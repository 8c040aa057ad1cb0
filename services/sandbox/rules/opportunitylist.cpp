#include "services/sandbox/rules/opportunitylist.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/filters.h"
#include "services/sandbox/rules/leadquery.h"

#include <QRegularExpression>

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Opportunities whose values are added up and put in another order: the newest. Beyond it sums stop, which
/// keeps an organisation of a million leads answering; no recording says what Close does there.
constexpr int SumLimit = 2'000;

/// `note:word`, `opportunity_status:"..."`, `opportunity_status_type:...` or a word of the note (6.6); false
/// = no such.
bool addTextQuery(Filters &filters, const QString &text, const Directory &directory)
{
    static const QRegularExpression term(
        u"\\G\\s*(?:([a-z_]+):)?(?:\"([^\"]*)\"|([^\\s\"():<>=]+))(?=\\s|$)"_s);
    const QString trimmed = text.trimmed();
    for (qsizetype at = 0; at < trimmed.size();) {
        const auto match = term.match(trimmed, at);
        if (!match.hasMatch())
            return false;
        at = match.capturedEnd();
        const QString field = match.captured(1);
        const QString value = match.captured(2) + match.captured(3);
        const bool isStatus = field == "opportunity_status"_L1 || field == "opportunity_status_type"_L1;
        if (isStatus) {
            filters.also([&directory, value, key = field == "opportunity_status"_L1 ? u"label"_s : u"type"_s](
                             const QJsonObject &item) {
                const auto status = directory.opportunityStatus(item.value("status_id"_L1).toString());
                return status.value(key).toString().compare(value, Qt::CaseInsensitive) == 0;
            });
        } else if (field.isEmpty() || field == "note"_L1) {
            filters.also([value](const QJsonObject &item) {
                return value == "*"_L1 ||
                       item.value("note"_L1).toString().contains(value, Qt::CaseInsensitive);
            });
        } else {
            return false;
        }
    }
    return true;
}

void addFilters(Filters &filters, const Directory &directory)
{
    for (const auto &key :
         {u"lead_id"_s, u"user_id"_s, u"status_id"_s, u"value_period"_s, u"organization_id"_s, u"id"_s})
        filters.among(key);
    const auto ofStatus = [&directory](const QString &key) {
        return [&directory, key](const QJsonObject &item) {
            return directory.opportunityStatus(item.value("status_id"_L1).toString()).value(key).toString();
        };
    };
    filters.among(u"status_label"_s, ofStatus(u"label"_s));
    filters.among(u"status"_s, ofStatus(u"label"_s));
    filters.among(u"status_type"_s, ofStatus(u"type"_s));
    for (const auto &key : {u"date_won"_s, u"date_created"_s, u"date_updated"_s})
        filters.range(key);
}

/// Null values come last in either direction.
void order(QList<QJsonObject> &items, const QString &by)
{
    if (by.isEmpty())
        return;
    const bool isDescending = by.startsWith(u'-');
    const QString key = by.mid(isDescending ? 1 : 0);
    std::stable_sort(items.begin(), items.end(), [&](const QJsonObject &a, const QJsonObject &b) {
        const QJsonValue left = a.value(key);
        const QJsonValue right = b.value(key);
        const bool hasLeft = left.isDouble() || left.isString();
        const bool hasRight = right.isDouble() || right.isString();
        if (!hasLeft || !hasRight)
            return hasLeft && !hasRight;
        const auto &first = isDescending ? right : left;
        const auto &second = isDescending ? left : right;
        return first.isDouble() ? first.toDouble() < second.toDouble() : first.toString() < second.toString();
    });
}

/// `key` and the naming keys of the group an opportunity belongs to.
QJsonObject groupOf(const QJsonObject &item, const QString &by)
{
    if (by == "user_id"_L1)
        return {{u"key"_s, item.value("user_id"_L1)},
                {u"user_id"_s, item.value("user_id"_L1)},
                {u"user_name"_s, item.value("user_name"_L1)}};
    const QDate day = QDate::fromString(item.value("date_won"_L1).toString().left(10), Qt::ISODate);
    const QString part = by.mid(by.lastIndexOf(u'_') + 1);
    if (!day.isValid())
        return {{u"key"_s, QJsonValue::Null},
                {part == "week"_L1 ? u"weekyear"_s : u"year"_s, QJsonValue::Null}};
    if (part == "week"_L1) {
        int year = 0;
        const int week = day.weekNumber(&year);
        return {{u"key"_s, u"%1-W%2"_s.arg(year).arg(week, 2, 10, QChar(u'0'))},
                {u"weekyear"_s, year},
                {u"week"_s, week}};
    }
    QJsonObject group{{u"key"_s, QString::number(day.year())}, {u"year"_s, day.year()}};
    const int quarter = (day.month() + 2) / 3;
    if (part == "quarter"_L1) {
        group.insert("quarter"_L1, quarter);
        group.insert("key"_L1, u"%1-Q%2"_s.arg(day.year()).arg(quarter));
    } else if (part == "month"_L1) {
        group.insert("month"_L1, day.month());
        group.insert("key"_L1, day.toString(u"yyyy-MM"_s));
    }
    return group;
}

struct Group
{
    QJsonObject head;
    QList<QJsonObject> items;
};

QList<Group> grouped(const QList<QJsonObject> &items, const QString &by)
{
    const bool isReversed = by.startsWith(u'-');
    QList<Group> groups;
    for (const auto &item : items) {
        const QJsonObject head = groupOf(item, by.mid(isReversed ? 1 : 0));
        const auto same = std::find_if(groups.begin(), groups.end(), [&head](const Group &group) {
            return group.head.value("key"_L1) == head.value("key"_L1);
        });
        if (same == groups.end())
            groups.append({head, {item}});
        else
            same->items.append(item);
    }
    std::stable_sort(groups.begin(), groups.end(), [isReversed](const Group &a, const Group &b) {
        const QString left = a.head.value("key"_L1).toString();
        const QString right = b.head.value("key"_L1).toString();
        return isReversed ? right < left : left < right;
    });
    return groups;
}

/// Paging counts opportunities, so a group can be cut at the edge of a page; its sums are those of the whole
/// group.
QJsonArray pageOfGroups(const QList<Group> &groups, int skip, int limit, const Derive &derive)
{
    QJsonArray data;
    int at = 0;
    for (const auto &group : groups) {
        QJsonArray objects;
        for (const auto &item : group.items) {
            if (at >= skip && at - skip < limit)
                objects.append(derive.opportunity(item));
            ++at;
        }
        if (objects.isEmpty())
            continue;
        QJsonObject entry = opportunitySums(group.items, derive.directory().symbol());
        for (auto it = group.head.begin(); it != group.head.end(); ++it)
            entry.insert(it.key(), it.value());
        entry.insert("objects"_L1, objects);
        entry.insert("total_results"_L1, group.items.size());
        data.append(entry);
    }
    return data;
}

std::optional<Reply> unknownOrder(const QString &orderBy, const QString &groupBy)
{
    static const QStringList orders{
        u"date_won"_s,  u"date_updated"_s, u"date_created"_s,     u"confidence"_s,
        u"user_name"_s, u"value"_s,        u"annualized_value"_s, u"annualized_expected_value"_s};
    static const QStringList groups{u"user_id"_s, u"date_won__week"_s, u"date_won__month"_s,
                                    u"date_won__quarter"_s, u"date_won__year"_s};
    if (!orderBy.isEmpty() && !orders.contains(orderBy.mid(orderBy.startsWith(u'-') ? 1 : 0)))
        return fieldError(u"_order_by"_s, u"Not a valid choice."_s);
    if (!groupBy.isEmpty() && !groups.contains(groupBy.mid(groupBy.startsWith(u'-') ? 1 : 0)))
        return fieldError(u"_group_by"_s, u"Not a valid choice."_s);
    return std::nullopt;
}

QJsonObject joined(QJsonObject sums, const QJsonObject &envelope)
{
    for (auto it = envelope.begin(); it != envelope.end(); ++it)
        sums.insert(it.key(), it.value());
    return sums;
}

/// Page after page of a large list, each with the sums of the whole.
Reply listInOwnOrder(const Context &context, const Call &call, const Derive &derive, const Filters &filters,
                     KnownSums &known)
{
    Reply reply = listReply(call, context.quirks, [&](int skip, int limit) {
        Listing page = matching(context.store, Kind::Opportunity, filters, skip, limit);
        for (auto &item : page.items)
            item = derive.opportunity(item);
        return page;
    });
    if (reply.status != 200)
        return reply;
    if (known.revision != context.store.revision())
        known = {context.store.revision(), {}};
    auto sums = known.byList.find(filters.name());
    if (sums == known.byList.end()) {
        auto all = matching(context.store, Kind::Opportunity, filters, 0, SumLimit).items;
        for (auto &item : all)
            item = derive.values(item);
        sums = known.byList.insert(filters.name(), opportunitySums(all, derive.directory().symbol()));
    }
    reply.body = joined(*sums, reply.body.toObject());
    return reply;
}

} // namespace

Reply listOpportunities(Context &context, const Call &call, KnownSums &known)
{
    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    const QString orderBy = param(call, u"_order_by"_s);
    const QString groupBy = param(call, u"_group_by"_s);
    if (const auto refused = unknownOrder(orderBy, groupBy))
        return *refused;
    Filters filters(call);
    addFilters(filters, derive.directory());
    const auto leads = LeadQuery::parse(param(call, u"lead_query"_s), context.store);
    if (!leads || !addTextQuery(filters, param(call, u"query"_s), derive.directory()))
        return badRequest(u"The search query could not be parsed."_s);
    if (!leads->matchesAll())
        filters.also([&](const QJsonObject &item) {
            const auto lead = context.store.find(Kind::Lead, item.value("lead_id"_L1).toString());
            return lead && leads->matches(*lead);
        });
    if (filters.error())
        return *filters.error();

    if (orderBy.isEmpty() && groupBy.isEmpty())
        return listInOwnOrder(context, call, derive, filters, known);
    const Listing matches = matching(context.store, Kind::Opportunity, filters, 0, SumLimit);
    QList<QJsonObject> all = matches.items;
    for (auto &item : all)
        item = derive.values(item);
    order(all, orderBy);
    const auto groups = groupBy.isEmpty() ? QList<Group>() : grouped(all, groupBy);
    QJsonArray pageGroups;
    Reply reply = listReply(call, context.quirks, [&](int skip, int limit) {
        pageGroups = pageOfGroups(groups, skip, limit, derive);
        Listing page{all.mid(skip, limit), qint64(skip) + limit < all.size(), matches.total};
        for (auto &item : page.items)
            item = derive.opportunity(item);
        return page;
    });
    if (reply.status != 200)
        return reply;
    QJsonObject body = joined(opportunitySums(all, derive.directory().symbol()), reply.body.toObject());
    if (!groupBy.isEmpty())
        body.insert("data"_L1, pageGroups);
    reply.body = body;
    return reply;
}

} // namespace leadline::sandbox
