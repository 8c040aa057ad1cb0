#include "services/sandbox/meta/statuses.h"

namespace leadline::sandbox {

namespace {

/// Ids of a list of ids or of objects with an id.
QStringList ids(const QJsonValue &list)
{
    QStringList found;
    for (const QJsonValue &entry : list.toArray())
        found.append(entry.isString() ? entry.toString() : entry[u"id"].toString());
    return found;
}

/// The objects in the order of `order`; those not named follow, oldest first.
QList<QJsonObject> inOrder(QList<QJsonObject> objects, const QStringList &order)
{
    std::reverse(objects.begin(), objects.end());
    const auto place = [&order](const QJsonObject &object) {
        const qsizetype index = order.indexOf(object[u"id"].toString());
        return index < 0 ? order.size() : index;
    };
    std::stable_sort(objects.begin(), objects.end(),
                     [&place](const QJsonObject &a, const QJsonObject &b) { return place(a) < place(b); });
    return objects;
}

const QStringList statusKeys = {QStringLiteral("id"), QStringLiteral("label"), QStringLiteral("type")};

void keepOrder(Store &store, const QString &key, const QList<QJsonObject> &order, const QStringList &keys)
{
    QJsonArray entries;
    for (const QJsonObject &object : order)
        entries.append(only(object, keys));
    QJsonObject organization = store.organization();
    organization.insert(key, entries);
    store.putOrganization(organization);
}

} // namespace

QList<QJsonObject> orderedLeadStatuses(const Store &store)
{
    return inOrder(all(store, Kind::LeadStatus), ids(store.organization()[u"lead_statuses"]));
}

QList<QJsonObject> orderedPipelines(const Store &store)
{
    return inOrder(all(store, Kind::Pipeline), ids(store.organization()[u"pipelines"]));
}

QList<QJsonObject> statusesOf(const Store &store, const QString &pipelineId)
{
    QList<QJsonObject> statuses = all(store, Kind::OpportunityStatus);
    statuses.removeIf([&](const QJsonObject &status) { return status[u"pipeline_id"] != pipelineId; });
    const QJsonObject pipeline = store.find(Kind::Pipeline, pipelineId).value_or(QJsonObject());
    return inOrder(statuses, ids(pipeline[u"statuses"]));
}

void keepLeadStatusOrder(Store &store, const QList<QJsonObject> &order)
{
    keepOrder(store, QStringLiteral("lead_statuses"), order, {QStringLiteral("id"), QStringLiteral("label")});
}

void keepPipelineOrder(Store &store, const QList<QJsonObject> &order)
{
    keepOrder(store, QStringLiteral("pipelines"), order, {QStringLiteral("id")});
}

void keepStatuses(Store &store, QJsonObject pipeline, const QStringList &order)
{
    QList<QJsonObject> statuses = all(store, Kind::OpportunityStatus);
    statuses.removeIf([&](const QJsonObject &status) { return status[u"pipeline_id"] != pipeline[u"id"]; });
    QJsonArray entries;
    for (const QJsonObject &status : inOrder(statuses, order))
        entries.append(only(status, statusKeys));
    pipeline.insert(QStringLiteral("statuses"), entries);
    store.put(Kind::Pipeline, pipeline);
}

QJsonObject pipelineView(const Store &store, const QJsonObject &pipeline)
{
    QJsonObject view = pipeline;
    QJsonArray statuses;
    for (const QJsonObject &status : statusesOf(store, pipeline[u"id"].toString()))
        statuses.append(only(status, statusKeys));
    view.insert(QStringLiteral("statuses"), statuses);
    complete(view, {{QStringLiteral("created_by"), QJsonValue::Null}, {QStringLiteral("updated_by"), QJsonValue::Null}});
    return view;
}

} // namespace leadline::sandbox
