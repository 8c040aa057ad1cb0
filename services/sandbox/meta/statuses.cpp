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

/// The objects in the order of `order`; those not named follow, in the order they were made.
QList<QJsonObject> inOrder(QList<QJsonObject> objects, const QStringList &order)
{
    const auto place = [&order](const QJsonObject &object) {
        const qsizetype index = order.indexOf(object[u"id"].toString());
        return index < 0 ? order.size() : index;
    };
    std::stable_sort(objects.begin(), objects.end(),
                     [&place](const QJsonObject &a, const QJsonObject &b) { return place(a) < place(b); });
    return objects;
}

const QStringList statusKeys = {QStringLiteral("id"), QStringLiteral("label"), QStringLiteral("type")};

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

void refreshOrganization(Store &store)
{
    QJsonArray leadStatuses;
    for (const QJsonObject &status : orderedLeadStatuses(store))
        leadStatuses.append(only(status, {QStringLiteral("id"), QStringLiteral("label")}));
    QJsonArray pipelines;
    QJsonArray opportunityStatuses;
    for (const QJsonObject &pipeline : orderedPipelines(store)) {
        pipelines.append(pipeline);
        for (const QJsonValue &status : pipeline[u"statuses"].toArray())
            opportunityStatuses.append(status);
    }
    QJsonObject organization = store.organization();
    organization.insert(QStringLiteral("lead_statuses"), leadStatuses);
    organization.insert(QStringLiteral("pipelines"), pipelines);
    organization.insert(QStringLiteral("opportunity_statuses"), opportunityStatuses);
    organization.insert(QStringLiteral("lead_custom_fields"), toArray(all(store, Kind::LeadField)));
    store.putOrganization(organization);
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
    refreshOrganization(store);
}

} // namespace leadline::sandbox
