#include "services/sandbox/endpoints.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/meta/objects.h"
#include "services/sandbox/router.h"

namespace leadline::sandbox {

/// /saved_search/: Smart Views, read only so far (close-api.md 5.15). Without `type` the list has those of
/// leads.
void addSmartViewEndpoints(Router &router, Context &context)
{
    router.add("GET", QStringLiteral("saved_search"), [&context](const Call &call) {
        QStringList types = commaList(call.query, QStringLiteral("type__in"));
        types += commaList(call.query, QStringLiteral("type"));
        if (types.isEmpty())
            types.append(QStringLiteral("lead"));
        QList<QJsonObject> views = all(context.store, Kind::SmartView);
        views.removeIf(
            [&types](const QJsonObject &view) { return !types.contains(view[u"type"].toString()); });
        return listReply(call, context.quirks, views);
    });
    router.add("GET", QStringLiteral("saved_search/{id}"), [&context](const Call &call) {
        const auto view = context.store.find(Kind::SmartView, call.path.value(1));
        return view ? Reply{.body = *view} : notFound(QStringLiteral("SavedSearch"));
    });
}

} // namespace leadline::sandbox
