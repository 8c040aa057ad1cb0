#include "services/sandbox/rules/activitylist.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/filters.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// `Custom` is the filter word for CustomActivity, and the id of a custom type stands for its instances.
bool isOfType(const QJsonObject &activity, const QStringList &wanted)
{
    const QString type = activity.value("_type"_L1).toString();
    return wanted.contains(type) ||
           (type == "CustomActivity"_L1 &&
            (wanted.contains(u"Custom"_s) ||
             wanted.contains(activity.value("custom_activity_type_id"_L1).toString())));
}

void addTypeFilter(Filters &filters, const Call &call, bool hasOneLead)
{
    const QStringList wanted = commaList(call.query, u"_type"_s) + commaList(call.query, u"_type__in"_s);
    if (hasOneLead && !wanted.isEmpty())
        filters.also([wanted](const QJsonObject &activity) { return isOfType(activity, wanted); });
    const QString threads = param(call, u"thread_emails"_s);
    const bool wantsThreads = hasOneLead && wanted.contains(u"EmailThread"_s);
    if (threads == "only"_L1)
        filters.also([](const QJsonObject &activity) { return activity.value("_type"_L1) != "Email"_L1; });
    else if (threads != "true"_L1 && !wantsThreads)
        filters.withoutThreads();
}

void addOwnFilters(Filters &filters, const QString &type)
{
    if (type == "OpportunityStatusChange"_L1)
        filters.among(u"opportunity_id"_s);
    else if (type == "CustomActivity"_L1)
        filters.among(u"custom_activity_type_id"_s);
    else if (type == "WhatsAppMessage"_L1)
        filters.among(u"external_whatsapp_message_id"_s);
    else if (type == "Meeting"_L1) {
        filters.among(u"provider_calendar_event_id"_s);
        filters.range(u"starts_at"_s);
    }
}

/// Ranges hold only on the field that sorts, and `activity_at` sorts only within a lead.
std::optional<Reply> refusedOrder(const Call &call, const QString &orderBy, bool hasOneLead)
{
    static const QStringList orders{u"date_created"_s, u"-date_created"_s, u"activity_at"_s,
                                    u"-activity_at"_s};
    if (!orderBy.isEmpty() && !orders.contains(orderBy))
        return fieldError(u"_order_by"_s, u"Not a valid choice."_s);
    const bool isByActivityAt = orderBy.endsWith("activity_at"_L1);
    if (isByActivityAt && !hasOneLead)
        return badRequest(u"Sorting by activity_at is only supported together with lead_id."_s);
    for (const auto &item : call.query.queryItems()) {
        const QString other = isByActivityAt ? u"date_created__"_s : u"activity_at__"_s;
        if (item.first.startsWith(other))
            return badRequest(u"%1 can only be used when sorting by the same field."_s.arg(item.first));
    }
    return std::nullopt;
}

void order(QList<QJsonObject> &activities, const QString &by)
{
    const bool isDescending = by.startsWith(u'-');
    const QString key = by.mid(isDescending ? 1 : 0);
    const auto value = [&key](const QJsonObject &activity) {
        const QString own = activity.value(key).toString();
        return own.isEmpty() ? activity.value("date_created"_L1).toString() : own;
    };
    std::stable_sort(activities.begin(), activities.end(), [&](const QJsonObject &a, const QJsonObject &b) {
        return isDescending ? value(b) < value(a) : value(a) < value(b);
    });
}

/// With `thread_emails=true` the e-mails beside their threads come without bodies.
QJsonObject stripped(QJsonObject email)
{
    for (const auto key :
         {"body_text"_L1, "body_html"_L1, "body_text_quoted"_L1, "body_html_quoted"_L1, "envelope"_L1})
        email.remove(key);
    return email;
}

/// Threads of all leads: those of generated e-mails are told by lead only.
QList<QJsonObject> writtenThreads(const Store &store, const Filters &filters)
{
    auto threads = store.written(Kind::Activity);
    threads.removeIf([&filters](const QJsonObject &activity) { return !filters.matches(activity); });
    return threads;
}

} // namespace

Reply listActivities(Context &context, const Call &call, const QString &type)
{
    const QStringList leads = commaList(call.query, u"lead_id"_s) + commaList(call.query, u"lead_id__in"_s);
    const bool hasOneLead = leads.size() == 1;
    const QString orderBy = param(call, u"_order_by"_s);
    if (const auto refused = refusedOrder(call, orderBy, hasOneLead))
        return *refused;
    if (type == "CustomActivity"_L1 && call.query.hasQueryItem(u"custom_activity_type_id"_s) && !hasOneLead)
        return badRequest(u"Filtering by custom_activity_type_id requires lead_id."_s);

    Filters filters(call);
    for (const auto &key : {u"lead_id"_s, u"id"_s, u"organization_id"_s})
        filters.among(key);
    if (hasOneLead || !type.isEmpty()) {
        filters.among(u"user_id"_s);
        filters.among(u"contact_id"_s);
    }
    if (type.isEmpty())
        addTypeFilter(filters, call, hasOneLead);
    else
        filters.ofType({type});
    addOwnFilters(filters, type);
    filters.range(u"date_created"_s);
    filters.range(u"activity_at"_s);
    if (filters.error())
        return *filters.error();

    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    const bool isStripping = type.isEmpty() && param(call, u"thread_emails"_s) == "true"_L1;
    return listReply(call, context.quirks, [&](int skip, int limit) {
        Listing page;
        if (type == "EmailThread"_L1 && leads.isEmpty()) {
            auto threads = writtenThreads(context.store, filters);
            order(threads, orderBy.isEmpty() ? u"-date_created"_s : orderBy);
            page = {threads.mid(skip, limit), qint64(skip) + limit < threads.size(), int(threads.size())};
        } else if (orderBy.isEmpty() || orderBy == "-date_created"_L1) {
            page = matching(context.store, Kind::Activity, filters, skip, limit);
        } else {
            auto all = allMatching(context.store, Kind::Activity, filters);
            order(all, orderBy);
            page = {all.mid(skip, limit), qint64(skip) + limit < all.size(), int(all.size())};
        }
        for (auto &activity : page.items) {
            activity = derive.activity(activity);
            if (isStripping && activity.value("_type"_L1) == "Email"_L1)
                activity = stripped(activity);
        }
        return page;
    });
}

} // namespace leadline::sandbox
