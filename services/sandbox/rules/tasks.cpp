#include "services/sandbox/endpoints.h"

#include "services/sandbox/listing.h"
#include "services/sandbox/router.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/effects.h"
#include "services/sandbox/rules/fields.h"
#include "services/sandbox/rules/filters.h"
#include "services/sandbox/rules/permissions.h"
#include "services/sandbox/rules/phonefields.h"

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

Reply answer(Context &context, const Call &call, const QJsonObject &stored)
{
    return Reply{200, Derive(context.store, context.store.tick(), call.tzOffset).task(stored), {}};
}

/// `inbox` and `future` override the date limits they set themselves (5.4).
Call withoutOverriddenDates(const Call &call, const QString &view)
{
    Call effective = call;
    if (view == "inbox"_L1)
        effective.query.removeAllQueryItems(u"date__lt"_s);
    else if (view == "future"_L1)
        effective.query.removeAllQueryItems(u"date__gte"_s);
    return effective;
}

void addFilters(Filters &filters, const Call &call, const Derive &derive, const QString &view)
{
    const QString type = param(call, u"_type"_s);
    if (type.isEmpty() && !call.query.hasQueryItem(u"_type__in"_s))
        filters.ofType({u"lead"_s});
    else if (type != "all"_L1)
        filters.ofType(commaList(call.query, u"_type"_s) + commaList(call.query, u"_type__in"_s));
    for (const auto &key : {u"lead_id"_s, u"id"_s, u"assigned_to"_s, u"organization_id"_s, u"contact_id"_s})
        filters.among(key);
    filters.truth(u"is_complete"_s);
    for (const auto &key : {u"date"_s, u"date_created"_s, u"date_updated"_s})
        filters.range(key);
    filters.range(u"due_date"_s, u"date"_s);
    if (!view.isEmpty())
        filters.also([&derive, view](const QJsonObject &task) { return derive.taskView(task) == view; });
}

/// Days alone come before timed tasks of the same day.
void order(QList<QJsonObject> &tasks, const QString &by, double tzOffset)
{
    const bool isDescending = by.startsWith(u'-');
    const QString key = by.mid(isDescending ? 1 : 0);
    const auto sortable = [&](const QJsonObject &task) {
        const auto moment = parseMoment(task.value(key).toString(), tzOffset);
        if (!moment)
            return QString();
        const QString day = moment->day.toString(Qt::ISODate);
        return moment->isDay ? day : day + moment->utc.toString(Qt::ISODateWithMs);
    };
    std::stable_sort(tasks.begin(), tasks.end(), [&](const QJsonObject &a, const QJsonObject &b) {
        return isDescending ? sortable(b) < sortable(a) : sortable(a) < sortable(b);
    });
}

std::optional<Reply> refusedView(const QString &view)
{
    static const QStringList views{u"inbox"_s, u"future"_s, u"archive"_s};
    if (view.isEmpty() || views.contains(view))
        return std::nullopt;
    return fieldError(u"view"_s, u"Not a valid choice."_s);
}

Reply list(Context &context, const Call &call)
{
    const QString view = param(call, u"view"_s);
    const QString orderBy = param(call, u"_order_by"_s);
    static const QStringList orders{u"date"_s, u"-date"_s, u"date_created"_s, u"-date_created"_s};
    if (!orderBy.isEmpty() && !orders.contains(orderBy))
        return fieldError(u"_order_by"_s, u"Not a valid choice."_s);
    if (const auto refused = refusedView(view))
        return *refused;
    const Call effective = withoutOverriddenDates(call, view);
    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    Filters filters(effective);
    addFilters(filters, effective, derive, view);
    if (filters.error())
        return *filters.error();
    return listReply(call, context.quirks, [&](int skip, int limit) {
        Listing page;
        if (orderBy.isEmpty()) {
            page = matching(context.store, Kind::Task, filters, skip, limit);
        } else {
            auto all = allMatching(context.store, Kind::Task, filters);
            order(all, orderBy, call.tzOffset);
            page = {all.mid(skip, limit), qint64(skip) + limit < all.size(), int(all.size())};
        }
        for (auto &task : page.items)
            task = derive.task(task);
        return page;
    });
}

/// Without a date a task stands on today and says that it has none.
void readDate(Fields &fields, QJsonObject &task, const QString &today)
{
    fields.date(u"date"_s);
    const bool isClear = task.value("date"_L1).toString().isEmpty();
    if (fields.sent(u"is_dateless"_s).toBool() || isClear)
        task.insert("is_dateless"_L1, true);
    else if (fields.has(u"date"_s) || fields.has(u"is_dateless"_s))
        task.insert("is_dateless"_L1, false);
    if (isClear)
        task.insert("date"_L1, today);
}

