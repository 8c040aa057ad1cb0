#pragma once

#include "services/mirror/leadrow.h"

#include <QJsonObject>

namespace leadline {

/// A query as it stands in files, in words of our own. What is missing or odd reads as not asked for.
[[nodiscard]] QJsonObject toJson(const LeadListQuery &query);
[[nodiscard]] LeadListQuery leadListQueryFromJson(const QJsonObject &json);

} // namespace leadline
