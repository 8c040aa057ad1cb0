#pragma once

#include "services/sandbox/meta/objects.h"

namespace leadline::sandbox {

/// Statuses and pipelines, and the orders they stand in: lead statuses in the organization, opportunity
/// statuses in their pipeline, pipelines in the organization (close-api.md 5.11). What is not named in an
/// order follows.
[[nodiscard]] QList<QJsonObject> orderedLeadStatuses(const Store &store);
[[nodiscard]] QList<QJsonObject> orderedPipelines(const Store &store);
/// Those of one pipeline, in its order, as stored.
[[nodiscard]] QList<QJsonObject> statusesOf(const Store &store, const QString &pipelineId);

/// Writes what the organization repeats of statuses, pipelines and lead fields into it; to be called after a
/// change of any.
void refreshOrganization(Store &store);
/// Writes the statuses into the pipeline in this order; those that belong to it but are not named follow.
void keepStatuses(Store &store, QJsonObject pipeline, const QStringList &order);

} // namespace leadline::sandbox
