#pragma once

#include <QJsonObject>
#include <QString>

namespace leadline::sandbox {

/// The key sets of Close's answers with their empty values, after the samples of close-api.md 5.1 to 5.10.
/// An answer is its shape, laid over by what is stored, laid over by what is derived.
[[nodiscard]] const QJsonObject &leadShape();
[[nodiscard]] const QJsonObject &contactShape();
[[nodiscard]] const QJsonObject &opportunityShape();
/// With the extra keys of its `_type` (5.4).
[[nodiscard]] QJsonObject taskShape(const QString &type);
/// By `_type`; an unknown one has the common keys of 5.5.
[[nodiscard]] const QJsonObject &activityShape(const QString &type);

} // namespace leadline::sandbox