void read(const Context &context, const QString &userId, Fields &fields, QJsonObject &task,
          const QString &today)
{
    if (task.value("_type"_L1) == "lead"_L1)
        fields.text(u"text"_s);
    readDate(fields, task, today);
    fields.reference(u"assigned_to"_s, Kind::User);
    fields.reference(u"contact_id"_s, Kind::Contact);
    fields.choice(u"priority"_s, {u"medium"_s, u"high"_s});
    fields.require(u"priority"_s);
    fields.choice(u"resolution"_s, {u"abandoned"_s, u"skipped"_s});
    if (task.value("_type"_L1) == "outgoing_call"_L1)
        readPhone(fields, task, u"phone"_s, Directory(context.store).country(userId));
    if (fields.has(u"is_complete"_s) && !fields.sent(u"is_complete"_s).isBool())
        fields.fail(u"is_complete"_s, u"Value must be of bool type."_s);
}

Reply create(Context &context, const Call &call)
{
    Effects effects(context, call);
    QJsonObject task{{u"_type"_s, u"lead"_s},   {u"text"_s, QString()},       {u"assigned_to"_s, call.userId},
                     {u"is_complete"_s, false}, {u"priority"_s, u"medium"_s}, {u"is_dateless"_s, true}};
    Fields fields(call.body, task, context.store, call.tzOffset);
    fields.choice(u"_type"_s, {u"lead"_s, u"outgoing_call"_s});
    fields.reference(u"lead_id"_s, Kind::Lead);
    fields.require(u"lead_id"_s);
    read(context, call.userId, fields, task, effects.today());
    if (const auto refused = fields.reply())
        return *refused;
    effects.stampNew(task, u"task"_s);
    if (fields.sent(u"is_complete"_s).toBool())
        effects.completeTask(task);
    context.store.put(Kind::Task, task);
    effects.touchLead(task.value("lead_id"_L1).toString());
    return answer(context, call, task);
}

Reply update(Context &context, const Call &call, QJsonObject task)
{
    const bool wasComplete = task.value("is_complete"_L1).toBool();
    Effects effects(context, call);
    Fields fields(call.body, task, context.store, call.tzOffset);
    fields.fixed(u"lead_id"_s);
    if (task.value("priority"_L1).toString().isEmpty())
        task.insert("priority"_L1, "medium"_L1);
    read(context, call.userId, fields, task, effects.today());
    if (const auto refused = fields.reply())
        return *refused;
    effects.touchLead(task.value("lead_id"_L1).toString());
    if (const bool isComplete = fields.sent(u"is_complete"_s).toBool(wasComplete); isComplete && !wasComplete)
        effects.completeTask(task);
    else if (!isComplete && wasComplete)
        effects.reopenTask(task);
    effects.stampChange(task);
    context.store.put(Kind::Task, task);
    return answer(context, call, task);
}

/// The tasks that a list with the same filters has (5.4); no recording has the answer's body.
Reply updateMany(Context &context, const Call &call)
{
    const QString view = param(call, u"view"_s);
    if (const auto refused = refusedView(view))
        return *refused;
    if (call.query.isEmpty())
        return badRequest(u"Name the tasks by a filter such as id__in."_s);
    const Call effective = withoutOverriddenDates(call, view);
    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    Filters filters(effective);
    addFilters(filters, effective, derive, view);
    if (filters.error())
        return *filters.error();
    const auto tasks = allMatching(context.store, Kind::Task, filters);
    for (const auto &task : tasks) {
        Call single = call;
        single.path.append(task.value("id"_L1).toString());
        if (const auto refused = notPermitted(context, single))
            return *refused;
    }
    for (const auto &task : tasks) {
        if (const Reply reply = update(context, call, task); reply.status != 200)
            return reply;
    }
    return Reply{};
}

Reply removeTask(Context &context, const Call &call, const QJsonObject &task)
{
    context.store.remove(Kind::Task, task.value("id"_L1).toString());
    Effects(context, call).touchLead(task.value("lead_id"_L1).toString());
    return Reply{};
}

} // namespace

void addTaskEndpoints(Router &router, Context &context)
{
    const auto one = [&context](auto endpoint) -> Endpoint {
        return [&context, endpoint](const Call &call) {
            const auto task = context.store.find(Kind::Task, call.path.value(1));
            return task ? endpoint(context, call, *task) : notFound(u"Task"_s);
        };
    };
    router.add("GET", u"task"_s, [&context](const Call &call) { return list(context, call); });
    router.add("POST", u"task"_s, [&context](const Call &call) { return create(context, call); });
    router.add("PUT", u"task"_s, [&context](const Call &call) { return updateMany(context, call); });
    router.add("GET", u"task/{id}"_s, one(answer));
    router.add("PUT", u"task/{id}"_s, one(update));
    router.add("DELETE", u"task/{id}"_s, one(removeTask));
}

} // namespace leadline::sandbox
