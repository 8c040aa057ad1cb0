#pragma once

#include "services/sandbox/meta/objects.h"
#include "services/sandbox/router.h"

#include <variant>

namespace leadline::sandbox {

/// /pipeline/: 201 and 204, as a newer resource (close-api.md 1.6, 5.11).
void addPipelineEndpoints(Router &router, Context &context);

/// A status of a pipeline from `{label, type}`, not stored yet; or the 400.
[[nodiscard]] std::variant<QJsonObject, Reply> newOpportunityStatus(Context &context, const QJsonObject &body,
                                                                    const QString &pipelineId);
[[nodiscard]] bool isStatusType(const QString &type);
/// The ids of a pipeline's statuses, in order.
[[nodiscard]] QStringList statusOrder(const QJsonObject &pipeline);

} // namespace leadline::sandbox
