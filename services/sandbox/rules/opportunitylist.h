#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/exchange.h"

#include <QHash>

namespace leadline::sandbox {

/// The sums of lists as they were counted, until something is written.
struct KnownSums
{
    quint64 revision = 0;
    QHash<QString, QJsonObject> byList; ///< by Filters::name
};

/// `GET /opportunity/`: filters, `_order_by`, `_group_by` and the sums of the envelope (close-api.md 5.3).
[[nodiscard]] Reply listOpportunities(Context &context, const Call &call, KnownSums &known);

/// `count_by_value_period`, `total_value_*`, `expected_value_*` with their formatted versions, of answers
/// (not stored objects). Nothing to add up: zeros and null.
[[nodiscard]] QJsonObject opportunitySums(const QList<QJsonObject> &opportunities, const QString &symbol);

} // namespace leadline::sandbox
