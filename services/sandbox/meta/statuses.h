#pragma once

#include "services/sandbox/meta/objects.h"

namespace leadline::sandbox {

/// Statuses and pipelines, and the orders they stand in: lead statuses in the organization, opportunity statuses in their
/// pipeline, pipelines in the organization (close-api.md 5.11). Copies of labels are refreshed by whoever changes one.
[[nodiscard]] QList<QJsonObject> orderedLeadStatuses(const Store &store);
[[nodiscard]] QList<QJsonObject> orderedPipelines(const Store &store);
/// Those of one pipeline, in its order, as stored.
[[nodiscard]] QList<QJsonObject> statusesOf(const Store &store, const QString &pipelineId);

void keepLeadStatusOrder(Store &store, const QList<QJsonObject> &order);
void keepPipelineOrder(Store &store, const QList<QJsonObject> &order);
/// Writes the statuses into the pipeline in this order; those that belong to it but are not named follow.
void keepStatuses(Store &store, QJsonObject pipeline, const QStringList &order);

/// The keys a pipeline has in answers.
[[nodiscard]] QJsonObject pipelineView(const Store &store, const QJsonObject &pipeline);

} // namespace leadline::sandbox
