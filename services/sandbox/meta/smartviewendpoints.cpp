#include "services/sandbox/endpoints.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/meta/objects.h"
#include "services/sandbox/meta/resource.h"
#include "services/sandbox/router.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList types{u"lead"_s,
                        u"contact"_s,
                        u"opportunity"_s,
                        u"call"_s,
                        u"email"_s,
                        u"sms"_s,
                        u"meeting"_s,
                        u"note"_s,
                        u"custom_activity"_s,
                        u"whatsapp_message"_s,
                        u"form_submission"_s};

/// Whether an `object_type` clause of that type stands anywhere in the query.
bool namesType(const QJsonObject &query, const QString &type)
{
    if (query.value("type"_L1) == "object_type"_L1 && query.value("object_type"_L1) == type)
        return true;
    for (const QJsonArray parts = query.value("queries"_L1).toArray(); const auto &part : parts) {
        if (namesType(part.toObject(), type))
            return true;
    }
    return false;
}

std::optional<Reply> check(Context &, const Call &call, const QJsonObject &before, QJsonObject &view)
{
    const QString type = view.value("type"_L1).toString();
    if (!types.contains(type))
        return fieldError(u"type"_s, u"Not a valid choice."_s);
    QJsonObject query = view.value("s_query"_L1).toObject();
    const bool isOld = !before.isEmpty() && before.value("s_query"_L1).isNull();
    const QJsonObject clauses = query.value("query"_L1).toObject();
    if (!isOld && !namesType(clauses, type) && !namesType(clauses, u"activity."_s + type))
        return fieldError(u"s_query"_s, u"The query needs an object_type clause of %1."_s.arg(type));
    if (!isOld) {
        complete(query, {{u"results_limit"_s, QJsonValue::Null}, {u"sort"_s, QJsonArray()}});
        view.insert("s_query"_L1, query);
    }
    if (before.isEmpty())
        view.insert("user_id"_L1, call.userId);
    return std::nullopt;
}

} // namespace

/// /saved_search/: Smart Views (close-api.md 5.15). Without `type` the list has those of leads.
void addSmartViewEndpoints(Router &router, Context &context)
{
    addResource(router, context,
                {.path = u"saved_search"_s,
                 .className = u"SavedSearch"_s,
                 .kind = Kind::SmartView,
                 .idPrefix = u"save_"_s,
                 .writable = {u"name"_s, u"s_query"_s, u"type"_s, u"is_shared"_s, u"description"_s},
                 .required = {u"name"_s},
                 .defaults = {{u"type"_s, u"lead"_s},
                              {u"description"_s, QJsonValue::Null},
                              {u"is_shared"_s, false},
                              {u"is_user_dependent"_s, false},
                              {u"query"_s, QJsonValue::Null},
                              {u"s_query"_s, QJsonValue::Null},
                              {u"selected_fields"_s, QJsonValue::Null},
                              {u"shared_with"_s, QJsonArray()}},
                 .hasAuthors = false,
                 .check = check});
    router.add("GET", u"saved_search"_s, [&context](const Call &call) {
        QStringList wanted = commaList(call.query, u"type__in"_s) + commaList(call.query, u"type"_s);
        if (wanted.isEmpty())
            wanted.append(u"lead"_s);
        QList<QJsonObject> views = all(context.store, Kind::SmartView);
        views.removeIf([&](const QJsonObject &view) {
            return !wanted.contains(view.value("type"_L1).toString()) || !isVisible(view, call.userId);
        });
        return listReply(call, context.quirks, views);
    });
}

} // namespace leadline::sandbox
